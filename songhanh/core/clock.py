"""The time of an act. The only place that asks the machine what time it is for the domain."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present, or in the demo its own clock: it stands still and moves a second with each act."""
    started = settings.DEMO_CLOCK
    if started is None:
        return timezone.now()
    from songhanh.core.models import Event  # noqa: PLC0415 (settings and clock are read before models load)

    last = Event.objects.order_by("-number").values_list("at", flat=True).first()
    return max(started, last + timedelta(seconds=1)) if last else started
