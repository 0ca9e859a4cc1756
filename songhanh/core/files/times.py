"""Times of day of a column as people and time clocks write them; half a day that is not said is never guessed."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from songhanh.core.files.dates import serial_date
from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.values import clean_text


class TimeProblem(StrEnum):
    """Why a cell gives no time."""

    NOT_A_TIME = "NOT_A_TIME"
    NO_SUCH_TIME = "NO_SUCH_TIME"
    HALF_UNSAID = "HALF_UNSAID"  # others of the column say morning or afternoon, this one does not


@dataclass(frozen=True, slots=True)
class TimeReading:
    """One cell: its times in the order they are written (a clock may put a whole day into one cell), or a problem."""

    times: tuple[dt.time, ...] = ()
    problem: TimeProblem | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A moment taken apart: what `read_dates` and `read_times` read; «» for a part that is not there."""

    date: Cell
    time: Cell


BLANK = TimeReading()
MORNING = {"am", "sa", "sáng", "sang"}
AFTERNOON = {"pm", "ch", "chiều", "chieu", "tối", "toi", "trưa", "trua"}
HALVES = r"a\.?m\.?|p\.?m\.?|sa|ch|sáng|chiều|tối|trưa|sang|chieu|toi|trua"
# «07:31», «7:31:05 SA», «7h31», «7 giờ 31 phút», «7h»
MARKED = r"[:.]\s*(\d{2})(?:\s*[:.]\s*(\d{2})(?:[.,]\d+)?)?"
SPELLED = r"(?:h|g|giờ|gio)\s*(?:(\d{1,2})\s*(?:m|p|ph|phút|phut)?)?"
TIME = re.compile(rf"(\d{{1,2}})\s*(?:{MARKED}|{SPELLED})\s*({HALVES})?(?![\w:])", re.I)
COMPACT = re.compile(r"(\d{1,2})(\d{2})(\d{2})?$")
BETWEEN = re.compile(r"[\s,;/|+-]*$")
CLOCK = rf"\d{{1,2}}\s*(?:[:hg]|giờ)\s*\d{{0,2}}(?:\s*:\s*\d{{2}}(?:[.,]\d+)?)?(?:\s*(?:{HALVES}))?"
DATE_FIRST = re.compile(rf"(.*?\d{{2,4}}.*?)[\sT,]+({CLOCK}(?:[\s,;/|-]+{CLOCK})*)$", re.I)
TIME_FIRST = re.compile(rf"({CLOCK})[\s,]+(\S.*\d.*)$", re.I)
ZONED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$")
FIRST_SERIAL = 36_526  # 01/01/2000 as Excel counts days: what is smaller is no moment of a time clock
DAY = dt.timedelta(days=1)


def read_times(cells: Sequence[Cell]) -> list[TimeReading]:
    """Read a column of times; where some cells say SA, CH, AM or PM, each hour up to 12 has to say it."""
    texts = [clean_text(cell) if isinstance(cell, str) else "" for cell in cells]
    halved = _halved(texts)
    known: dict[tuple[type, Cell, str], TimeReading] = {}
    found = []
    for cell, text in zip(cells, texts, strict=True):
        key = (type(cell), cell, text)
        if (reading := known.get(key)) is None:
            reading = known[key] = _read(cell, text, halved)
        found.append(reading)
    return found


def says_half(cells: Sequence[Cell]) -> bool:
    """Whether any cell says SA, CH, AM or PM."""
    return _halved([clean_text(cell) for cell in cells if isinstance(cell, str)])


def split_moments(cells: Sequence[Cell], zone: dt.tzinfo) -> list[Split]:
    """Cells that hold a day and a time, taken apart; a text with an offset is turned into the time of `zone`.

    Among cells that are true moments a true day is one too: its midnight, which workbooks do not tell apart.
    """
    timed = any(isinstance(cell, dt.datetime) for cell in cells)
    return [Split(cell, dt.time()) if timed and is_day(cell) else _split(cell, zone) for cell in cells]


def is_day(cell: Cell) -> bool:
    """A true date without an hour."""
    return isinstance(cell, dt.date) and not isinstance(cell, dt.datetime)


def says_the_day(cell: Cell) -> bool:
    """Whether a cell of a column of times holds a day as well."""
    match cell:
        case dt.datetime():
            return cell.year > 1900
        case str():
            text = clean_text(cell)
            return not _is_times(text) and any(shape.match(text) for shape in (ZONED, DATE_FIRST, TIME_FIRST))
        case bool():
            return False
        case int() | float():
            return cell >= FIRST_SERIAL and not float(cell).is_integer()
    return False


