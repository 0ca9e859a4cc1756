"""The demo authority, loaded once for all the modules that look at it, and for the browser tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test.utils import override_settings

from songhanh.config.settings.database import database
from songhanh.demo.generation.authority import Authority, generate
from tests.config.installation import Installation, installation
from tests.config.prepared import with_demo


@pytest.fixture
def _django_db_helper() -> None:
    """The mark makes the test database; the transaction around all of them is our own."""


@pytest.fixture(scope="package")
def authority(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Authority]:
    """What ``songhanh demo`` has loaded on the run's database: a copy, in a transaction that is rolled back."""
    folder = tmp_path_factory.mktemp("demo") / "copy"
    with (
        installation(folder, like=with_demo()) as copy,
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        within(copy),
        transaction.atomic(),
    ):
        yield generate()
        transaction.set_rollback(True)


@contextmanager
def within(made: Installation) -> Iterator[None]:
    """This process's Django in that installation, with its key and folders, and not in the test database."""
    before = connections["default"]
    there = before.copy()
    there.settings_dict["NAME"] = database(made.url, made.var)["NAME"]
    named = {name: getattr(settings, name) for name in dir(settings)}
    places = {
        name: made.var / value.relative_to(settings.VAR)
        for name, value in named.items()
        if isinstance(value, Path) and value.is_relative_to(settings.VAR)
    }
    connections["default"] = there
    try:
        with override_settings(IDENTITY_KEY=made.key, **places):
            yield
    finally:
        there.close()
        connections["default"] = before


@pytest.fixture
def undone(authority: Authority) -> Iterator[None]:
    """What one test changes, the next does not see."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
