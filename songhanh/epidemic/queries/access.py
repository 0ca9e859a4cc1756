"""Whose health data a reader may see at all: least access, beside the scope that every row has."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.epidemic.models import Case, HandOver, TracingRun


@dataclass(frozen=True, slots=True)
class Reach:
    """The scope, narrowed to some enterprises where `enterprise_ids` is not None."""

    scope: Scope
    enterprise_ids: frozenset[int] | None

    def enterprises(self) -> RecordQuerySet[Enterprise]:
        """Those enterprises."""
        rows = Enterprise.objects.visible_to(self.scope)
        return rows if self.enterprise_ids is None else rows.filter(pk__in=self.enterprise_ids)

    def covers(self, enterprise: Enterprise) -> bool:
        """Whether this one is among them."""
        return self.enterprises().filter(pk=enterprise.pk).exists()


def reach_of(by: Actor, on: date) -> Reach:
    """What `by` may read of health data.

    An officer reads enterprises that the register puts in the officer's charge that day, a substitute too. Who
    oversees, and a program that was given this very permission and a scope, needs no charge.
    """
    if by.may(Permission.EPIDEMIC_OVERSEE) or by.user_id is None:
        return Reach(by.scope, None)
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Assignment.objects.filter(held, officer_id=by.user_id).order_by()
    return Reach(by.scope, frozenset(rows.values_list("enterprise_id", flat=True)))


def cases(reach: Reach) -> RecordQuerySet[Case]:
    """Cases that may be read."""
    rows = Case.objects.visible_to(reach.scope).select_related("enterprise", "entered_by", "withdrawn_by")
    return rows if reach.enterprise_ids is None else rows.filter(enterprise_id__in=reach.enterprise_ids)


def runs(reach: Reach) -> RecordQuerySet[TracingRun]:
    """Runs all of whose cases may be read."""
    rows = TracingRun.objects.visible_to(reach.scope).select_related("made_by", "repeats")
    return rows if reach.enterprise_ids is None else rows.within(reach.enterprise_ids)


def told_apart(reach: Reach) -> frozenset[str] | None:
    """Codes of the enterprises whose people may be told apart in a list; None: all."""
    if reach.scope.whole and reach.enterprise_ids is None:
        return None
    return frozenset(reach.enterprises().order_by().values_list("code", flat=True))


def handed(scope: Scope) -> RecordQuerySet[HandOver]:
    """What was handed over to the enterprises of the scope and not taken back, the newest first."""
    rows = HandOver.objects.visible_to(scope).filter(taken_back_at=None)
    return rows.select_related("run", "enterprise", "handed_by").order_by("-handed_at", "-pk")
