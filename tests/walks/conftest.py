from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test.utils import override_settings

from tests.walks.cast import Walk, make_walk

PLAIN = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
    "DEMO": False,
    "DEMO_CLOCK": None,
    "WHITENOISE_USE_FINDERS": False,
    "PRESENCE_ROOT": Path(__file__).parent / "without-presence",
}


@pytest.fixture
def _django_db_helper() -> None:
    """The mark makes the test database; the transaction around the whole module is our own."""


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Walk]:
    """Made once a module, in a transaction that is rolled back at its end."""
    assert configured.configured
    with django_db_blocker.unblock(), override_settings(**PLAIN), transaction.atomic():
        yield make_walk()
        transaction.set_rollback(True)
