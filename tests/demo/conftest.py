"""The demo authority, loaded once for all the modules that look at it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test.utils import override_settings

from songhanh.demo.generation.authority import Authority, generate
from songhanh.demo.loading.load import load


@pytest.fixture
def _django_db_helper() -> None:
    """The mark makes the test database; the transaction around all of them is our own."""


@pytest.fixture(scope="package")
def authority(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Authority]:
    """In a transaction that is rolled back at the end."""
    invented = generate()
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        # As ``songhanh demo`` loads: elsewhere numbers of nobody are refused.
        with override_settings(DEMO=True):
            for _ in load(invented):
                pass
        yield invented
        transaction.set_rollback(True)


@pytest.fixture
def undone(authority: Authority) -> Iterator[None]:
    """What one test changes, the next does not see."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
