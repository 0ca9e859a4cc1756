"""Moments as people write them: a day, or a day and an hour."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _


def moment_of(text: str) -> datetime | None:
    """Empty is None (now); a day is the end of that day; else an ISO moment. Raises ValueError with words."""
    if not text:
        return None
    zone = timezone.get_default_timezone()
    day = parse_date(text) if len(text) == len("2021-12-15") else None
    if day is not None:
        return datetime.combine(day, time.max, zone)
    moment = parse_datetime(text.replace(" ", "+"))
    if moment is None:
        raise ValueError(_("«%(text)s» không phải ngày giờ. Nhập dạng 2021-12-15.") % {"text": text})
    if timezone.is_naive(moment):
        return moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(zone)  # PostgreSQL refuses offsets that no place on earth has
    except OverflowError:  # the first and the last day of the calendar
        return moment.replace(tzinfo=zone)
