"""Announced visitors, contractors and drivers."""

from datetime import date
from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.gate.models import VisitorAnnouncement


def announcements(*, scope: Scope) -> RecordQuerySet[VisitorAnnouncement]:
    """All of them with their enterprises and passes."""
    rows = VisitorAnnouncement.objects.visible_to(scope)
    return rows.select_related("enterprise", "announced_by").prefetch_related("passes")


def announced_on(*, scope: Scope, on: date) -> RecordQuerySet[VisitorAnnouncement]:
    """Expected on a day."""
    return announcements(scope=scope).filter(valid_from__lte=on, valid_until__gt=on, cancelled_at=None)


def announcement_of(*, scope: Scope, uuid: UUID) -> VisitorAnnouncement | None:
    """One, if the scope covers it."""
    return announcements(scope=scope).filter(uuid=uuid).first()
