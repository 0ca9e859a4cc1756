"""Settings read from the environment; ``docs/operations.md`` lists every variable.

Without any, the product runs embedded: one SQLite file, keys and uploads under ``var/``.
"""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from songhanh.config.settings.accounts import *  # noqa: F403 (settings are one namespace)
from songhanh.config.settings.database import database
from songhanh.config.settings.proxies import networks
from songhanh.config.settings.secrets import secret

PACKAGE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("SONGHANH_VAR", Path.cwd() / "var"))

DEBUG = os.environ.get("SONGHANH_DEBUG") == "1"
SECRET_KEY = secret("SONGHANH_SECRET_KEY", VAR / "secret.key")
# Identity numbers: one key encrypts, another makes the hash they are found by.
IDENTITY_KEY = secret("SONGHANH_IDENTITY_KEY", VAR / "identity.key")
ALLOWED_HOSTS = os.environ.get("SONGHANH_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("SONGHANH_ORIGINS", "").split(",") if o]
# Proxies of our own before the server: what they say of a caller's address is believed, nobody else's word is.
TRUSTED_PROXIES = networks(os.environ.get("SONGHANH_TRUSTED_PROXIES", ""))
SECURE = os.environ.get("SONGHANH_HTTPS") == "1"
# Where the product is reached: for links in mails that no request has asked for.
BASE_URL = os.environ.get("SONGHANH_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "songhanh.config",  # first: its commands see every slice and stand before others of the same name
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "songhanh.core",  # before the sign-in library: its templates are replaced by ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "songhanh.parks",
    "songhanh.enterprises",
    "songhanh.people",
    "songhanh.documents",
    "songhanh.reporting",
    "songhanh.gate",
    "songhanh.presence",
    "songhanh.epidemic",
    "songhanh.dashboards",
    "songhanh.demo",
]
MIDDLEWARE = [
    "songhanh.config.proxies.true_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "songhanh.core.api.problems.problem_answers",
    "django.middleware.common.CommonMiddleware",
    "songhanh.core.ui.readable.readable_text",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "songhanh.core.ui.middleware.content_security",
    "songhanh.core.ui.middleware.act_by_address",
    "songhanh.core.ui.middleware.idle_lock",
    "songhanh.core.ui.middleware.second_factor",
    "songhanh.core.ui.middleware.acting",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "songhanh.config.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "songhanh.core.templatetags.vietnamese",
                "songhanh.core.templatetags.components",
            ],
        },
    }
]
ROOT_URLCONF = "songhanh.config.urls"
WSGI_APPLICATION = "songhanh.config.wsgi.application"

DATABASES = {"default": database(os.environ.get("SONGHANH_DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits of signing in and used one-time codes: in the database, since several processes must know them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
API_CALLS_A_MINUTE = int(os.environ.get("SONGHANH_API_CALLS", "300"))  # of each client; 0 for no limit

# Months that a worker's data are kept after the last day of the last employment; unset: as definitions/retention.toml.
KEEP_PEOPLE_MONTHS = int(os.environ.get("SONGHANH_KEEP_PEOPLE_MONTHS") or 0)
# Likewise cases and traced lists, after onset or the first day searched; never longer than people.
KEEP_EPIDEMIC_MONTHS = int(os.environ.get("SONGHANH_KEEP_EPIDEMIC_MONTHS") or 0)
# Months that guests' data are kept after their last day; 0 likewise.
KEEP_GUESTS_MONTHS = int(os.environ.get("SONGHANH_KEEP_GUESTS_MONTHS") or 0)
# Called with the stretches of everybody who is erased, by slices above `people`, inside the same act.
ERASE_TOO = ["songhanh.gate.actions.erasing.forget_workers"]

AUTH_USER_MODEL = "core.User"
# What a grant may name, told by functions that see the slices above (core.accounts.targets).
GRANT_TARGETS = ["songhanh.config.grant_targets.parks", "songhanh.config.grant_targets.enterprises"]
# Codes in audit events by field, in the words of the slices that know them (core.audit.readings).
AUDIT_WORDS = "songhanh.config.audit_words.WORDS"
# Kinds of long work, told by the slices (core.tasks.kinds), and where their files lie; backups leave them out.
TASK_KINDS = [
    "songhanh.config.tasks.exports.EXPORT",
    "songhanh.people.jobs.CHECK_IMPORT",
    "songhanh.people.jobs.CHECK_AGAIN",
    "songhanh.people.jobs.TAKE_IMPORT",
    "songhanh.gate.jobs.BADGES",
    "songhanh.gate.clock_jobs.CHECK_CLOCK",
    "songhanh.gate.clock_jobs.TAKE_CLOCK",
    "songhanh.gate.clock_jobs.UNDO_CLOCK",
]
TASKS_ROOT = VAR / "tasks"
# Scans of the gates, with SQLite: a file of its own, since they are written as often as the rest is read.
GATE_STREAM = VAR / "gate" / "stream.sqlite3"
# Days of presence as columns: derived from the stream, rebuilt at any time; backups leave them out.
PRESENCE_ROOT = VAR / "presence"

SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "songhanh.core.views.errors.csrf_failure"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
FILES_ROOT = VAR / "files"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = os.environ.get("SONGHANH_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("SONGHANH_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SONGHANH_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SONGHANH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SONGHANH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SONGHANH_EMAIL_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("SONGHANH_EMAIL_FROM", "songhanh@localhost")

SILENCED_SYSTEM_CHECKS: list[str] = []

# The demo has its own clock, shown on every page.
DEMO = os.environ.get("SONGHANH_DEMO") == "1" or (VAR / "demo").exists()
DEMO_CLOCK = datetime(2022, 1, 17, 9, 0, tzinfo=ZoneInfo(TIME_ZONE)) if DEMO else None

# Everything goes to standard error: the service manager keeps it. Requests carry no bodies and no names.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
