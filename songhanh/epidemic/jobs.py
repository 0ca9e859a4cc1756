"""Scheduled work: erasing what is due."""

from datetime import datetime

from django.utils import timezone

from songhanh.core.actor import system
from songhanh.epidemic.actions.erasing import erase_due
from songhanh.epidemic.queries import retention


def erase_what_is_due(*, now: datetime) -> None:
    """Nothing where nothing is due; it may run twice."""
    before = retention.begun_before(timezone.localdate(now))
    if retention.due_cases(before).exists() or retention.due_lists(before).exists():
        erase_due(by=system("job"), now=now)
