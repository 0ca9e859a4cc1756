"""What every test starts from: quick password hashing, the real clock."""

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO, settings.DEMO_CLOCK = False, None
    translation.deactivate()  # the language of the last request stays with the thread
