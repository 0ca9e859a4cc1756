"""Working groups and who is in them, by day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises import policies
from songhanh.enterprises.models import GroupMembership, WorkingGroup


@acts.act("enterprises:group:formed", _("Lập tổ công tác"))
def form_groups(
    *, groups: Sequence[WorkingGroup], members: Sequence[GroupMembership], by: Actor, now: datetime
) -> list[WorkingGroup]:
    """Store working groups with their members (each naming one of `groups`)."""
    policies.check_can_form_groups(by)
    for group in groups:
        group.full_clean()
    stored = acts.insert(groups)
    acts.insert(members)
    return stored


@acts.act("enterprises:group:changed", _("Sửa tổ công tác"))
def change_group(
    *, group: WorkingGroup, name: str, until: date | None, by: Actor, now: datetime
) -> WorkingGroup:
    """Its name, and the day from which there is no such group (None: it goes on)."""
    policies.check_can_form_groups(by)
    policies.check_group_days(group, until)
    group.name, group.until = name, until
    group.full_clean()
    group.save()
    return group


@acts.act("enterprises:member:joined", _("Thêm người vào tổ công tác"))
def join_group(*, membership: GroupMembership, by: Actor, now: datetime) -> GroupMembership:
    """An officer is in the group from a day on; who led it until then leads it no more, if this one leads."""
    policies.check_can_form_groups(by)
    policies.check_can_join(membership)
    if membership.leads:
        _hand_over_lead(membership)
    membership.save()
    return membership


@acts.act("enterprises:member:left", _("Ghi người rời tổ công tác"))
def leave_group(*, membership: GroupMembership, on: date, by: Actor, now: datetime) -> GroupMembership:
    """From `on` in the group no more."""
    policies.check_can_form_groups(by)
    policies.check_can_leave(membership, on)
    membership.until = on
    membership.save()
    return membership


def _hand_over_lead(next_: GroupMembership) -> None:
    """Whoever leads today stays in the group as a member from the day the next one leads."""
    for before in GroupMembership.objects.filter(group=next_.group, leads=True, until=None):
        if before.since < next_.since:
            before.until = next_.since
            before.save()
            GroupMembership(group=next_.group, officer=before.officer, since=next_.since).save()
        else:
            before.leads = False
            before.save()
