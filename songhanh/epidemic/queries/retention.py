"""Whose time is over: cases and lists that began long enough ago, and what was erased."""

from datetime import date

from django.conf import settings
from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.definitions.retention import kept, months_before
from songhanh.epidemic.models import Case, HealthErasure, TracedList
from songhanh.people.queries.retention import months_kept as months_of_people


def months_kept() -> int:
    """What the authority has set, else what the definitions say; never longer than people themselves are kept.

    Whoever stands in a list was there on a day it was searched from: so nobody erased from the register is still
    found in a list.
    """
    own = int(settings.KEEP_EPIDEMIC_MONTHS) or kept()["epidemic"].months
    return min(own, months_of_people())


def begun_before(today: date) -> date:
    """What began before this day is due on `today`."""
    return months_before(today, months_kept())


def due_cases(before: date) -> RecordQuerySet[Case]:
    """Cases whose onset, or without it sampling, lies before a day; withdrawn ones too."""
    old = Q(onset_on__lt=before) | Q(onset_on=None, sampled_on__lt=before)
    return Case.objects.filter(old, erased_at=None).order_by("pk")


def due_lists(before: date) -> RecordQuerySet[TracedList]:
    """Lists whose first day searched lies before a day."""
    return TracedList.objects.filter(first_day__lt=before, erased_at=None).order_by("pk")


def erasures() -> RecordQuerySet[HealthErasure]:
    """The newest first."""
    return HealthErasure.objects.order_by("-erased_at", "-pk")


def unpurged() -> RecordQuerySet[HealthErasure]:
    """Those after which the database's free space was not rewritten yet."""
    return HealthErasure.objects.filter(purged_at=None).order_by("pk")
