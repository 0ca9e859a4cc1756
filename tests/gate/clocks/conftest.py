from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from songhanh.gate.queries.stream_store import server
from songhanh.gate.stream.postgres_store import PostgresStore
from songhanh.gate.stream.scans import TABLE
from tests.gate.cast import NOW, Cast, employ


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Tasks lock a file on SQLite: another worker's test must not hold it."""
    settings.TASKS_ROOT, settings.VAR = tmp_path / "tasks", tmp_path


@pytest.fixture(autouse=True)
def _empty_stream(request: pytest.FixtureRequest) -> Iterator[None]:
    """Scans are written past the test's transaction: on PostgreSQL nothing else takes them away again."""
    yield
    if "cast" in request.fixturenames and connection.vendor == "postgresql":
        with closing(PostgresStore(server())) as store:
            store.connection.execute(f"DELETE FROM {TABLE}")


@pytest.fixture
def workers(cast: Cast) -> Cast:
    """NL-0001 to NL-0003 work in `one`."""
    for nth in (1, 2, 3):
        employ(cast.one, nth)
    return cast
