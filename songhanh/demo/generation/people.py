"""The invented people of one enterprise: who they are, where from, what they do, from when until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from songhanh.definitions.identity_papers import INVENTED_PROVINCE
from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.demo.generation.enterprises import Enterprise
from songhanh.demo.generation.names import FOREIGN, foreign_name, vietnamese_names
from songhanh.demo.generation.trades import INDIRECT_JOBS
from songhanh.demo.generation.workforce import MONTHS, Workforce

# Ninh Bình first; Hà Nam, Nam Định, Thanh Hóa next; then the provinces around and the north-west.
ORIGINS = {
    "37": 63.0,
    "35": 11.0,
    "36": 9.5,
    "38": 8.0,
    "34": 2.5,
    "17": 2.0,
    "40": 1.5,
    "01": 1.2,
    "14": 0.7,
    "15": 0.6,
}
HOME = "37"
# Who has not changed the old card (CMND) yet still shows it: valid until the end of 2024.
HOLDS_OLD_CARD = 0.12
FROM_HOME_DISTRICT = 0.45  # of those from Ninh Bình
INDIRECT = 0.09
OPEN_ENDED, FIXED_TERM = "Không xác định thời hạn", "Xác định thời hạn"
LINE_OF = 42  # people on a line
ONE_DAY = timedelta(days=1)
FIRST_DAY = MONTHS[0].start


@dataclass(slots=True)
class Worker:
    """Origin by codes of the catalogue of 2021; `number` is that of the `paper`: CCCD, CMND or PASSPORT."""

    name: str
    female: bool
    birth_date: date
    nationality: str
    paper: str
    number: str
    province: str
    district: str
    commune: str
    employee_code: str
    job: str
    line: str
    shift: str
    workshop: str
    contract: str
    wage: int  # insured, dong a month
    joined_on: date
    left_on: date | None

    @property
    def foreign(self) -> bool:
        """Whether a citizen of another country."""
        return self.nationality != "VN"


def people_of(enterprise: Enterprise, workforce: Workforce, taken: set[str], rng: Random) -> list[Worker]:
    """All who worked there since 15/12/2019, in the order they came. `taken` holds numbers already given."""
    stays = sorted(_stays(enterprise, workforce, rng))
    domestic = list(_domestic(enterprise, stays, taken, rng))
    for place, worker in enumerate(domestic, 1):
        worker.employee_code = f"{enterprise.number:02d}-{place:05d}"
    foreign = [_foreigner(enterprise, place, taken, rng) for place in range(1, workforce.foreign + 1)]
    return domestic + foreign


def _stays(enterprise: Enterprise, workforce: Workforce, rng: Random) -> list[tuple[date, date]]:
    """(joined, left) of every domestic worker; `date.max` for who is still there."""
    span = max(1, (FIRST_DAY - enterprise.operating_from).days)
    # Most of a workforce came in the last few years.
    present = [FIRST_DAY - ONE_DAY * (1 + int(span * rng.random() ** 2.2)) for _ in range(workforce.start)]
    gone: list[tuple[date, date]] = []
    for month, came, went in zip(MONTHS, workforce.hired, workforce.left, strict=True):
        days = (month.end - month.start).days
        for _ in range(went):
            # The last to come are the first to go, as a rule.
            place = int(len(present) * (1 - rng.random() ** 1.6 * 0.999))
            place = min(place, len(present) - 1)
            present[place], present[-1] = present[-1], present[place]
            gone.append((present.pop(), month.start + ONE_DAY * rng.randrange(days)))
        present.extend(month.start + ONE_DAY * rng.randrange(days) for _ in range(came))
    return gone + [(joined, date.max) for joined in present]


def _domestic(
    enterprise: Enterprise, stays: Sequence[tuple[date, date]], taken: set[str], rng: Random
) -> Iterator[Worker]:
    trade, count = enterprise.trade, len(stays)
    female = [rng.random() < trade.female for _ in stays]
    names = vietnamese_names(female, rng)
    provinces = rng.choices(list(ORIGINS), list(ORIGINS.values()), k=count)
    lines = max(1, enterprise.heads // LINE_OF)
    for (joined, left), woman, name, province in zip(stays, female, names, provinces, strict=True):
        born = _birth_date(joined, rng)
        district, commune = _home(province, enterprise.park.home_district, rng)
        indirect = rng.random() < INDIRECT
        paper = "CMND" if rng.random() < HOLDS_OLD_CARD else "CCCD"
        yield Worker(
            name=name,
            female=woman,
            birth_date=born,
            nationality="VN",
            paper=paper,
            number=_old_number(taken, rng) if paper == "CMND" else _citizen_number(woman, born, taken, rng),
            province=province,
            district=district,
            commune=commune,
            employee_code="",
            job=rng.choice(INDIRECT_JOBS if indirect else trade.jobs),
            line="Gián tiếp" if indirect else f"Chuyền {1 + int(rng.random() * lines):02d}",
            shift=_shift(trade.shifts, indirect, rng),
            workshop="" if indirect else f"Xưởng {1 + int(rng.random() * (1 + enterprise.heads // 600))}",
            contract=_contract(joined, rng),
            wage=_wage(trade.wage, rng),
            joined_on=joined,
            left_on=None if left == date.max else left,
        )


def _foreigner(enterprise: Enterprise, place: int, taken: set[str], rng: Random) -> Worker:
    country = enterprise.country if enterprise.country in FOREIGN else rng.choice(list(FOREIGN))
    female = rng.random() < 0.12
    came = max(enterprise.operating_from, FIRST_DAY - ONE_DAY * 2000)
    joined = came + ONE_DAY * rng.randrange(max(1, (FIRST_DAY - came).days))
    return Worker(
        name=foreign_name(country, female, rng),
        female=female,
        birth_date=_birth_date(joined - ONE_DAY * 365 * 8, rng),
        nationality=country,
        paper="PASSPORT",
        number=_passport_number(country, taken, rng),
        province="",
        district="",
        commune="",
        employee_code=f"{enterprise.number:02d}-N{place:03d}",
        job=rng.choice(
            ("Chuyên gia kỹ thuật", "Quản lý sản xuất", "Giám đốc kỹ thuật", "Chuyên gia chất lượng")
        ),
        line="Gián tiếp",
        shift="Hành chính",
        workshop="",
        contract=FIXED_TERM,
        wage=_wage(enterprise.trade.wage * 3, rng),
        joined_on=joined,
        left_on=None,
    )


def _birth_date(joined: date, rng: Random) -> date:
    """At least 18 when hired, most between 18 and 35."""
    return joined - ONE_DAY * int(18.1 * 365.25 + rng.betavariate(1.4, 3.2) * 32 * 365.25)


def _citizen_number(female: bool, born: date, taken: set[str], rng: Random) -> str:
    """Twelve digits: nobody's province, sex and century, year of birth, six random digits."""
    century = (born.year - 1900) // 100 * 2 + female
    while True:
        number = f"{INVENTED_PROVINCE}{century}{born.year % 100:02d}{int(rng.random() * 1_000_000):06d}"
        if number not in taken:
            taken.add(number)
            return number


