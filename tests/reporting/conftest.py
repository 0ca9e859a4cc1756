from datetime import datetime

import pytest
from pytest_django import Settings

from songhanh.core import clock
from tests.people.cast import NOW, Cast, make_cast
from tests.reporting.board import Board, make_board


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quick hashing, the demo off, and every request at the cast's own moment (17/01/2022 09:00)."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, None
    monkeypatch.setattr(clock, "now", _now)


def _now() -> datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def board(cast: Cast) -> Board:
    return make_board(cast)
