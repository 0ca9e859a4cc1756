"""Typed names to units: old and new, with or without «Tỉnh», «TP.», diacritics; what is ambiguous is said."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from songhanh.definitions.units.catalogue import BEFORE, Catalogue, Level, Unit, catalogue
from songhanh.definitions.units.folding import fold, spelled

# Kinds as people write them in front of a name; the bare letters only with a point («T. Ninh Bình»).
KINDS = re.compile(
    r"^\s*(?:(?:tỉnh|tinh|thành\s*phố|thanh\s*pho|t\.?p|huyện|huyen|quận|quan|thị\s*xã|thi\s*xa|t\.?x|thị\s*trấn|"
    r"thi\s*tran|t\.?t|phường|phuong|xã|xa|đặc\s*khu|dac\s*khu)(?:[.:\s]+|(?=\d))|[thqxp]\s*\.\s*)",
    re.IGNORECASE,
)
# What people still write for a province: short names, and units divided long ago (several codes: ask which).
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "hcm": ("79",), "tphcm": ("79",), "sai gon": ("79",), "hn": ("01",), "ha tay": ("01",),
    "hue": ("46",), "brvt": ("77",), "vung tau": ("77",), "ba ria": ("77",), "dac lac": ("66",),
    "daklak": ("66",), "darlac": ("66",), "dac nong": ("67",), "daknong": ("67",), "bac can": ("06",),
    "phan rang": ("58",), "thanh hoa": ("38",), "ha nam ninh": ("35", "36", "37"),
    "nam ha": ("35", "36"), "hai hung": ("30", "33"), "ha bac": ("24", "27"), "nghe tinh": ("40", "42"),
    "vinh phu": ("25", "26"), "hoang lien son": ("10", "15"), "bac thai": ("06", "19"),
    "ha son binh": ("01", "17"), "binh tri thien": ("44", "45", "46"), "song be": ("70", "74"),
    "minh hai": ("95", "96"), "quang nam da nang": ("48", "49"), "phu khanh": ("54", "56"),
    "thuan hai": ("58", "60"), "ha tuyen": ("02", "08"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """The units a text may mean: one is an answer, several are a question, none is unknown."""

    units: tuple[Unit, ...]

    @property
    def unit(self) -> Unit | None:
        """The one unit meant, if it is one."""
        return self.units[0] if len(self.units) == 1 else None


@lru_cache(maxsize=20_000)
def match_province(text: str, key: str = BEFORE) -> Match:
    """The province that `text` names in the catalogue `key`."""
    units = catalogue(key)
    found = _among(text, units.of_level(Level.PROVINCE))
    if found.units or key != BEFORE:
        return found
    codes = OTHER_NAMES.get(fold(_bare(text)), ())
    return Match(tuple(unit for code in codes if (unit := units.unit(Level.PROVINCE, code))))


@lru_cache(maxsize=20_000)
def match_district(text: str, province: str) -> Match:
    """The district that `text` names in a province of the catalogue with districts."""
    return _among(text, catalogue(BEFORE).inside(Level.DISTRICT, province))


@lru_cache(maxsize=50_000)
def match_commune(text: str, key: str, province: str, district: str = "") -> Match:
    """The commune that `text` names in a district, or (without one) in a whole province."""
    units = catalogue(key)
    return _among(text, _communes(units, province, district))


def _communes(units: Catalogue, province: str, district: str) -> list[Unit]:
    return units.inside(Level.COMMUNE, district) if district else units.communes_of_province(province)


def _among(text: str, units: list[Unit] | tuple[Unit, ...]) -> Match:
    """From the strictest reading to the loosest; the first that finds anything decides."""
    bare = _bare(text)
    readings: tuple[tuple[str, Callable[[Unit], str]], ...] = (
        (spelled(text), lambda unit: spelled(unit.full_name)),
        (spelled(text), lambda unit: spelled(unit.name)),  # «Quan Hóa» is a name, no «quận»
        (spelled(bare), lambda unit: spelled(unit.name)),
        (fold(text), lambda unit: fold(unit.full_name)),
        (fold(text), lambda unit: fold(unit.name)),
        (fold(bare), lambda unit: fold(unit.name)),
        (fold(bare).replace(" ", ""), lambda unit: fold(unit.name).replace(" ", "")),
    )
    for wanted, reading in readings:
        if wanted and (found := tuple(unit for unit in units if reading(unit) == wanted)):
            return Match(found)
    return Match(())


def _bare(text: str) -> str:
    """The name without its kind; a text that is nothing but a kind stays as it is."""
    return KINDS.sub("", text) or text
