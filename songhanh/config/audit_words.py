"""Codes that stand in audit events, in the words of the slices that know them."""

from collections.abc import Callable
from typing import Any

from songhanh.definitions.indicators import indicators
from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.reporting.queries.names import form_name, indicator_name, period_words, spoken_unit

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


def known_indicator(code: Any) -> str:
    """«Doanh thu» for `revenue`; a cell that is no indicator keeps its code."""
    return indicator_name(code) if code in indicators() else str(code)


def province(code: Any) -> str:
    """A province of the catalogue of 2021; the code itself where that has none."""
    found = catalogue(BEFORE).unit(Level.PROVINCE, str(code))
    return found.name if found else str(code)


WORDS: dict[str, Callable[[Any], str]] = {
    "form_code": form_name,
    "form": form_name,
    "period_code": period_words,
    "period": period_words,
    "indicator": known_indicator,
    "cell": known_indicator,
    "unit": spoken_unit,
    "origin_province": province,
    "language": lambda code: LANGUAGES.get(code, str(code)),
}