def _halved(texts: Sequence[str]) -> bool:
    return any(match[5] for text in set(texts) if text for match in TIME.finditer(text))


def _split(cell: Cell, zone: dt.tzinfo) -> Split:
    match cell:
        case dt.datetime():
            return Split(cell.date(), cell.time())
        case dt.date() | bool() | CellError() | dt.time() | dt.timedelta():
            return Split(cell, "")
        case int() | float():
            day = serial_date(cell) if cell >= FIRST_SERIAL else None
            return Split(day, cell % 1) if day and cell % 1 else Split(cell, "")
    return _split_text(clean_text(cell), zone)


def _split_text(text: str, zone: dt.tzinfo) -> Split:
    if _is_times(text):
        return Split("", text)
    if ZONED.match(text) and (moment := _moment(text)):
        local = moment.astimezone(zone)
        return Split(local.date(), local.time().replace(tzinfo=None))
    if match := DATE_FIRST.match(text):
        return Split(match[1], match[2])
    if match := TIME_FIRST.match(text):
        return Split(match[2], match[1])
    return Split(text, "")


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _read(cell: Cell, text: str, halved: bool) -> TimeReading:
    match cell:
        case dt.datetime() | dt.time():
            at = cell.time() if isinstance(cell, dt.datetime) else cell
            return TimeReading((at.replace(microsecond=0, tzinfo=None),))
        case dt.timedelta():
            return _of_day(cell)
        case bool() | CellError() | dt.date():
            return TimeReading(problem=TimeProblem.NOT_A_TIME)
        case int() | float():
            return _of_number(cell)
    return _of_text(text, halved) if text else BLANK


def _of_day(passed: dt.timedelta) -> TimeReading:
    if not dt.timedelta(0) <= passed < DAY:
        return TimeReading(problem=TimeProblem.NO_SUCH_TIME)
    whole = round(passed.total_seconds()) % 86_400
    return TimeReading((dt.time(whole // 3600, whole // 60 % 60, whole % 60),))


def _of_number(number: float) -> TimeReading:
    """Excel's part of a day (0,3125), or hours and minutes without a mark (730); 7.3 could be 07:03, 07:18 or 07:30."""
    if 0 <= number < 1:
        return _of_day(dt.timedelta(days=number))
    if float(number).is_integer() and 100 <= number <= 235_959:
        return _of_compact(str(int(number)))
    return TimeReading(problem=TimeProblem.NOT_A_TIME)


def _of_text(text: str, halved: bool) -> TimeReading:
    if text.isdecimal():
        return _of_compact(text)
    if not _is_times(text):
        return TimeReading(problem=TimeProblem.NOT_A_TIME)
    times = []
    for match in TIME.finditer(text):
        at = _time(match, halved)
        if isinstance(at, TimeProblem):
            return TimeReading(problem=at)
        times.append(at)
    return TimeReading(tuple(times))


def _of_compact(digits: str) -> TimeReading:
    match = COMPACT.match(digits)
    if not match:
        return TimeReading(problem=TimeProblem.NOT_A_TIME)
    at = _made(int(match[1]), int(match[2]), int(match[3] or 0))
    return TimeReading((at,)) if at else TimeReading(problem=TimeProblem.NO_SUCH_TIME)


def _is_times(text: str) -> bool:
    """Nothing but times with signs between them."""
    rest = "".join(_between(text))
    return TIME.search(text) is not None and BETWEEN.match(rest) is not None


def _between(text: str) -> Iterator[str]:
    at = 0
    for match in TIME.finditer(text):
        yield text[at : match.start()]
        at = match.end()
    yield text[at:]


def _time(match: "re.Match[str]", halved: bool) -> dt.time | TimeProblem:
    hour, minute, second = int(match[1]), int(match[2] or match[4] or 0), int(match[3] or 0)
    half = (match[5] or "").lower().replace(".", "")
    if half in MORNING:
        hour = hour if hour <= 11 else 0 if hour == 12 else 99
    elif half in AFTERNOON:
        hour = hour if hour >= 12 else hour + 12
    elif halved and 1 <= hour <= 12:
        return TimeProblem.HALF_UNSAID
    return _made(hour, minute, second) or TimeProblem.NO_SUCH_TIME


def _made(hour: int, minute: int, second: int) -> dt.time | None:
    try:
        return dt.time(hour, minute, second)
    except ValueError:
        return None
