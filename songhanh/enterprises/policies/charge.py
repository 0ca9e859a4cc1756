"""When officers are put in charge and join or leave working groups."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.days import written_day
from songhanh.enterprises.models import Assignment, GroupMembership, WorkingGroup


def check_can_release(assignment: Assignment, on: date) -> None:
    """After it began, and not later than it would end anyhow."""
    if on <= assignment.since:
        raise RefusedError(
            "before_since",
            _("Ngày kết thúc phải sau ngày bắt đầu %(day)s."),
            field="on",
            day=written_day(assignment.since),
        )
    if assignment.until is not None and on > assignment.until:
        raise RefusedError(
            "ended",
            _("Đã kết thúc từ %(day)s. Nhập ngày sớm hơn."),
            field="on",
            day=written_day(assignment.until),
        )


def check_group_days(group: WorkingGroup, until: date | None) -> None:
    """It ends after it began."""
    if until is not None and until <= group.since:
        raise RefusedError(
            "before_since",
            _("Ngày kết thúc phải sau ngày lập tổ %(day)s."),
            field="until",
            day=written_day(group.since),
        )


def check_can_join(membership: GroupMembership) -> None:
    """Not twice at once, while the group is there."""
    group, since = membership.group, membership.since
    if since < group.since or (group.until is not None and since >= group.until):
        raise RefusedError(
            "group_not_there", _("Tổ hoạt động từ %(day)s. Nhập ngày trong thời gian đó."), field="since",
            day=written_day(group.since),
        )  # fmt: skip
    held = Q(until=None) | Q(until__gt=since)
    if group.memberships.filter(held, officer=membership.officer_id).exists():
        raise RefusedError(
            "member_already",
            _("%(officer)s đã ở trong tổ."),
            field="officer",
            officer=str(membership.officer),
        )


def check_can_leave(membership: GroupMembership, on: date) -> None:
    """Once, after the day of joining."""
    if membership.until is not None:
        raise RefusedError("left", _("Đã rời tổ từ %(day)s."), day=written_day(membership.until))
    if on <= membership.since:
        raise RefusedError(
            "before_since",
            _("Ngày rời tổ phải sau ngày vào tổ %(day)s."),
            field="on",
            day=written_day(membership.since),
        )
