import pytest
from pytest_django import Settings

from tests.people.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, None


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
