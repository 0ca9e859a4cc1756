"""When a case may have passed it on: from some days before onset, or before sampling, until set apart.

Moments are whole seconds of the local clock since 1970-01-01 00:00; a window is half-open.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from songhanh.rules.tracing.definition import InfectiousPeriod

DAY = 86_400
EPOCH = date(1970, 1, 1)


class WindowError(ValueError):
    """No window can be told; the message says in Vietnamese what is missing."""


@dataclass(frozen=True, order=True)
class Window:
    """The seconds `[start, end)`."""

    start: int
    end: int


def moment(day: date, seconds: int = 0) -> int:
    """Seconds of the local clock at `day`, so many after its midnight."""
    return (day - EPOCH).days * DAY + seconds


def moment_of(at: datetime) -> int:
    """The same of a datetime that already shows local time."""
    return moment(at.date(), at.hour * 3600 + at.minute * 60 + at.second)


def infectious_window(
    period: InfectiousPeriod | None,
    *,
    onset_on: date | None,
    sampled_on: date | None,
    until: datetime,
    starts_on: date | None = None,
) -> Window:
    """From midnight, `period.days_before` days before onset, without symptoms before sampling, to `until`.

    `until` is when the case was set apart, else now, in local time. `starts_on` is a first day set by an officer:
    it goes before the document's, and is needed where the document tells none. Raises WindowError.
    """
    start = moment(starts_on or _first_day(period, onset_on or sampled_on))
    if start >= moment_of(until):
        first = EPOCH + timedelta(seconds=start)
        raise WindowError(
            f"Khoảng có thể lây bắt đầu {first:%d/%m/%Y}, sau lúc kết thúc {until:%d/%m/%Y %H:%M}."
            " Sửa ngày khởi phát hoặc ngày lấy mẫu."
        )
    return Window(start, moment_of(until))


def _first_day(period: InfectiousPeriod | None, reference: date | None) -> date:
    if reference is None:
        raise WindowError(
            "Chưa có ngày khởi phát và ngày lấy mẫu. Nhập ít nhất một ngày để tính khoảng có thể lây."
        )
    if period is None:
        raise WindowError(
            "Văn bản đang áp dụng không nêu số ngày có thể lây trước khởi phát. Nhập ngày bắt đầu có thể lây."
        )
    return reference - timedelta(days=period.days_before)
