"""Readings: that somebody has looked, and names opened for a while with a reason."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.epidemic import policies
from songhanh.epidemic.models import Case, Reading, ReadingKind, TracingRun
from songhanh.epidemic.policies import SHOWN_FOR
from songhanh.epidemic.queries.readings import Target, open_to


@act("epidemic:reading:noted", _("Xem hồ sơ dịch tễ"))
def note_reading(
    *, kind: ReadingKind, run: TracingRun | None = None, case: Case | None = None, by: Actor, now: datetime
) -> Reading:
    """One row and one event."""
    reading = Reading(run=run, case=case, kind=kind, user_id=by.user_id, reader=by.name, read_at=now)
    reading.save()
    return reading


@act("epidemic:names:opened", _("Mở tên trong hồ sơ dịch tễ"))
def open_names(
    *, reason: str, run: TracingRun | None = None, case: Case | None = None, by: Actor, now: datetime
) -> Reading:
    """Of everybody on this list, or of the case, to this reader for fifteen minutes."""
    policies.check_can_reveal(by, reason)
    reading = Reading(
        run=run, case=case, kind=ReadingKind.NAMES, user_id=by.user_id, reader=by.name, reason=reason.strip(),
        read_at=now, until=now + SHOWN_FOR,
    )  # fmt: skip
    reading.save()
    return reading


@act("epidemic:names:hidden", _("Ẩn tên trong hồ sơ dịch tễ"))
def hide_names(*, target: Target, by: Actor, now: datetime) -> int:
    """Before their fifteen minutes are over; returns how many openings of this reader ended."""
    rows = list(open_to(target, by, now))
    for row in rows:
        row.until = now
        row.save()
    return len(rows)
