from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from songhanh.analytics.presence.snapshot import Snapshot
from tests.core.cast import signed_in
from tests.epidemic import welding
from tests.epidemic.cast import presence
from tests.epidemic.outbreak import Outbreak, make_outbreak
from tests.people.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _fresh(settings: Settings, tmp_path: Path) -> None:
    settings.GATE_STREAM = tmp_path / "stream.sqlite3"
    settings.PRESENCE_ROOT = tmp_path / "presence"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return presence(tmp_path_factory.mktemp("presence"))


@pytest.fixture
def outbreak(cast: Cast) -> Outbreak:
    return make_outbreak(cast)


@pytest.fixture
def officer(outbreak: Outbreak) -> Client:
    """In charge of the first enterprise."""
    return signed_in(outbreak.cast.officer)


@pytest.fixture
def found(cast: Cast, settings: Settings, tmp_path: Path) -> welding.Outbreak:
    """The run in the welding shop."""
    return welding.outbreak(cast, settings, tmp_path / "presence")
