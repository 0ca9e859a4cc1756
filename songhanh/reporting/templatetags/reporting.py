"""Words of reporting: units as sentences say them, figures without idle decimals."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from songhanh.core.templatetags.vietnamese import language
from songhanh.reporting.queries.names import spoken_unit as spoken
from songhanh.rules.formats import format_figure

register = template.Library()


@register.filter
def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng», or «billion VND»."""
    return spoken(unit)


@register.filter
def lower_first(text: str) -> str:
    """A title inside a sentence: «báo cáo tình hình sản xuất…»."""
    return text[:1].lower() + text[1:]


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key with dots in it; empty where it holds nothing."""
    return values.get(key, "")


@register.filter
def upto(value: Decimal | str | None, decimals: int) -> str:
    """A figure with no more than `decimals` decimals and no trailing zeros: «69.448», «10.218,6»."""
    return format_figure(value, decimals, language()) if isinstance(value, Decimal | int) else "–"


@register.filter
def signed_upto(value: Decimal | None, decimals: int) -> str:
    """The same with its sign: «+3.047»."""
    return "–" if value is None else ("+" if value > 0 else "") + format_figure(value, decimals, language())
