"""A day's stays sorted both ways: clipped, joined, and bad rows refused."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.analytics.presence.days import sorted_day
from songhanh.rules.tracing.presence import Stay, merged
from songhanh.rules.tracing.window import DAY

from .rows import Row, rows_of, stays

ON = date(2022, 1, 3)
row = st.builds(
    lambda person, place, start, length: (person, place, start, start + length),
    st.integers(0, 4),
    st.integers(0, 3),
    st.integers(-500, 900),
    st.integers(501, 1500),
)


@given(st.lists(row, max_size=30))
def test_both_orders_hold_the_joined_stays(rows: list[Row]) -> None:
    columns = sorted_day(ON, stays(*rows)).columns
    clipped = [Stay(person, place, max(start, 0), min(end, DAY)) for person, place, start, end in rows]
    meant = sorted((each.person, each.place, each.start, each.end) for each in merged(clipped))
    assert sorted(rows_of(columns.by_place)) == sorted(rows_of(columns.by_person)) == meant
    for place in range(columns.place_first.size - 1):
        run = slice(columns.place_first[place], columns.place_first[place + 1])
        assert (columns.by_place.place[run] == place).all()
        assert (np.diff(columns.by_place.start[run]) >= 0).all()
    for person in range(columns.person_first.size - 1):
        run = slice(columns.person_first[person], columns.person_first[person + 1])
        assert (columns.by_person.person[run] == person).all()
    assert columns.person_first[-1] == columns.place_first[-1] == len(meant)


def test_touching_stays_of_one_person_in_one_place_are_one() -> None:
    columns = sorted_day(ON, stays((1, 1, 0, 10), (1, 1, 10, 20), (2, 1, 20, 30), (1, 2, 20, 30))).columns
    assert rows_of(columns.by_place) == [(1, 1, 0, 20), (2, 1, 20, 30), (1, 2, 20, 30)]


def test_two_places_at_once_are_kept_and_counted() -> None:
    ordered = sorted_day(
        ON, stays((1, 1, 0, 100), (1, 2, 50, 80), (1, 2, 99, 120), (2, 1, 0, 5), (2, 2, 5, 9))
    )
    assert len(ordered.columns) == 5
    assert ordered.doubled == 2


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ((1, 1, 30, 30), "thứ 2 .* ra trước khi vào"),
        ((1, 1, -9, 0), "không nằm trong ngày"),
        ((1, 1, DAY, DAY + 9), "không nằm trong ngày"),
        ((-1, 1, 0, 9), "Số của người"),
        ((1, -1, 0, 9), "Số của nơi"),
        ((1, 1 << 28, 0, 9), "Số của nơi"),
    ],
)
def test_a_stay_that_cannot_be_is_refused(bad: Row, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sorted_day(ON, stays((1, 1, 0, 5), bad))
