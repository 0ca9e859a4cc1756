"""The time of an act. The only place that asks the machine what time it is for the domain."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

# What else the demo's clock follows: phones at its gates send scans whose time runs on.
followed: list[Callable[[], datetime | None]] = []


def now() -> datetime:
    """The present, or in the demo its own clock: it stands still, moves a second with each act, and follows scans."""
    started = settings.DEMO_CLOCK
    if started is None:
        return timezone.now()
    from songhanh.core.models import Event  # noqa: PLC0415 (settings and clock are read before models load)

    last = Event.objects.order_by("-number").values_list("at", flat=True).first()
    moments = [last + timedelta(seconds=1) if last else None, *(each() for each in followed)]
    return max([started, *filter(None, moments)])
