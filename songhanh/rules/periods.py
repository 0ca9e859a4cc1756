"""Reporting periods: half-month, month, quarter, half-year, year, by calendar or cut off on the 15th."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile


class PeriodError(ValueError):
    """A period code or a day that names no period; the message says which and why, in Vietnamese."""


class PeriodKind(StrEnum):
    """How long a period is."""

    HALF_MONTH = "HALF_MONTH"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


class Basis(StrEnum):
    """Where a month begins: on its first day, or on the 15th of the month before (09/2019/NĐ-CP điều 12)."""

    CALENDAR = "CALENDAR"
    CUTOFF15 = "CUTOFF15"


FIRST_YEAR, LAST_YEAR = 1900, 2999
IN_A_YEAR = {
    PeriodKind.HALF_MONTH: 24,
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.YEAR: 1,
}
ROMAN = ("I", "II", "III", "IV")
CODE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:q(?P<quarter>[1-4])|h(?P<half>[12])"
    r"|(?P<month>0[1-9]|1[0-2])(?:-h(?P<half_month>[12]))?))?"
)


@dataclass(frozen=True)
class Period:
    """A span of days `[start, end)`; `end` is the first day that no longer belongs to it."""

    kind: PeriodKind
    basis: Basis
    code: str
    start: date
    end: date

    @property
    def year(self) -> int:
        """The year the period is counted under (a December cut-off month may begin in November)."""
        return int(self.code[:4])

    @property
    def index(self) -> int:
        """Place inside the year, from 1."""
        return _index_in_code(self.kind, self.code)

    def contains(self, day: date) -> bool:
        """Tell whether the day belongs to this period."""
        return self.start <= day < self.end

    def covers(self, other: "Period") -> bool:
        """Tell whether the other period lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def previous(self) -> "Period":
        """The period of the same kind that ends where this one begins."""
        return self._shifted(-1)

    def next(self) -> "Period":
        """The period of the same kind that begins where this one ends."""
        return self._shifted(1)

    def same_period_last_year(self) -> "Period":
        """The period with the same place in the year before."""
        return make_period(self.kind, self.basis, self.year - 1, self.index)

    def months(self) -> "tuple[Period, ...]":
        """The monthly periods inside, oldest first; none inside a half-month."""
        return tuple(self._months())

    def label_vi(self) -> str:
        """Name for a reader: «tháng 12/2021», «quý IV/2021», «6 tháng đầu năm 2021», «kỳ 1–15/12/2021»."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.HALF_YEAR:
                return f"6 tháng {'đầu' if self.index == 1 else 'cuối'} năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {ROMAN[self.index - 1]}/{self.year}"
            case PeriodKind.MONTH:
                return f"tháng {self.index:02d}/{self.year}"
            case PeriodKind.HALF_MONTH:
                last = date.fromordinal(self.end.toordinal() - 1)
                return f"kỳ {self.start.day}–{last.day}/{last:%m/%Y}"

    def label_en(self) -> str:
        """Name for a reader in English: «December 2021», «Q4 2021», «first half of 2021», «1–15 Dec 2021»."""
        match self.kind:
            case PeriodKind.YEAR:
                return str(self.year)
            case PeriodKind.HALF_YEAR:
                return f"{'first' if self.index == 1 else 'second'} half of {self.year}"
            case PeriodKind.QUARTER:
                return f"Q{self.index} {self.year}"
            case PeriodKind.MONTH:
                return f"{MONTHS_EN[self.index - 1]} {self.year}"
            case PeriodKind.HALF_MONTH:
                last = date.fromordinal(self.end.toordinal() - 1)
                return f"{self.start.day}–{last.day} {MONTHS_EN[last.month - 1][:3]} {last.year}"

    def _shifted(self, steps: int) -> "Period":
        number = IN_A_YEAR[self.kind]
        year, index = divmod(self.year * number + self.index - 1 + steps, number)
        return make_period(self.kind, self.basis, year, index + 1)

    def _months(self) -> Iterator["Period"]:
        if self.kind is PeriodKind.HALF_MONTH:
            return iter(())
        span = 12 // IN_A_YEAR[self.kind]
        first = (self.index - 1) * span + 1
        return (make_period(PeriodKind.MONTH, self.basis, self.year, first + n) for n in range(span))


MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def make_period(kind: PeriodKind, basis: Basis, year: int, index: int) -> Period:
    """Build the period at place `index` (from 1) of `year`; raises PeriodError outside 1900-2999."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")
    number = IN_A_YEAR[kind]
    if not 1 <= index <= number:
        raise PeriodError(f"Trong một năm có {number} kỳ loại này, không có kỳ thứ {index}.")
    return Period(
        kind,
        basis,
        _code(kind, year, index),
        _start(kind, basis, year, index),
        _end(kind, basis, year, index),
    )


