"""The parks: seven real ones, and for a larger authority more, invented and named so."""

import csv
from dataclasses import dataclass, replace
from importlib.resources import files
from random import Random

from songhanh.demo.generation.allocation import shares

# The demo's own split of the published 43,451 people; who is where was never published.
ENTERPRISES = {"khanh-phu": 34, "gian-khau": 21, "phuc-son": 15, "tam-diep-1": 10, "khanh-cu": 6}
PEOPLE = {"khanh-phu": 19_240, "gian-khau": 11_865, "phuc-son": 6_120, "tam-diep-1": 4_386, "khanh-cu": 1_840}
NOT_VACCINATED = {"khanh-phu": 319, "gian-khau": 175, "phuc-son": 108, "tam-diep-1": 145, "khanh-cu": 37}
# Where most of a park's workers live: its own district (codes of 2021).
HOME_DISTRICT = {
    "khanh-phu": "375",
    "gian-khau": "373",
    "phuc-son": "369",
    "tam-diep-1": "370",
    "khanh-cu": "375",
}
ENTERPRISES_IN_AN_INVENTED_PARK = 55
INVENTED = "khu minh họa, không có thật"


@dataclass(frozen=True)
class Park:
    """A park with what it holds; empty for those that do not operate."""

    code: str
    name: str
    name_en: str
    place: str
    state: str
    state_source: str
    area_ha: str
    area_confidence: str
    investor_kind: str
    source: str
    enterprises: int = 0
    people: int = 0
    not_vaccinated: float = 0.0
    home_district: str = ""


def parks_of(people: int, enterprises: int) -> list[Park]:
    """All parks; those of 2021 keep their own size where the authority is larger than it was then."""
    real = _real_parks()
    base_enterprises, base_people = sum(ENTERPRISES.values()), sum(PEOPLE.values())
    if people <= base_people or enterprises <= base_enterprises:
        heads = dict(zip(PEOPLE, shares(people, list(PEOPLE.values())), strict=True))
        more = shares(enterprises - len(ENTERPRISES), [number - 1 for number in ENTERPRISES.values()])
        numbers = {code: 1 + number for code, number in zip(ENTERPRISES, more, strict=True)}
        return [_filled(park, numbers, heads) for park in real]
    filled = [_filled(park, ENTERPRISES, PEOPLE) for park in real]
    return filled + _invented_parks(people - base_people, enterprises - base_enterprises)


def _real_parks() -> list[Park]:
    text = (files("songhanh.demo") / "data" / "parks.csv").read_text(encoding="utf-8")
    return [
        Park(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            place=row["place"],
            state=row["state"],
            state_source=row["state_source"],
            area_ha=row["planned_area_ha"],
            area_confidence=row["area_confidence"],
            investor_kind=row["investor_kind"],
            source=row["source"],
            home_district=HOME_DISTRICT.get(row["code"], ""),
        )
        for row in csv.DictReader(text.splitlines())
    ]


def _filled(park: Park, enterprises: dict[str, int], people: dict[str, int]) -> Park:
    return replace(
        park,
        enterprises=enterprises.get(park.code, 0),
        people=people.get(park.code, 0),
        not_vaccinated=float(NOT_VACCINATED.get(park.code, 0)),
    )


def _invented_parks(people: int, enterprises: int) -> list[Park]:
    number = max(1, round(enterprises / ENTERPRISES_IN_AN_INVENTED_PARK))
    rng = Random(number)
    weights = [rng.uniform(0.5, 1.5) for _ in range(number)]
    numbers, heads = shares(enterprises, weights), shares(people, weights)
    return [
        Park(
            code=f"mau-{_letters(n).lower()}",
            name=f"KCN Mẫu {_letters(n)}",
            name_en=f"Sample Industrial Park {_letters(n)}",
            place="",
            state="OPERATING",
            state_source=INVENTED,
            area_ha="",
            area_confidence="invented",
            investor_kind="",
            source=INVENTED,
            enterprises=numbers[n],
            people=heads[n],
            not_vaccinated=heads[n] * 0.018,
        )
        for n in range(number)
    ]


def _letters(n: int) -> str:
    """A, B … Z, AA, AB …"""
    first, last = divmod(n, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
