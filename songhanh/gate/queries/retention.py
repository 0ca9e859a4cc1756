"""Whose time is over at the gate: guests some months after their last day."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from songhanh.definitions.retention import kept, months_before
from songhanh.gate.models import VisitorAnnouncement
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.forgetting import STRANGERS
from songhanh.gate.stream.scans import TABLE


def months_kept() -> int:
    """How long after a guest's last day: what the authority has set, else what the definitions say."""
    return int(settings.KEEP_GUESTS_MONTHS) or kept()["guests"].months


def ended_before(today: date) -> date:
    """Guests whose last day lies before this day are due on `today`."""
    return months_before(today, months_kept())


def due_announcements(today: date) -> list[VisitorAnnouncement]:
    """Those not erased yet."""
    rows = VisitorAnnouncement.objects.filter(valid_until__lte=ended_before(today))
    return list(rows.exclude(name=""))


def typed_before(today: date) -> int:
    """What was typed of strangers before this moment (milliseconds) is due on `today`."""
    start: datetime = timezone.make_aware(datetime.combine(ended_before(today), time(0)))
    return int(start.timestamp() * 1000)


def strangers_typed(today: date) -> bool:
    """Whether the stream still says what was typed of strangers so long ago."""
    said = f"SELECT 1 FROM {TABLE} WHERE at < %s AND {STRANGERS} LIMIT 1"
    return bool(stream_rows()(said, [typed_before(today)]))
