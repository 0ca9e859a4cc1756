"""Margins of enterprises, and the hours of their shifts around a moment."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Shift as ShiftHours
from songhanh.presence.models import Margins
from songhanh.rules.presence import stays as rule

MS = 1000
MINUTE, HOUR, DAY = 60 * MS, 3_600 * MS, 86_400 * MS
Hours = dict[tuple[int, str], tuple[time, time]]  # (enterprise id, shift) → begins, ends


def margins_of(enterprise: Enterprise) -> Margins:
    """As kept, or the usual ones (not saved)."""
    return Margins.objects.filter(enterprise=enterprise).first() or Margins(enterprise=enterprise)


def margins_by_enterprise(enterprise_ids: Iterable[int]) -> dict[int, Margins]:
    """Of each, one question in all."""
    wanted = list(enterprise_ids)
    kept = {each.enterprise_id: each for each in Margins.objects.filter(enterprise_id__in=wanted)}
    return {each: kept.get(each) or Margins(enterprise_id=each) for each in wanted}


def in_milliseconds(margins: Margins) -> rule.Margins:
    """For the rule."""
    return rule.Margins(
        after_shift=margins.after_shift_minutes * MINUTE,
        longest=margins.longest_hours * HOUR,
        doubled=margins.doubled_seconds * MS,
    )


def hours_of(enterprise_ids: Iterable[int]) -> Hours:
    """The hours that are known, of all shifts of these enterprises."""
    rows = ShiftHours.objects.filter(enterprise_id__in=list(enterprise_ids)).order_by()
    return {
        (owner, name): (begins, ends)
        for owner, name, begins, ends in rows.values_list("enterprise_id", "name", "starts_at", "ends_at")
    }


def shift_around(hours: tuple[time, time] | None, margin: int) -> Callable[[int], rule.Shift | None]:
    """Which shift with these hours a coming or going belongs to: the one whose beginning is nearest, unless it is over
    by more than `margin` (milliseconds); None where no hours are known.
    """
    if hours is None:
        return lambda _at: None
    begins, ends = hours

    def around(at: int) -> rule.Shift | None:
        today = day_of(at)
        candidates = [shift_on(today + timedelta(days=each), begins, ends) for each in (-1, 0, 1)]
        near = [each for each in candidates if each[0] - DAY // 2 <= at <= each[1] + margin]
        return min(near, key=lambda each: abs(each[0] - at)) if near else None

    return around


@lru_cache(maxsize=4096)
def shift_on(day: date, begins: time, ends: time) -> rule.Shift:
    """The shift that begins on a day, in milliseconds."""
    start = moment_of(day, begins)
    return start, moment_of(day + timedelta(days=1) if ends <= begins else day, ends)


@lru_cache(maxsize=65_536)
def moment_of(day: date, hour: time) -> int:
    """Milliseconds since 1970 of an hour here."""
    return round(timezone.make_aware(datetime.combine(day, hour)).timestamp() * MS)


def midnight(day: date) -> int:
    """When the day begins here."""
    return moment_of(day, time(0))


def day_of(at: int) -> date:
    """The day here. Vietnam has no summer time, so the offset of one midnight holds for all of a day."""
    return EPOCH + timedelta(days=(at - midnight(EPOCH)) // DAY)


EPOCH = date(2020, 1, 1)
