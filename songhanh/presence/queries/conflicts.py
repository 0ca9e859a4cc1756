"""Contradictions of a day."""

from datetime import date

from songhanh.core.scope import Scope
from songhanh.presence.models import Conflict

MOST = 2_000  # of one day on one page


def conflicts_on(day: date, *, scope: Scope) -> list[Conflict]:
    """The latest first."""
    rows = Conflict.objects.visible_to(scope).filter(day=day).select_related("enterprise")
    return list(rows.order_by("-at", "-pk")[:MOST])