def _old_number(taken: set[str], rng: Random) -> str:
    """Nine digits: nobody's beginning and a running number."""
    while True:
        number = f"{INVENTED_PROVINCE}{int(rng.random() * 1_000_000):06d}"
        if number not in taken:
            taken.add(number)
            return number


def _passport_number(country: str, taken: set[str], rng: Random) -> str:
    letters = {"KR": "M", "CN": "E", "JP": "TR", "TW": "3"}[country]
    while True:
        number = letters + "".join(rng.choices("0123456789", k=9 - len(letters)))
        if (key := f"{country} {number}") not in taken:
            taken.add(key)
            return number


@lru_cache(maxsize=64)
def _communes(province: str) -> tuple[tuple[str, str], ...]:
    """(district, commune) of a province, by the catalogue of 2021."""
    units = catalogue(BEFORE)
    return tuple((unit.parent, unit.code) for unit in units.communes_of_province(province))


@lru_cache(maxsize=64)
def _communes_of_district(district: str) -> tuple[tuple[str, str], ...]:
    return tuple((district, unit.code) for unit in catalogue(BEFORE).inside(Level.COMMUNE, district))


def _home(province: str, home_district: str, rng: Random) -> tuple[str, str]:
    near = province == HOME and home_district and rng.random() < FROM_HOME_DISTRICT
    places = _communes_of_district(home_district) if near else _communes(province)
    return places[int(rng.random() * len(places))]


def _contract(joined: date, rng: Random) -> str:
    return OPEN_ENDED if (FIRST_DAY - joined).days > 3 * 365 or rng.random() < 0.3 else FIXED_TERM


def _wage(usual: float, rng: Random) -> int:
    """About seven tenths of what is paid, in steps of ten thousand dong."""
    return round(usual * rng.uniform(0.6, 0.85) * 100) * 10_000


def _shift(shifts: bool, indirect: bool, rng: Random) -> str:
    if indirect:
        return "Hành chính"
    return f"Ca {1 + int(rng.random() * 3)}" if shifts else "Ca ngày"
