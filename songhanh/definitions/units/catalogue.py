"""The administrative units of one time: codes, names, what lies in what."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files


class Level(StrEnum):
    """Districts exist before 01/07/2025 only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `name` bare («Kim Sơn»), `full_name` with its kind, `parent` the code of what it lies in."""

    level: Level
    code: str
    name: str
    full_name: str
    parent: str


@dataclass(frozen=True)
class Catalogue:
    """All units in force in `[since, until)`; `key` is what a stored code is kept with."""

    key: str
    since: date
    until: date | None
    units: tuple[Unit, ...]

    @property
    def has_districts(self) -> bool:
        """Whether communes lie in districts."""
        return bool(self.of_level(Level.DISTRICT))

    @cached_property
    def _by_code(self) -> dict[tuple[Level, str], Unit]:
        return {(unit.level, unit.code): unit for unit in self.units}

    @cached_property
    def _by_level(self) -> dict[Level, tuple[Unit, ...]]:
        return {level: tuple(u for u in self.units if u.level is level) for level in Level}

    @cached_property
    def _inside(self) -> dict[tuple[Level, str], list[Unit]]:
        inside: dict[tuple[Level, str], list[Unit]] = {}
        for unit in self.units:
            inside.setdefault((unit.level, unit.parent), []).append(unit)
            if unit.level is Level.COMMUNE and self.has_districts:
                district = self._by_code[Level.DISTRICT, unit.parent]
                inside.setdefault((unit.level, district.parent + "/"), []).append(unit)
        return inside

    def of_level(self, level: Level) -> tuple[Unit, ...]:
        """All units of a level, in the order of their codes."""
        return self._by_level[level]

    def unit(self, level: Level, code: str) -> Unit | None:
        """The unit of that code."""
        return self._by_code.get((level, code))

    def inside(self, level: Level, parent: str) -> list[Unit]:
        """Units of `level` directly under `parent`; a district code for communes where districts exist."""
        return self._inside.get((level, parent), [])

    def communes_of_province(self, province: str) -> list[Unit]:
        """All communes of a province, whatever lies between."""
        return self.inside(Level.COMMUNE, province + "/" if self.has_districts else province)

    def name(self, level: Level, code: str) -> str:
        """The bare name, or the code itself where the catalogue does not know it."""
        unit = self.unit(level, code)
        return unit.name if unit else code

    def province_of(self, unit: Unit) -> str:
        """The code of the province that a unit lies in."""
        if unit.level is Level.PROVINCE:
            return unit.code
        district = self.unit(Level.DISTRICT, unit.parent) if unit.level is Level.COMMUNE else None
        return district.parent if district else unit.parent


# The 63 provinces with districts, and the 34 without, that replaced them.
BEFORE, SINCE_2025 = "2021-11-01", "2025-07-01"
CHANGE = date(2025, 7, 1)


@lru_cache(maxsize=4)
def catalogue(key: str) -> Catalogue:
    """The catalogue of that key; raises KeyError for another key."""
    since, until = {BEFORE: (date(2021, 11, 1), CHANGE), SINCE_2025: (CHANGE, None)}[key]
    units = tuple(
        Unit(Level(row["level"]), row["code"], row["name"], row["full_name"], row["parent_code"])
        for row in rows_of(f"units-{key}.csv.gz")
    )
    return Catalogue(key, since, until, units)


def key_on(day: date) -> str:
    """Which catalogue is in force on a day (for days before the first one: the first)."""
    return BEFORE if day < CHANGE else SINCE_2025


def catalogue_on(day: date) -> Catalogue:
    """The catalogue in force on a day."""
    return catalogue(key_on(day))


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a packed CSV file of this package."""
    packed = (files("songhanh.definitions") / "units" / name).read_bytes()
    return csv.DictReader(io.StringIO(gzip.decompress(packed).decode(), newline=""))
