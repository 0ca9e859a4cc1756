"""Moments as people and programs write them, whatever their offset."""

from datetime import UTC, datetime

import pytest

from songhanh.reporting.queries.moments import moment_of


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021-12-15T09:00:00+07:00", datetime(2021, 12, 15, 2, tzinfo=UTC)),
        (
            "2021-12-15T09:00:00 07:00",
            datetime(2021, 12, 15, 2, tzinfo=UTC),
        ),  # a plus that an address has lost
        ("2021-12-15T02:00:00Z", datetime(2021, 12, 15, 2, tzinfo=UTC)),
        ("2021-12-15T09:00:00", datetime(2021, 12, 15, 2, tzinfo=UTC)),
        ("2047-11-27 21:32:24+22:50", datetime(2047, 11, 26, 22, 42, 24, tzinfo=UTC)),
    ],
)
def test_a_moment_is_told_in_our_own_zone(text: str, meant: datetime) -> None:
    moment = moment_of(text)
    assert moment == meant
    assert moment is not None
    assert str(moment.utcoffset()) == "7:00:00"  # PostgreSQL refuses +22:50


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+22:50", "9999-12-31T23:59:59-22:50"])
def test_the_ends_of_the_calendar_are_moments_too(text: str) -> None:
    assert moment_of(text) is not None


def test_nothing_is_now_and_a_word_is_refused() -> None:
    assert moment_of("") is None
    with pytest.raises(ValueError, match="hôm qua"):
        moment_of("hôm qua")
