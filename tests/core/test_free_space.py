"""What PostgreSQL keeps of deleted values outside of the table they stood in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from songhanh.core.free_space import BusyError, rewrite_postgresql

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="PostgreSQL's own catalog"),
]
SAMPLES = "SELECT count(*) FROM pg_stats WHERE tablename = 'mau_giay'"


@contextmanager
def notes() -> Iterator[None]:
    """A table of fifty notes, of which the planner has samples."""
    told('CREATE TABLE mau_giay (id int PRIMARY KEY, "Họ tên" varchar(50), born date)')
    told("INSERT INTO mau_giay SELECT n, 'Người ' || n, '1990-01-01' FROM generate_series(1, 50) n")
    told("ANALYZE mau_giay")
    try:
        yield
    finally:
        told("DROP TABLE mau_giay")


def told(statement: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def rewritten() -> None:
    """The server's own ANALYZE may come in between, as in use: then again."""
    for _ in range(30):
        try:
            return rewrite_postgresql(["mau_giay"])
        except BusyError:
            time.sleep(1)
    raise AssertionError("busy for half a minute")


def test_a_table_that_has_become_empty_leaves_no_samples() -> None:
    with notes():
        assert told(SAMPLES) == 3
        told("DELETE FROM mau_giay")
        told("ANALYZE mau_giay")
        assert told(SAMPLES) == 3  # why ANALYZE alone is not enough
        rewritten()
        assert told(SAMPLES) == 0


def test_a_sample_goes_with_its_row_and_the_rows_that_stay_are_sampled_anew() -> None:
    with notes():
        told("DELETE FROM mau_giay WHERE id = 7")
        rewritten()
        assert told(f"{SAMPLES} AND histogram_bounds::text LIKE '%Người 7\"%'") == 0
        assert told(f"{SAMPLES} AND histogram_bounds::text LIKE '%Người 8\"%'") == 1
        assert told("SELECT count(*) FROM mau_giay") == 49


def test_a_table_of_another_owner_is_never_told_as_rewritten() -> None:
    with notes():
        told("CREATE ROLE nguoi_ngoai")
        try:
            told("GRANT SELECT ON mau_giay TO nguoi_ngoai")
            told("SET ROLE nguoi_ngoai")
            with pytest.raises(PermissionError, match="mau_giay"):
                rewrite_postgresql(["mau_giay"])
        finally:
            told("RESET ROLE")
            told("DROP OWNED BY nguoi_ngoai")
            told("DROP ROLE nguoi_ngoai")
