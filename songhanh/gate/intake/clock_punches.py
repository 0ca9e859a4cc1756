"""Rows of a time clock's file to punches: who, when by the clock, which way if that is said; and what is wrong."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from songhanh.core.files.dates import DateProblem, DateRange, DateReading, Order, read_dates
from songhanh.core.files.findings import Finding
from songhanh.core.files.headings import bare
from songhanh.core.files.mark import Level
from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.times import TimeProblem, TimeReading, read_times, says_half
from songhanh.core.files.values import cell_text
from songhanh.core.ui.column_words import DATE_CODES
from songhanh.gate.ingest.outcomes import AHEAD, OLDEST
from songhanh.gate.intake.clock_columns import HALVES, NUMBERINGS, PAIRS
from songhanh.gate.intake.clock_reading import ClockFile

MINUTE, HOUR = 60_000, 3_600_000  # milliseconds
LONGEST = 16 * HOUR  # between the first and the last hour of one row
MOST_LETTERS = 60
ENOUGH = 10  # hours that tell something of a clock
EARLIEST = dt.date(2000, 1, 1)
YEAR_AHEAD = dt.timedelta(days=366)  # what is not yet is told as such, not as an unlikely date
IN_WORDS, OUT_WORDS = {"vao", "v", "den", "entry", "i"}, {"ra", "r", "ve", "exit", "o"}
TIME_CODES = {
    TimeProblem.NOT_A_TIME: "time_unreadable",
    TimeProblem.NO_SUCH_TIME: "time_no_such",
    TimeProblem.HALF_UNSAID: "time_half",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be read: the present, the zone its hours are of, the sender's answers, the clock's lag.

    `correction` in minutes is what the clock is behind; `answers`: `date` DAY_FIRST, MONTH_FIRST or SWAP,
    `direction` a key of NUMBERINGS.
    """

    now: int  # milliseconds since 1970 UTC
    zone: dt.tzinfo
    answers: dict[str, str] = field(default_factory=dict)
    correction: int = 0

    @property
    def today(self) -> dt.date:
        """The day of `now` there."""
        return dt.datetime.fromtimestamp(self.now / 1000, self.zone).date()


@dataclass(frozen=True, slots=True)
class Punch:
    """One time that somebody stood at the clock; `device_at` by the clock, `direction` IN, OUT or «» (not said)."""

    place: int  # row of the sheet, from 0
    column: str
    code: str
    device_at: int
    direction: str


@dataclass(slots=True)
class Reader:
    """Reads the rows of `source`; findings gather in `findings`."""

    source: ClockFile
    terms: Terms
    findings: list[Finding] = field(default_factory=list)
    idle: int = 0  # rows of a day without any hour: nobody came
    twelve_hours: bool = False  # no hour from 13 on, none of midnight, and no half of the day said

    def find(self, row: int, code: str, problem: str, level: Level = Level.ERROR, **values: object) -> None:
        """Note a finding about the `row`-th row."""
        place = self.source.listing.places[row]
        self.findings.append(Finding(place, self.source.column(code), problem, level, values))

    def cells(self, code: str) -> Sequence[Cell]:
        """The column's cells, errors of formulas reported and blanked; blanks for an absent column."""
        found = self.source.cells.get(code)
        if found is None:
            return [""] * len(self.source.listing.places)
        return [self._sound(code, row, cell) for row, cell in enumerate(found)]

    def _sound(self, code: str, row: int, cell: Cell) -> Cell:
        if not isinstance(cell, CellError):
            return cell
        self.find(row, code, "not_calculated" if cell.uncalculated else "formula_error", text=cell.text)
        return ""

    def dates(self) -> list[dt.date | None]:
        """Days; what is only half said or reads two ways is found."""
        answer = self.terms.answers.get("date", "")
        cells = self.cells("date")
        within = DateRange(EARLIEST, self.terms.today + YEAR_AHEAD)
        order = Order(answer) if answer in set(Order) else None
        readings = read_dates(cells, within, order).readings
        return [self._date(row, cells[row], reading, answer) for row, reading in enumerate(readings)]

    def _date(self, row: int, cell: Cell, reading: DateReading, answer: str) -> dt.date | None:
        if reading.problem is DateProblem.MAYBE_SWAPPED and answer == "SWAP":
            return reading.choices[0]
        if reading.problem:
            choices = " / ".join(f"{on:%d/%m/%Y}" for on in reading.choices)
            self.find(row, "date", DATE_CODES[reading.problem], text=cell_text(cell), choices=choices)
            return None
        if reading.on is None and reading.year:
            self.find(row, "date", "date_year_only", text=cell_text(cell))
        return reading.on

    def hours(self) -> dict[str, list[TimeReading]]:
        """The hours of every column; what half of the day is not said is asked of all of them together."""
        codes = [code for code in ("time", *HALVES) if code in self.source.cells]
        columns = [self.cells(code) for code in codes]
        together = [cell for column in columns for cell in column]
        readings, rows = read_times(together), len(self.source.listing.places)
        times = [at for reading in readings for at in reading.times]
        morning = len(times) >= ENOUGH and all(1 <= at.hour <= 12 for at in times)
        self.twelve_hours = morning and not says_half(together)
        return {code: readings[nth * rows : (nth + 1) * rows] for nth, code in enumerate(codes)}

    def directions(self) -> list[str]:
        """IN, OUT or «»; numbers are read as the sender has answered."""
        numbering = NUMBERINGS.get(self.terms.answers.get("direction", ""))
        return [
            self._direction(row, cell_text(cell), numbering)
            for row, cell in enumerate(self.cells("direction"))
        ]

    def _direction(self, row: int, text: str, numbering: dict[str, str] | None) -> str:
        if text.isdecimal() and numbering is None:
            self.find(row, "direction", "direction_codes", text=text)
            return ""
        found = numbering.get(text, "") if numbering and text.isdecimal() else direction_of(text)
        if text and not found:
            self.find(row, "direction", "direction_unknown", Level.WARNING, text=text[:40])
        return found