def parse_period(code: str, basis: Basis) -> Period:
    """Read `2021-12-h2`, `2021-12`, `2021-q4`, `2021-h1` or `2021`; raises PeriodError with the reason."""
    found = CODE.fullmatch(code)
    if not found:
        raise PeriodError(
            f"«{code}» không phải mã kỳ. Mã đúng có dạng 2021-12-h2, 2021-12, 2021-q4, 2021-h1 hoặc 2021."
        )
    kind = _kind_of(found)
    return make_period(kind, basis, int(found["year"]), _index_in_code(kind, code))


def period_containing(day: date, kind: PeriodKind, basis: Basis) -> Period:
    """The period of this kind and basis to which the day belongs."""
    month = day.year * 12 + day.month - 1 + (1 if basis is Basis.CUTOFF15 and day.day >= 15 else 0)
    year, place = divmod(month, 12)
    if kind is PeriodKind.HALF_MONTH:
        first_half = make_period(kind, basis, year, place * 2 + 1)
        return first_half if first_half.contains(day) else first_half.next()
    return make_period(kind, basis, year, place * IN_A_YEAR[kind] // 12 + 1)


def comparable(a: Period, b: Period) -> bool:
    """Tell whether figures of two periods may be set side by side: equal length, equal way of cutting."""
    return a.kind is b.kind and a.basis is b.basis


def year_to_date(period: Period) -> tuple[date, date]:
    """The days `[start, end)` from the start of the period's year to the period's end."""
    return make_period(PeriodKind.YEAR, period.basis, period.year, 1).start, period.end


def periods_between(first: Period, last: Period) -> tuple[Period, ...]:
    """All periods from `first` to `last`, both included; raises PeriodError if they do not compare."""
    if not comparable(first, last):
        raise PeriodError(f"{first.label_vi()} và {last.label_vi()} không cùng loại kỳ.")
    return tuple(takewhile(lambda period: period.start <= last.start, _onward(first)))


def _onward(period: Period) -> Iterator[Period]:
    while True:
        yield period
        period = period.next()


def _kind_of(found: re.Match[str]) -> PeriodKind:
    if found["half_month"]:
        return PeriodKind.HALF_MONTH
    if found["month"]:
        return PeriodKind.MONTH
    if found["quarter"]:
        return PeriodKind.QUARTER
    return PeriodKind.HALF_YEAR if found["half"] else PeriodKind.YEAR


def _index_in_code(kind: PeriodKind, code: str) -> int:
    match kind:
        case PeriodKind.HALF_MONTH:
            return int(code[5:7]) * 2 - (1 if code[-1] == "1" else 0)
        case PeriodKind.MONTH:
            return int(code[5:7])
        case PeriodKind.YEAR:
            return 1
        case _:
            return int(code[-1])


def _code(kind: PeriodKind, year: int, index: int) -> str:
    match kind:
        case PeriodKind.HALF_MONTH:
            return f"{year}-{(index + 1) // 2:02d}-h{2 - index % 2}"
        case PeriodKind.MONTH:
            return f"{year}-{index:02d}"
        case PeriodKind.QUARTER:
            return f"{year}-q{index}"
        case PeriodKind.HALF_YEAR:
            return f"{year}-h{index}"
        case PeriodKind.YEAR:
            return str(year)


def _start(kind: PeriodKind, basis: Basis, year: int, index: int) -> date:
    if kind is PeriodKind.HALF_MONTH:
        month = (index + 1) // 2
        second_begins = date(year, month, 16 if basis is Basis.CALENDAR else 1)
        return second_begins if index % 2 == 0 else _month_start(basis, year, month)
    return _month_start(basis, year, (index - 1) * 12 // IN_A_YEAR[kind] + 1)


def _end(kind: PeriodKind, basis: Basis, year: int, index: int) -> date:
    if index == IN_A_YEAR[kind]:
        return _month_start(basis, year + 1, 1)
    return _start(kind, basis, year, index + 1)


def _month_start(basis: Basis, year: int, month: int) -> date:
    if basis is Basis.CALENDAR:
        return date(year, month, 1)
    return date(year, month - 1, 15) if month > 1 else date(year - 1, 12, 15)
