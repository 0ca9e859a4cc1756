"""Investment projects with their certificates and amendments; numbers begin with MAU, which no office gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from songhanh.demo.generation.enterprises import Enterprise

TWO_PROJECTS = 0.16
AMENDED = 0.45
VND_MILLION_PER_HEAD, USD_PER_HEAD = 420, 16_000  # capital, roughly
CONTENTS = (
    "Điều chỉnh tăng vốn đầu tư",
    "Điều chỉnh tăng vốn đầu tư và công suất thiết kế",
    "Điều chỉnh tăng vốn, bổ sung ngành nghề",
)


@dataclass(frozen=True)
class Certificate:
    """`amendment` 0 is the first certificate; `capital` as of it, in the project's currency."""

    number: str
    amendment: int
    issued_on: date
    capital: Decimal
    content: str


@dataclass(frozen=True)
class Project:
    """Capital in USD or million VND; `part` is its part of the enterprise's business."""

    enterprise: Enterprise
    code: str
    name: str
    currency: str
    started_on: date
    part: float
    certificates: tuple[Certificate, ...]


def projects_of(enterprises: Sequence[Enterprise], rng: Random) -> list[Project]:
    """One project each, some two; parts of an enterprise add up to 1."""
    projects = []
    for enterprise in enterprises:
        second = rng.uniform(0.2, 0.45) if rng.random() < TWO_PROJECTS else 0.0
        projects.append(_project(enterprise, 1, 1 - second, rng))
        if second:
            projects.append(_project(enterprise, 2, second, rng))
    return projects


def _project(enterprise: Enterprise, place: int, part: float, rng: Random) -> Project:
    currency = "USD" if enterprise.ownership == "FDI" else "VND"
    code = f"MAU-{enterprise.number:02d}-{place}"
    started = enterprise.operating_from + timedelta(days=(place - 1) * rng.randrange(200, 400))
    certificates = tuple(_certificates(enterprise, code, currency, started, part, rng))
    what = "Nhà máy" if place == 1 else "Mở rộng nhà máy"
    return Project(
        enterprise=enterprise,
        code=code,
        name=f"{what} {enterprise.trade.name} Mẫu {enterprise.number:02d}",
        currency=currency,
        started_on=started,
        part=part,
        certificates=certificates,
    )


def _certificates(
    enterprise: Enterprise, code: str, currency: str, started: date, part: float, rng: Random
) -> Iterator[Certificate]:
    a_head = USD_PER_HEAD if currency == "USD" else VND_MILLION_PER_HEAD
    capital = _rounded(enterprise.heads * a_head * part * rng.uniform(0.6, 1.4), currency)
    issued = started - timedelta(days=rng.randrange(300, 700))
    yield Certificate(f"GCN-{code}", 0, issued, capital, "Cấp mới")
    amendment = 0
    while rng.random() < AMENDED and amendment < 3:
        amendment += 1
        issued += timedelta(days=rng.randrange(400, 1200))
        if issued >= date(2021, 12, 1):
            return
        capital = _rounded(float(capital) * rng.uniform(1.1, 1.5), currency)
        yield Certificate(f"GCN-{code}", amendment, issued, capital, rng.choice(CONTENTS))


def _rounded(capital: float, currency: str) -> Decimal:
    step = 10_000 if currency == "USD" else 1_000
    return Decimal(max(step, round(capital / step) * step))
