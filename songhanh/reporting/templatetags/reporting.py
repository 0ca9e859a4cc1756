"""Words of reporting: units as sentences say them."""

from collections.abc import Mapping
from typing import Any

from django import template

from songhanh.reporting.presenters.dual_goal import spoken_unit as spoken

register = template.Library()


@register.filter
def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng»."""
    return spoken(unit)


@register.filter
def lower_first(text: str) -> str:
    """A title inside a sentence: «báo cáo tình hình sản xuất…»."""
    return text[:1].lower() + text[1:]


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key with dots in it; empty where it holds nothing."""
    return values.get(key, "")
