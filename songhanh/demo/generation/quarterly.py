"""Form A.III.1 of every project for the second to fourth quarter of 2021.

Columns: A the quarter, B since 1 January, C since the certificate. Money in the project's currency (USD or
million VND), taken from the enterprise's monthly figures of the quarter.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from songhanh.demo.generation.production import RATE, Values
from songhanh.demo.generation.projects import Project
from songhanh.demo.generation.workforce import CODES, Workforce

QUARTERS = ("2021-q2", "2021-q3", "2021-q4")
CENT = Decimal("0.01")
CAPITAL_LINES = ("1.1", "1.2", "2.1", "2.2", "2.3", "3")
STILL_INVESTING = 0.5
DIFFICULTIES = (
    "Chi phí vận chuyển và giá nguyên liệu tăng; đề nghị hỗ trợ kết nối nguồn cung trong nước.",
    "Thiếu lao động phổ thông do một số địa phương giãn cách; đề nghị hỗ trợ tuyển dụng.",
    "Chuyên gia nước ngoài chưa nhập cảnh được; đề nghị hướng dẫn thủ tục cách ly.",
)
HAS_DIFFICULTY = 0.3

Report = tuple[Values, str]  # numbers by cell, and the text of part C


def quarterly_reports(
    projects: Sequence[Project],
    production: dict[int, list[Values]],
    workforces: dict[int, Workforce],
    rng: Random,
) -> list[dict[str, Report]]:
    """By project: quarter → report. `production` and `workforces` go by the enterprise's number."""
    return [
        _of_project(
            project, production[project.enterprise.number], workforces[project.enterprise.number], rng
        )
        for project in projects
    ]


def _of_project(
    project: Project, months: list[Values], workforce: Workforce, rng: Random
) -> dict[str, Report]:
    reports: dict[str, Report] = {}
    year = _first_quarter(project, months, rng)
    before = _invested(project, rng)
    for quarter in QUARTERS:
        index = int(quarter[-1])
        places = [CODES.index(f"2021-{month:02d}") for month in range(index * 3 - 2, index * 3 + 1)]
        now = _business(project, [months[place] for place in places]) | _capital(project, rng)
        year = {row: year[row] + value for row, value in now.items()}
        values = _columns(now, year, before) | _others(project, workforce, places[-1], now["II"], rng)
        text = rng.choice(DIFFICULTIES) if rng.random() < HAS_DIFFICULTY else ""
        reports[quarter] = (values, text)
    return reports


def _first_quarter(project: Project, months: list[Values], rng: Random) -> Values:
    places = [CODES.index(f"2021-{month:02d}") for month in (1, 2, 3)]
    return _business(project, [months[place] for place in places]) | _capital(project, rng)


def _business(project: Project, months: Sequence[Values]) -> Values:
    """Net revenue, exports, imports, budget payments of a quarter."""
    billions = {"II": "revenue", "VII": "budget_payment"}
    dollars = {"III": "export", "IV": "import"}
    found = {row: _money(_sum(months, cell) * 1000, project) for row, cell in billions.items()}
    return found | {row: _money(_sum(months, cell) * RATE, project) for row, cell in dollars.items()}


def _money(million_vnd: Decimal, project: Project) -> Decimal:
    amount = million_vnd * Decimal(project.part)
    return _cents(amount * 1_000_000 / RATE if project.currency == "USD" else amount)


def _capital(project: Project, rng: Random) -> Values:
    """Capital put in during one quarter; nil for who has finished investing."""
    amount = float(project.certificates[-1].capital) * rng.uniform(0.002, 0.02)
    if _place_of(project) >= STILL_INVESTING:
        amount = 0.0
    foreign = project.currency == "USD"
    parts = {"1.2" if foreign else "1.1": 0.5, "2.2" if foreign else "2.1": 0.4, "3": 0.1}
    return {line: _cents(Decimal(amount * parts.get(line, 0.0))) for line in CAPITAL_LINES}


def _place_of(project: Project) -> float:
    """A number in [0, 1) that belongs to the project, the same in every quarter."""
    return (project.enterprise.number * 37 + int(project.code[-1]) * 61) % 100 / 100


def _invested(project: Project, rng: Random) -> Values:
    """What had been put in before 2021: most of the registered capital."""
    amount = float(project.certificates[0].capital) * rng.uniform(0.6, 0.9)
    foreign = project.currency == "USD"
    parts = {"1.2" if foreign else "1.1": 0.55, "2.2" if foreign else "2.1": 0.45}
    return {line: _cents(Decimal(amount * parts.get(line, 0.0))) for line in CAPITAL_LINES}


def _columns(now: Values, year: Values, before: Values) -> Values:
    cells = {}
    for row, value in now.items():
        cells[f"{row}.A"], cells[f"{row}.B"] = value, year[row]
    for line in CAPITAL_LINES:
        cells[f"{line}.C"] = before[line] + year[line]
    for column in "ABC":
        cells[f"1.{column}"] = cells[f"1.1.{column}"] + cells[f"1.2.{column}"]
        cells[f"2.{column}"] = sum((cells[f"2.{n}.{column}"] for n in (1, 2, 3)), Decimal(0))
        cells[f"I.{column}"] = cells[f"1.{column}"] + cells[f"2.{column}"] + cells[f"3.{column}"]
    return cells


def _others(project: Project, workforce: Workforce, place: int, revenue: Decimal, rng: Random) -> Values:
    """Labour, energy, land."""
    first = int(project.code[-1]) == 1
    domestic = round(workforce.domestic[place] * project.part)
    foreign = workforce.foreign if first else 0
    million_vnd = float(revenue) * (RATE / 1_000_000 if project.currency == "USD" else 1)
    land = Decimal(round(project.enterprise.heads * project.part * 22))
    return {
        "V.A": Decimal(domestic + foreign),
        "V.1.A": Decimal(domestic),
        "V.2.A": Decimal(foreign),
        "VI.1.A": _cents(Decimal(million_vnd * rng.uniform(9, 12))),
        "VI.2.A": Decimal(0),
        "VI.3.A": _cents(Decimal(million_vnd * rng.uniform(0.05, 0.08))),
        "VI.4.A": Decimal(0),
        "VIII.A": Decimal(0),
        "VIII.B": Decimal(0),
        "VIII.C": land,
    }


def _sum(months: Sequence[Values], cell: str) -> Decimal:
    return sum((month[cell] for month in months), Decimal(0))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