@lru_cache(maxsize=500)
def direction_of(text: str) -> str:
    """«Vào», «C/In», «CheckOut», «OverTime Out»; «» where it is neither or both."""
    words = bare(text).split()
    leads_in = any(word in IN_WORDS or word.endswith("in") for word in words)
    leads_out = any(word in OUT_WORDS or word.endswith("out") for word in words)
    return "" if leads_in == leads_out else "IN" if leads_in else "OUT"


def read_punches(reader: Reader) -> list[Punch]:
    """The punches of every row, in the order of the file; those of a row with an error too: who takes, looks."""
    codes = [cell_text(cell) for cell in reader.cells("employee")]
    days, hours, directions = reader.dates(), reader.hours(), reader.directions()
    said = {(found.row, found.column) for found in reader.findings}
    punches = []
    for row, code in enumerate(codes):
        here = {column: readings[row] for column, readings in hours.items()}
        if not any(each.times or each.problem for each in here.values()):
            _without_hours(reader, row, code, said)
            continue
        for column, reading in here.items():
            if reading.problem:
                text = cell_text(reader.source.cells[column][row])
                reader.find(row, column, TIME_CODES[reading.problem], text=text[:60])
        if not code or len(code) > MOST_LETTERS:
            reader.find(
                row, "employee", "too_long" if code else "blank", length=len(code), limit=MOST_LETTERS
            )
        day = days[row]
        if day is None:
            if (reader.source.listing.places[row], reader.source.column("date")) not in said:
                reader.find(row, "date", "blank")
            continue
        for punch in _of_row(reader, row, day, here, directions[row]):
            punches.append(replace(punch, code=code))
    return punches


def _without_hours(reader: Reader, row: int, code: str, said: set[tuple[int, str]]) -> None:
    """A day on which nobody came; or a punch whose hour is missing."""
    if any(half in reader.source.cells for half in HALVES):
        reader.idle += 1
        return
    place = reader.source.listing.places[row]
    if (code or cell_text(reader.cells("date")[row])) and (place, reader.source.column("time")) not in said:
        reader.find(row, "time", "blank")


def _of_row(
    reader: Reader, row: int, day: dt.date, hours: dict[str, TimeReading], direction: str
) -> Iterator[Punch]:
    place, terms = reader.source.listing.places[row], reader.terms
    for at in hours.get("time", TimeReading()).times:
        punch = Punch(place, "time", "", milliseconds(day, at, terms.zone), direction)
        if _within_reach(reader, row, punch):
            yield punch
    for punch in _of_day(reader, row, day, hours):
        if _within_reach(reader, row, punch):
            yield punch


def _of_day(reader: Reader, row: int, day: dt.date, hours: dict[str, TimeReading]) -> Iterator[Punch]:
    """Entries and exits of a row that is one day: an hour earlier than the one before is of the next day."""
    place, first, last = reader.source.listing.places[row], 0, 0
    for column in (half for pair in PAIRS for half in pair):
        times = hours.get(column, TimeReading()).times
        if not times:
            continue
        if len(times) > 1:
            reader.find(row, column, "time_several")
            return
        at = milliseconds(day, times[0], reader.terms.zone)
        if last and at < last:
            at += 24 * HOUR
        if last and at == last:
            reader.find(row, column, "same_time", Level.WARNING, text=f"{times[0]:%H:%M}")
            continue
        first, last = first or at, at
        if at - first > LONGEST:
            reader.find(row, column, "before", text=f"{times[0]:%H:%M}", hours=LONGEST // HOUR)
            return
        yield Punch(place, column, "", at, "IN" if column.startswith("in") else "OUT")


def _within_reach(reader: Reader, row: int, punch: Punch) -> bool:
    """Neither in the future nor older than scans may be; else found."""
    terms = reader.terms
    at = punch.device_at + terms.correction * MINUTE
    if terms.now - OLDEST <= at <= terms.now + AHEAD:
        return True
    problem = "future" if at > terms.now else "too_old"
    reader.find(row, punch.column, problem, text=in_words(at, terms.zone))
    return False


def milliseconds(day: dt.date, at: dt.time, zone: dt.tzinfo) -> int:
    """Since 1970 UTC, of an hour in `zone`."""
    return _midnight(day, zone) + (at.hour * 3600 + at.minute * 60 + at.second) * 1000


@lru_cache(maxsize=500)
def _midnight(day: dt.date, zone: dt.tzinfo) -> int:
    return round(dt.datetime.combine(day, dt.time(), zone).timestamp() * 1000)


def in_words(at: int, zone: dt.tzinfo) -> str:
    """«17/01/2022 07:31»."""
    return f"{dt.datetime.fromtimestamp(at / 1000, zone):%d/%m/%Y %H:%M}"
