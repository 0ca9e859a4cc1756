"""Words of reporting: units as sentences say them."""

from django import template

from songhanh.reporting.presenters.dual_goal import spoken_unit as spoken

register = template.Library()


@register.filter
def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng»."""
    return spoken(unit)
