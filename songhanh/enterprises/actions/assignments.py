"""Officers in charge, their substitutes, and working groups."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.enterprises import policies
from songhanh.enterprises.models import Assignment, Enterprise, GroupMembership, WorkingGroup


@acts.act("enterprises:group:formed", _("Lập tổ công tác"))
def form_groups(
    *, groups: Sequence[WorkingGroup], members: Sequence[GroupMembership], by: Actor, now: datetime
) -> list[WorkingGroup]:
    """Store working groups with their members (each naming one of `groups`)."""
    policies.check_can_edit(by, ())
    stored = acts.insert(groups)
    acts.insert(members)
    return stored


@acts.act("enterprises:officer:assigned", _("Giao chuyên viên phụ trách"))
def assign_officers(*, assignments: Sequence[Assignment], by: Actor, now: datetime) -> list[Assignment]:
    """Put officers in charge; of who was in charge before, the last day is the one before."""
    policies.check_can_edit(by, {a.enterprise_id: a.enterprise for a in assignments}.values())
    begins = {a.enterprise_id: a.since for a in assignments if not a.substitute}
    open_ = Assignment.objects.filter(enterprise__in=begins, substitute=False, until=None)
    for before in open_:
        if before.since < begins[before.enterprise_id]:
            before.until = begins[before.enterprise_id]
            before.save()
    return acts.insert(assignments)


@acts.act("enterprises:officer:substituted", _("Cử người thay chuyên viên"))
def substitute_officer(
    *,
    officer: User,
    substitute: User,
    since: date,
    until: date,
    reason: str,
    by: Actor,
    now: datetime,
) -> list[Assignment]:
    """For [since, until) `substitute` stands in for `officer` wherever that one is in charge."""
    held = Q(since__lt=until) & (Q(until=None) | Q(until__gt=since))
    enterprises = Enterprise.objects.filter(
        assignments__in=Assignment.objects.filter(held, officer=officer, substitute=False)
    ).distinct()
    policies.check_can_edit(by, enterprises)
    return acts.insert(
        [
            Assignment(
                enterprise=enterprise,
                officer=substitute,
                substitute=True,
                since=since,
                until=until,
                reason=reason,
            )
            for enterprise in enterprises
        ]
    )
