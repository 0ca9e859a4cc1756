"""What roll calls do by themselves: names added by hand go when guests' time is over."""

from datetime import datetime

from django.utils import timezone

from songhanh.core.actor import system
from songhanh.gate.queries.retention import ended_before
from songhanh.presence.actions.roll_calls import erase_added
from songhanh.presence.queries.roll_calls import added_before


def erase_due_additions(*, now: datetime) -> None:
    """Nothing is written where there are none."""
    if marks := added_before(ended_before(timezone.localdate(now))):
        erase_added(marks=marks, by=system("job"), now=now)
