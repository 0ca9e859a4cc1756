"""Who may erase people, and when."""

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import seen_length
from songhanh.people.policies import LEAST_REASON, PeopleRefusedError


def check_can_erase(by: Actor, *, due: int, count: int, reason: str) -> None:
    """An administrator, with a reason of some words, agreeing to exactly as many as are due."""
    if not by.may(Permission.PEOPLE_ERASE):
        raise PeopleRefusedError("no_permission", _("Chỉ quản trị hệ thống xóa dữ liệu người lao động."))
    if seen_length(reason) < LEAST_REASON:
        raise PeopleRefusedError(
            "reason_short", _("Lý do: cần ít nhất %(least)s ký tự, ghi rõ căn cứ."), least=LEAST_REASON
        )
    if not due or due != count:
        raise PeopleRefusedError(
            "other_count",
            _("Số người: nhập %(count)s, đang đến hạn xóa %(due)s. Xem lại danh sách rồi nhập đúng số."),
            count=count,
            due=due,
        )
