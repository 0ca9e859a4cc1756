"""Dates of a column as people write them; the order of day and month is told by the column or asked."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan

from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.values import clean_texts


class Order(StrEnum):
    """Which of the first two numbers is the day."""

    DAY_FIRST = "DAY_FIRST"
    MONTH_FIRST = "MONTH_FIRST"


class DateProblem(StrEnum):
    """Why a cell gives no date, or none to rely on."""

    NOT_A_DATE = "NOT_A_DATE"
    NO_SUCH_DAY = "NO_SUCH_DAY"
    AMBIGUOUS_ORDER = "AMBIGUOUS_ORDER"
    AMBIGUOUS_CENTURY = "AMBIGUOUS_CENTURY"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    MAYBE_SWAPPED = "MAYBE_SWAPPED"


@dataclass(frozen=True, slots=True)
class DateReading:
    """One cell. `on` is the date; `year` (and `month`) stand alone when no more is written.

    With AMBIGUOUS_… the `choices` are the dates it may be; with MAYBE_SWAPPED `on` is what the
    workbook says and `choices` the other. A blank cell has nothing set.
    """

    on: dt.date | None = None
    year: int | None = None
    month: int | None = None
    problem: DateProblem | None = None
    choices: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The readings in the order of the cells, and the order of day and month found (None: untold)."""

    readings: tuple[DateReading, ...]
    order: Order | None


@dataclass(frozen=True, slots=True)
class DateRange:
    """The dates that can be meant, both ends included (birth dates: not in the future, not before 1900)."""

    earliest: dt.date
    latest: dt.date


BLANK = DateReading()
NUMBERS = re.compile(
    r"(\d{1,2})\s*[-/.,]\s*(\d{1,2})\s*[-/.,]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
ISO = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$", re.I)
MONTH_YEAR = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:[-/.]|năm)\s*(\d{4})$", re.I)
YEAR = re.compile(r"(?:năm\s*)?(\d{4})$", re.I)
NAMED = re.compile(
    r"(\d{1,2})[-\s/.]*(?:(?:tháng|thg|th)\.?\s*(\d{1,2})|([A-Za-z]{3,9}))\.?[-\s/.,]+(\d{4}|\d{2})$", re.I
)
NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$")
COMPACT = re.compile(r"\d{7,8}$")
MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
SWAP_EVIDENCE = 5


def read_dates(
    cells: Sequence[Cell], within: DateRange, order: Order | None = None, *, date1904: bool = False
) -> DateColumn:
    """Read a column of dates.

    `order` is what the sender has declared or answered; without it the column's own cells decide
    («25/12/1990» can only be day first), and where they do not, or contradict each other, each cell
    that reads two ways is AMBIGUOUS_ORDER. `date1904`: bare serial numbers count from 1904.
    """
    texts = clean_texts([cell if isinstance(cell, str) else "" for cell in cells])
    told = order or _order_told(texts)
    known: dict[tuple[type, Cell, str], DateReading] = {}
    readings = []
    for cell, text in zip(cells, texts, strict=True):
        key = (type(cell), cell, text)
        if (reading := known.get(key)) is None:
            reading = known[key] = _read(cell, text, within, told, date1904)
        readings.append(reading)
    if order is None and told is Order.DAY_FIRST:
        readings = _swapped(cells, texts, readings)
    return DateColumn(tuple(readings), told)


def _order_told(texts: Sequence[str]) -> Order | None:
    day_first = month_first = False
    for match in map(NUMBERS.match, texts):
        if match:
            first, second = int(match[1]), int(match[2])
            day_first |= first > 12 >= second
            month_first |= second > 12 >= first
    if day_first == month_first:
        return None
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def _swapped(cells: Sequence[Cell], texts: Sequence[str], readings: list[DateReading]) -> list[DateReading]:
    """Excel set to English turns typed 04/03 into 3 April and leaves 25/03 as text.

    The trace: texts only where the day is above 12, true dates only where it is not.
    """
    dates = [cell for cell in cells if isinstance(cell, dt.date)]
    matches = [match for match in map(NUMBERS.match, texts) if match]
    halves = all(int(match[1]) > 12 for match in matches) and all(cell.day <= 12 for cell in dates)
    if not (halves and len(matches) >= SWAP_EVIDENCE and len(dates) >= SWAP_EVIDENCE):
        return readings
    return [
        DateReading(
            r.on, problem=DateProblem.MAYBE_SWAPPED, choices=(dt.date(r.on.year, r.on.day, r.on.month),)
        )
        if isinstance(cell, dt.date) and r.on and r.problem is None and r.on.day != r.on.month
        else r
        for cell, r in zip(cells, readings, strict=True)
    ]


def _read(cell: Cell, text: str, within: DateRange, order: Order | None, date1904: bool) -> DateReading:
    match cell:
        case dt.datetime():
            return _ranged(cell.date(), within)
        case dt.date():
            return _ranged(cell, within)
        case bool() | CellError() | dt.time() | dt.timedelta():
            return DateReading(problem=DateProblem.NOT_A_DATE)
        case int() | float():
            return _read_serial(cell, within, date1904)
        case _:
            return _read_text(text, within, order) if text else BLANK


def _ranged(on: dt.date, within: DateRange) -> DateReading:
    fits = within.earliest <= on <= within.latest
    return DateReading(on, problem=None if fits else DateProblem.OUT_OF_RANGE)


