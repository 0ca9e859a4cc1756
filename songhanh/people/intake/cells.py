"""One column of a worker list at a time: raw cells to values, with what is wrong in each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from vn_ident import normalize_phone

from songhanh.core.files.dates import DateProblem, DateRange, DateReading, Order, read_dates
from songhanh.core.files.findings import Finding
from songhanh.core.files.mark import Level
from songhanh.core.files.sheet import Cell, CellError
from songhanh.core.files.values import cell_text, clean_texts, read_numbers
from songhanh.core.ui.column_words import DATE_CODES
from songhanh.definitions.units import fold
from songhanh.people.intake.columns import LENGTHS, declared_factor
from songhanh.people.intake.countries import country_code
from songhanh.people.intake.reading import WorkerList
from songhanh.rules.numbers import Problem, Reading

SEXES = {
    "nam": "M", "m": "M", "male": "M", "trai": "M", "nu": "F", "f": "F", "female": "F", "gai": "F", "n": "F",
}  # fmt: skip
WAGE_FROM, WAGE_TO = Decimal(300_000), Decimal(500_000_000)  # dong a month: outside is worth a look
AHEAD = timedelta(days=92)  # how far in the future a list may plan joining and leaving


@dataclass(slots=True)
class Reader:
    """Reads the columns of `source` as a list of the day `on`; findings gather in `findings`.

    `answers`: per date column DAY_FIRST, MONTH_FIRST or SWAP; for `wage` VI (1.503 is thousands) or EN.
    """

    source: WorkerList
    on: date
    answers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def cells(self, code: str) -> Sequence[Cell]:
        """The column's cells, errors of formulas reported and blanked; blanks for an absent column."""
        found = self.source.cells.get(code)
        if found is None:
            return [""] * len(self.source.places)
        if CellError not in set(map(type, found)):
            return found
        return [self._checked(code, row, cell) for row, cell in enumerate(found)]

    def _checked(self, code: str, row: int, cell: Cell) -> Cell:
        if not isinstance(cell, CellError):
            return cell
        self.find(row, code, "not_calculated" if cell.uncalculated else "formula_error", text=cell.text)
        return ""

    def find(self, row: int, column: str, code: str, level: Level = Level.ERROR, **values: object) -> None:
        """Note a finding in the `row`-th person's cell."""
        place, column = self.source.places[row], self.source.standing(column, row)
        self.findings.append(Finding(place, column, code, level, values))

    def texts(self, code: str) -> list[str]:
        """Clean texts; too long ones are found."""
        most = LENGTHS.get(code, 200)
        found = _texts(self.cells(code))
        if max(map(len, found), default=0) > most:
            for row, text in enumerate(found):
                if len(text) > most:
                    self.find(row, code, "too_long", length=len(text), limit=most)
        return found

    def dates(self, code: str) -> list[date | None]:
        """Dates; what is only half said or reads two ways is found."""
        answer = self.answers.get(code, "")
        order = Order(answer) if answer in set(Order) else None
        cells = self.cells(code)
        readings = read_dates(cells, self._range(code), order).readings
        return [
            self._date(row, code, cells[row], reading, answer)
            if reading.problem or reading.year
            else reading.on
            for row, reading in enumerate(readings)
        ]

    def _range(self, code: str) -> DateRange:
        if code == "birth_date":
            return DateRange(date(1915, 1, 1), self.on)
        return DateRange(date(1960, 1, 1), self.on + AHEAD)

    def _date(self, row: int, code: str, cell: Cell, reading: DateReading, answer: str) -> date | None:
        if reading.problem is DateProblem.MAYBE_SWAPPED and answer == "SWAP":
            return reading.choices[0]
        if reading.problem:
            choices = " / ".join(f"{on:%d/%m/%Y}" for on in reading.choices)
            self.find(row, code, DATE_CODES[reading.problem], text=cell_text(cell), choices=choices)
            return None
        if reading.on is None and reading.year:
            self.find(row, code, "date_year_only", text=cell_text(cell))
        return reading.on

    def sexes(self) -> list[str]:
        """F, M or blank."""
        return self._coded("sex", lambda text: SEXES.get(fold(text), ""), "sex_unknown")

    def countries(self, code: str) -> list[str]:
        """Country codes or blank."""
        return self._coded(code, country_code, "country_unknown")

    def _coded(self, code: str, known: Callable[[str], str], problem: str) -> list[str]:
        texts = self.texts(code)
        codes = {text: known(text) for text in set(texts)}
        found = [codes[text] for text in texts]
        for row, text in enumerate(texts):
            if text and not found[row]:
                self.find(row, code, problem, text=text)
        return found

    def phones(self) -> list[str]:
        """National numbers with their zero; what is none is kept as written, with a warning."""
        texts = self.texts("phone")
        found = []
        for row, text in enumerate(texts):
            phone = normalize_phone(text) if text else ""
            if phone is None:
                self.find(row, "phone", "phone_form", Level.WARNING, text=text)
            found.append(text[:20] if phone is None else phone)
        return found

    def wages(self) -> list[Decimal | None]:
        """Whole dong a month: the heading's unit, the column's other cells or the answer decide two readings."""
        if "wage" not in self.source.columns:
            return [None] * len(self.source.places)
        factor = declared_factor(self.source.heading("wage"))
        readings = read_numbers(self.cells("wage"))
        return [self._wage(row, reading, factor) for row, reading in enumerate(readings)]

    def _wage(self, row: int, reading: Reading, factor: int | None) -> Decimal | None:
        number = reading.number
        if reading.problem is Problem.AMBIGUOUS:
            number = self._settled(row, reading, factor)
        elif reading.problem is Problem.NOT_A_NUMBER:
            self.find(row, "wage", "number_unreadable")
        if number is None:
            return None
        wage = (number * (factor or 1)).quantize(Decimal(1))
        if not 0 <= wage < Decimal(10) ** 13:
            self.find(row, "wage", "wage_out_of_range", value=str(wage))
            return None
        if not WAGE_FROM <= wage <= WAGE_TO:
            self.find(row, "wage", "wage_unusual", Level.WARNING, value=str(wage))
        return wage

    def _settled(self, row: int, reading: Reading, factor: int | None) -> Decimal | None:
        small, large = min(reading.candidates), max(reading.candidates)
        if answer := self.answers.get("wage"):
            return large if answer == "VI" else small
        fitting = [each for each in (small, large) if factor and WAGE_FROM <= each * factor <= WAGE_TO]
        if len(fitting) == 1:
            return fitting[0]
        self.find(row, "wage", "number_two_ways", choices=f"{small:f} / {large:f}")
        return None


def _texts(cells: Sequence[Cell]) -> list[str]:
    """`cell_text` of every cell; a column of nothing but texts is cleaned as one."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    clean = iter(clean_texts(texts))
    if len(texts) == len(cells):
        return list(clean)
    return [next(clean) if isinstance(cell, str) else cell_text(cell) for cell in cells]
