"""Whose health data a reader may see at all: least access, beside the scope that every row has."""

from datetime import date

from django.db.models import Q

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.records import RecordQuerySet
from songhanh.enterprises.models import Assignment
from songhanh.epidemic.models import Case, HandOver, TracingRun


def in_charge_of(by: Actor, on: date) -> frozenset[int] | None:
    """The enterprises by id whose cases `by` may read within the scope; None: all of the scope.

    An officer reads those the register puts in the officer's charge that day, a substitute too. Who oversees, and a
    program that was given this very permission and a scope, needs no charge.
    """
    if by.may(Permission.EPIDEMIC_OVERSEE) or by.user_id is None:
        return None
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Assignment.objects.filter(held, officer_id=by.user_id).order_by()
    return frozenset(rows.values_list("enterprise_id", flat=True))


def cases(*, by: Actor, on: date) -> RecordQuerySet[Case]:
    """Cases that `by` may read."""
    rows = Case.objects.visible_to(by.scope).select_related("enterprise", "entered_by", "withdrawn_by")
    charge = in_charge_of(by, on)
    return rows if charge is None else rows.filter(enterprise_id__in=charge)


def runs(*, by: Actor, on: date) -> RecordQuerySet[TracingRun]:
    """Runs all of whose cases `by` may read."""
    rows = TracingRun.objects.visible_to(by.scope).select_related("made_by")
    charge = in_charge_of(by, on)
    return rows if charge is None else rows.within(charge)


def handed(*, by: Actor) -> RecordQuerySet[HandOver]:
    """What was handed over to the enterprises of the scope and not taken back."""
    rows = HandOver.objects.visible_to(by.scope).filter(taken_back_at=None)
    return rows.select_related("run", "enterprise")
