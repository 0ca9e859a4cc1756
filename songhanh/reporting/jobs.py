"""Scheduled work: raising the periods that are coming to their end."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from songhanh.core.actor import system
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.actions.obligations import raise_obligations, sync_obligations
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.queries.owing import missing_obligations
from songhanh.reporting.queries.periods import current_periods

RAISED_BEFORE = timedelta(days=5)  # before a period ends, so that the enterprise can prepare


def raise_current(*, now: datetime, on: date | None = None) -> int:
    """Raise what is owed for periods that end within five days or have just ended; a second run does nothing.

    Also brings the obligations of enterprises that closed in line. Returns how many obligations changed.
    """
    by, today = system("job"), on or timezone.localdate(now)
    count = 0
    for form, period in current_periods(today):
        if today >= period.end - RAISED_BEFORE and missing_obligations(form, period):
            count += len(raise_obligations(form_code=form.code, period=period, by=by, now=now))
    for enterprise in _closed_but_owing():
        count += sync_obligations(enterprise=enterprise, by=by, now=now)
    return count


def _closed_but_owing() -> list[Enterprise]:
    owing = Obligation.objects.filter(
        Q(period_from__gte=OuterRef("closed_on")), enterprise=OuterRef("pk"), latest=None
    ).exclude(state=ObligationState.EXEMPT)
    return list(Enterprise.objects.filter(Exists(owing), closed_on__isnull=False))
