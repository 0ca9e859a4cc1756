"""What every test of the core starts from."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> None:
    """Quick hashing; the demo's clock off. Limits of signing in lie in the database and go with it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEMO, settings.DEMO_CLOCK = False, None
    settings.GRANT_TARGETS = ["tests.core.cast.told"]
