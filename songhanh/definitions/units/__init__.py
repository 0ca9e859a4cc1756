"""The administrative units of Vietnam, by day: before 01/07/2025 with districts, since then without."""

from songhanh.definitions.units.catalogue import (
    BEFORE,
    SINCE_2025,
    Catalogue,
    Level,
    Unit,
    catalogue,
    catalogue_on,
    key_on,
)
from songhanh.definitions.units.folding import fold
from songhanh.definitions.units.mapping import new_communes, new_province, old_provinces
from songhanh.definitions.units.matching import Match, match_commune, match_district, match_province

__all__ = [
    "BEFORE",
    "SINCE_2025",
    "Catalogue",
    "Level",
    "Match",
    "Unit",
    "catalogue",
    "catalogue_on",
    "fold",
    "key_on",
    "match_commune",
    "match_district",
    "match_province",
    "new_communes",
    "new_province",
    "old_provinces",
]
