"""The chain tells every tampering, and ``songhanh check --audit`` says so."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from songhanh.core.acts import acting
from songhanh.core.audit import chain
from songhanh.core.models import Event
from tests.core.cast import BY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def five() -> None:
    for n in range(5):
        with acting("core:test:done", by=BY, now=NOW) as act:
            act.note(f"core.test:{n}", {"value": n}, {"value": n + 1, "words": "Đã sửa «ước»"})


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def codes() -> list[tuple[int, str]]:
    return [(found.number, found.code) for found in chain.verify()]


def test_an_untouched_chain_holds(five: None) -> None:
    assert codes() == []
    assert chain.head()[0] == 5


def test_an_empty_chain_holds() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    "column", ["name", "by_name", "by_role", "origin", "subject", "at", "recorded_at", "by_id"]
)
def test_a_changed_column_is_found(five: None, column: str) -> None:
    value: Any = {"at": "2020-01-01 00:00:00+00:00", "recorded_at": "2020-01-01 00:00:00+00:00", "by_id": 9}
    sql(f"UPDATE core_event SET {column} = %s WHERE number = 3", value.get(column, "khác"))
    assert codes() == [(3, "content")]


@pytest.mark.parametrize("column", ["before", "after"])
def test_a_changed_difference_is_found(five: None, column: str) -> None:
    sql(f"UPDATE core_event SET {column} = %s WHERE number = 3", '{"value": 99}')
    assert codes() == [(3, "content")]


def test_a_removed_row_is_found(five: None) -> None:
    sql("DELETE FROM core_event WHERE number = 3")
    assert codes() == [(3, "missing"), (4, "previous")]


def test_a_removed_end_is_found(five: None) -> None:
    sql("DELETE FROM core_event WHERE number = 5")
    assert codes() == [(4, "end")]


def test_a_removed_head_is_found(five: None) -> None:
    sql("DELETE FROM core_chainhead")
    assert codes() == [(5, "end")]


def test_swapped_rows_are_found(five: None) -> None:
    for old, new in ((2, 900), (3, 2), (900, 3)):
        sql("UPDATE core_event SET number = %s WHERE number = %s", new, old)
    assert {number for number, _ in codes()} >= {2, 3}


def test_a_row_resealed_by_hand_breaks_the_next(five: None) -> None:
    event = Event.objects.get(number=3)
    event.name = "core:test:forged"
    sql("UPDATE core_event SET name = %s, hash = %s WHERE number = 3", event.name, chain.digest(event))
    assert codes() == [(4, "previous")]


def test_odd_values_survive_the_database() -> None:
    odd = {
        "decimal": Decimal("1.50"), "day": date(2022, 1, 17), "float": 1e20, "half": 0.5, "none": None,
        "nul": "a\x00b", 3: {"deep": [1, (2, Decimal("3"))]}, "set": {"b", "a"}, "true": True, "big": 10**18,
    }  # fmt: skip
    with acting("core:test:odd", by=BY, now=NOW) as act:
        act.note("core.test:odd", {}, odd)
    assert codes() == []


def test_acts_inside_acts_keep_one_chain() -> None:
    with acting("core:test:outer", by=BY, now=NOW) as outer:
        outer.note("core.test:1", {}, {"a": 1})
        with acting("core:test:inner", by=BY, now=NOW) as inner:
            inner.note("core.test:2", {}, {"a": 2})
    assert [event.name for event in Event.objects.order_by("number")] == [
        "core:test:inner",
        "core:test:outer",
    ]
    assert codes() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="tests keep SQLite in memory: one writer at a time")
def test_acts_at_the_same_time_keep_one_chain() -> None:
    def ten_acts(_: int) -> None:
        try:
            for n in range(10):
                with acting("core:test:done", by=BY, now=NOW) as act:
                    act.note(f"core.test:{n}", {}, {"n": n})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ten_acts, range(4)))
    assert Event.objects.count() == 40
    assert codes() == []


def test_the_command_says_that_the_chain_holds(five: None) -> None:
    out = StringIO()
    call_command("check", audit=True, stdout=out)
    assert f"nguyên vẹn: 5 sự kiện, dấu cuối {chain.head()[1]}" in out.getvalue()


def test_the_command_says_where_it_breaks(five: None) -> None:
    sql("UPDATE core_event SET origin = 'x' WHERE number = 2")
    err = StringIO()
    with pytest.raises(CommandError, match="1 chỗ đứt") as raised:
        call_command("check", audit=True, stderr=err)
    assert raised.value.returncode == 1
    assert "nội dung sự kiện 2 không khớp" in err.getvalue()