def _read_serial(number: float, within: DateRange, date1904: bool) -> DateReading:
    """A bare number: a year, a date written without marks, or Excel's count of days."""
    if isnan(number) or abs(number) > 99_999_999:
        return DateReading(problem=DateProblem.NOT_A_DATE)
    whole = int(number)
    if number == whole and within.earliest.year <= whole <= within.latest.year:
        return DateReading(year=whole)
    if number == whole and whole >= 1_000_000:
        return _read_compact(str(whole), within)
    on = serial_date(number, date1904=date1904)
    return _ranged(on, within) if on else DateReading(problem=DateProblem.NOT_A_DATE)


def serial_date(number: float, *, date1904: bool = False) -> dt.date | None:
    """Excel's day number as a date. The 1900 count holds a 29/02/1900 (60) that never was: it gives None."""
    whole = int(number)
    if date1904:
        return dt.date(1904, 1, 1) + dt.timedelta(whole) if 0 <= whole < 2_957_004 else None
    if not 1 <= whole < 2_958_466 or whole == 60:
        return None
    return dt.date(1899, 12, 31 if whole < 60 else 30) + dt.timedelta(whole)


def _read_compact(digits: str, within: DateRange) -> DateReading:
    """«19900413» or «13041990», the latter maybe without its first zero. Two readings in range are asked."""
    found = {_date(digits[:4], digits[4:6], digits[6:])} if len(digits) == 8 else set()
    padded = digits.zfill(8)
    found.add(_date(padded[4:], padded[2:4], padded[:2]))
    fitting = tuple(sorted(on for on in found if on and within.earliest <= on <= within.latest))
    if len(fitting) == 1:
        return DateReading(fitting[0])
    problem = DateProblem.AMBIGUOUS_ORDER if fitting else DateProblem.NOT_A_DATE
    return DateReading(problem=problem, choices=fitting)


def _read_text(text: str, within: DateRange, order: Order | None) -> DateReading:
    if match := NUMBERS.match(text):
        return _read_numbers(int(match[1]), int(match[2]), match[3], within, order)
    for spelled in _spelled(text):
        return _dated(*spelled, within)
    if match := MONTH_YEAR.match(text):
        month, year = int(match[1]), int(match[2])
        fits = 1 <= month <= 12 and within.earliest.year <= year <= within.latest.year
        return DateReading(year=year, month=month) if fits else DateReading(problem=DateProblem.NOT_A_DATE)
    if match := YEAR.match(text):
        year = int(match[1])
        fits = within.earliest.year <= year <= within.latest.year
        return DateReading(year=year, problem=None if fits else DateProblem.OUT_OF_RANGE)
    if COMPACT.match(text):
        return _read_compact(text, within)
    return DateReading(problem=DateProblem.NOT_A_DATE)


def _spelled(text: str) -> Iterator[tuple[str, str, str]]:
    """(day, month, year) where the writing itself says which is which."""
    if match := ISO.match(text):
        yield match[3], match[2], match[1]
    if match := WORDS.match(text):
        yield match[1], match[2], match[3]
    if (match := NAMED.match(text)) and (month := match[2] or _month(match[3])):
        yield match[1], month, match[4]
    if (match := NAMED_FIRST.match(text)) and (month := _month(match[1])):
        yield match[2], month, match[3]


def _month(word: str) -> str:
    return str(MONTHS.get(word[:3].lower(), ""))


def _dated(day: str, month: str, year: str, within: DateRange) -> DateReading:
    return _settled(
        [(years, int(month), int(day)) for years in _years(year)], within, DateProblem.AMBIGUOUS_CENTURY
    )


def _years(written: str) -> tuple[int, ...]:
    return (int(written),) if len(written) == 4 else (1900 + int(written), 2000 + int(written))


def _read_numbers(first: int, second: int, year: str, within: DateRange, order: Order | None) -> DateReading:
    orders = {Order.DAY_FIRST: (second, first), Order.MONTH_FIRST: (first, second)}
    told = [orders[order]] if order else sorted(set(orders.values()))
    if order and not 1 <= told[0][0] <= 12:
        # This one cell can only be the other way round: it contradicts what was declared.
        return DateReading(problem=DateProblem.NO_SUCH_DAY)
    possible = [(month, day) for month, day in told if 1 <= month <= 12 and 1 <= day <= 31]
    problem = DateProblem.AMBIGUOUS_ORDER if len(possible) > 1 else DateProblem.AMBIGUOUS_CENTURY
    return _settled([(y, m, d) for y in _years(year) for m, d in possible], within, problem)


def _settled(parts: Sequence[tuple[int, int, int]], within: DateRange, doubt: DateProblem) -> DateReading:
    """The one date in range; several are asked; none says if there is no such day or it is out of range."""
    days = sorted({on for year, month, day in parts if (on := _date(year, month, day))})
    fitting = [on for on in days if within.earliest <= on <= within.latest]
    if len(fitting) == 1 and (doubt is DateProblem.AMBIGUOUS_CENTURY or len(days) == 1):
        return DateReading(fitting[0])
    if doubt is DateProblem.AMBIGUOUS_ORDER and fitting:
        return DateReading(problem=doubt, choices=tuple(fitting))
    if fitting:
        return DateReading(problem=doubt, choices=tuple(fitting))
    if days:
        return DateReading(days[-1], problem=DateProblem.OUT_OF_RANGE)
    return DateReading(problem=DateProblem.NO_SUCH_DAY)


def _date(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
