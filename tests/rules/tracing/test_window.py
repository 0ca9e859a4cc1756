"""From when to when a case may have passed it on."""

from datetime import date, datetime

import pytest

from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.window import WindowError, infectious_window, moment

OURS = contact_definition("ours").infectious
NOW = datetime(2022, 1, 17, 9)


def test_two_days_before_onset_until_now() -> None:
    window = infectious_window(OURS, onset_on=date(2022, 1, 10), sampled_on=date(2022, 1, 12), until=NOW)
    assert window.start == moment(date(2022, 1, 8))
    assert window.end == moment(date(2022, 1, 17), 9 * 3600)


def test_without_symptoms_before_sampling() -> None:
    window = infectious_window(OURS, onset_on=None, sampled_on=date(2022, 1, 12), until=NOW)
    assert window.start == moment(date(2022, 1, 10))


def test_a_first_day_set_by_hand_goes_before() -> None:
    window = infectious_window(None, onset_on=None, sampled_on=None, until=NOW, starts_on=date(2022, 1, 1))
    assert window.start == moment(date(2022, 1, 1))


def test_the_day_before_an_epoch_day_counts_whole() -> None:
    assert moment(date(1970, 1, 2), 1) == 86_401


@pytest.mark.parametrize(
    ("period", "onset", "said"),
    [
        (OURS, None, "Chưa có ngày khởi phát và ngày lấy mẫu"),
        (None, date(2022, 1, 10), "không nêu số ngày có thể lây"),
        (OURS, date(2022, 1, 20), "bắt đầu 18/01/2022, sau lúc kết thúc 17/01/2022 09:00"),
    ],
)
def test_no_window_says_why(period: object, onset: date | None, said: str) -> None:
    with pytest.raises(WindowError, match=said):
        infectious_window(period, onset_on=onset, sampled_on=None, until=NOW)  # type: ignore[arg-type]
