"""Settings of the sign-in library and of passwords."""

from typing import Any

AUTHENTICATION_BACKENDS = ["songhanh.core.accounts.backend.LockingBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "songhanh.core.accounts.passwords.MinimumLength", "OPTIONS": {"min_length": 10}},
    {"NAME": "songhanh.core.accounts.passwords.NotOnlyDigits"},
    {"NAME": "songhanh.core.accounts.passwords.NotLikeTheUser",
     "OPTIONS": {"user_attributes": ("username", "full_name", "email")}},
    {"NAME": "songhanh.core.accounts.passwords.NotCommon"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "songhanh.core.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Django's own: the library's writes a second table of mail addresses behind our back.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "login": "songhanh.core.accounts.forms.LoginForm",
    "reauthenticate": "songhanh.core.accounts.forms.ReauthenticateForm",
    "change_password": "songhanh.core.accounts.forms.ChangePasswordForm",
    "reset_password": "songhanh.core.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "songhanh.core.accounts.forms.ResetPasswordKeyForm",
}
# Per address, not per name: a company's people share one, and wrong tries of a name lock it anyway.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip",
    "reset_password": "20/m/ip,3/h/key",
    "reset_password_from_key": "30/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
MFA_ADAPTER = "songhanh.core.accounts.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Song Hành"
MFA_TOTP_TOLERANCE = 1  # phones are late, and people type
MFA_ALLOW_UNVERIFIED_EMAIL = True  # users are invited, not signed up
MFA_FORMS = {
    "authenticate": "songhanh.core.accounts.forms.AuthenticateForm",
    "reauthenticate": "songhanh.core.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "songhanh.core.accounts.forms.ActivateTOTPForm",
}
