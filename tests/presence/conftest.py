from pathlib import Path

import pytest
from pytest_django import Settings

from songhanh.gate.queries.snapshot import forget_snapshots
from tests.people.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, None
    settings.GATE_STREAM = tmp_path / "stream.sqlite3"
    settings.PRESENCE_ROOT = tmp_path / "presence"
    forget_snapshots()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()
