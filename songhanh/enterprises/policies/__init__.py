"""Who may change the register, and when."""

from songhanh.enterprises.policies.charge import (
    check_can_join,
    check_can_leave,
    check_can_release,
    check_group_days,
)
from songhanh.enterprises.policies.contacts import (
    check_can_be_reached,
    check_can_end_contact,
    check_contact_holds,
)
from songhanh.enterprises.policies.enterprises import (
    check_can_close,
    check_can_move,
    check_can_take_back_move,
)
from songhanh.enterprises.policies.projects import (
    check_can_end_project,
    check_can_restate,
    check_can_withdraw_certificate,
    check_can_withdraw_project,
    check_certificate,
    check_issued,
    check_project,
)
from songhanh.enterprises.policies.scope import (
    check_can_edit,
    check_can_edit_contacts,
    check_can_edit_in,
    check_can_form_groups,
    may_form_groups,
)

__all__ = [
    "check_can_be_reached",
    "check_can_close",
    "check_can_edit",
    "check_can_edit_contacts",
    "check_can_edit_in",
    "check_can_end_contact",
    "check_can_end_project",
    "check_can_form_groups",
    "check_can_join",
    "check_can_leave",
    "check_can_move",
    "check_can_release",
    "check_can_restate",
    "check_can_take_back_move",
    "check_can_withdraw_certificate",
    "check_can_withdraw_project",
    "check_certificate",
    "check_contact_holds",
    "check_group_days",
    "check_issued",
    "check_project",
    "may_form_groups",
]
