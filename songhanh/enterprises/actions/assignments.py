"""Officers in charge and their substitutes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.enterprises import policies
from songhanh.enterprises.models import Assignment, Enterprise


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
    if substitute == officer:
        raise RefusedError(
            "same_person", _("Người thay trùng chuyên viên vắng. Chọn người khác."), field="substitute"
        )
    held = Q(since__lt=until) & (Q(until=None) | Q(until__gt=since))
    enterprises = Enterprise.objects.filter(
        assignments__in=Assignment.objects.filter(held, officer=officer, substitute=False)
    ).distinct()
    policies.check_can_edit(by, enterprises)
    if not enterprises:
        words = _("%(officer)s không phụ trách doanh nghiệp nào trong những ngày này.")
        raise RefusedError("in_charge_of_none", words, field="officer", officer=str(officer))
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


@acts.act("enterprises:officer:released", _("Kết thúc phụ trách"))
def release_officer(*, assignment: Assignment, on: date, by: Actor, now: datetime) -> Assignment:
    """From `on` that officer, or substitute, is in charge of the enterprise no more."""
    policies.check_can_edit(by, [assignment.enterprise])
    policies.check_can_release(assignment, on)
    assignment.until = on
    assignment.save()
    return assignment
