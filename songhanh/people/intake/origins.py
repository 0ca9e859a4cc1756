"""Where people come from: typed province, district and commune to codes of the right catalogue."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from songhanh.definitions.units import (
    BEFORE,
    SINCE_2025,
    Match,
    key_on,
    match_commune,
    match_district,
    match_province,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Codes with the key of their catalogue; or which column cannot be told, and what it may mean."""

    province: str = ""
    district: str = ""
    commune: str = ""
    catalogue: str = ""
    column: str = ""
    candidates: tuple[str, ...] = ()


@lru_cache(maxsize=50_000)
def find_origin(province: str, district: str, commune: str, on: date) -> Origin:
    """The units that the texts name on a list of that day.

    A province cell may hold a whole address («xã A, huyện B, tỉnh C»). The catalogue in force decides first;
    the other one is taken where only it knows the names: lists keep old names long after a change.
    """
    if not district and not commune and "," in province:
        return _whole_address(province, on)
    if not province:
        column = "province" if district or commune else ""
        return Origin(column=column)
    keys = _catalogues(bool(district), on)
    tries = [_in_catalogue(province, district, commune, key) for key in keys]
    return next((found for found in tries if not found.column), None) or max(tries, key=_depth)


def _catalogues(has_district: bool, on: date) -> tuple[str, ...]:
    """A district can only be an old one."""
    if has_district:
        return (BEFORE,)
    return (BEFORE, SINCE_2025) if key_on(on) == BEFORE else (SINCE_2025, BEFORE)


def _in_catalogue(province: str, district: str, commune: str, key: str) -> Origin:
    found = match_province(province, key)
    if not found.unit:
        return _untold("province", found)
    code, inner = found.unit.code, ""
    if district:
        match = match_district(district, code)
        if not match.unit:
            return _untold("district", match, code)
        inner = match.unit.code
    if not commune:
        return Origin(code, inner, "", key)
    match = match_commune(commune, key, code, inner)
    if not match.unit:
        return _untold("commune", match, code, inner)
    lies_in = match.unit.parent if key == BEFORE else ""
    return Origin(code, inner or lies_in, match.unit.code, key)


def _untold(column: str, match: Match, province: str = "", district: str = "") -> Origin:
    return Origin(province, district, column=column, candidates=tuple(unit.name for unit in match.units))


def _depth(found: Origin) -> tuple[int, int]:
    """The try that came furthest, then the one with something to propose."""
    return (("province", "district", "commune").index(found.column), len(found.candidates))


def _whole_address(text: str, on: date) -> Origin:
    """From the end: the province, then what is left as district and commune if it names any."""
    *inner, province = [part.strip() for part in text.split(",") if part.strip()] or [""]
    readings = [
        (inner[-1] if inner else "", inner[-2] if len(inner) > 1 else ""),
        ("", inner[-1] if inner else ""),
    ]
    tries = [find_origin(province, district, commune, on) for district, commune in readings]
    best = next((found for found in tries if not found.column), None)
    return best or find_origin(province, "", "", on)
