"""Who may call a roll, and when. Each `check_…` raises with a reason."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise
from songhanh.people.policies import LEAST_REASON, covers, is_employer
from songhanh.presence.models import RollCall

MOST_POINTS = 20
LONGEST_POINT = 80


class PresenceRefusedError(RefusedError):
    """Something about presence may not be done."""


def can_call(by: Actor, enterprise: Enterprise) -> bool:
    """Whether `check_can_call` lets it pass."""
    return by.may(Permission.PRESENCE_ROLL_CALL) and covers(by, enterprise)


def check_can_call(by: Actor, enterprise: Enterprise) -> None:
    """A roll call is the enterprise's own: its safety officers begin it, tick people off, and close it."""
    if not can_call(by, enterprise):
        raise PresenceRefusedError(
            "no_permission", _("Điểm danh: chỉ người của doanh nghiệp bắt đầu, điểm danh và kết thúc.")
        )


def check_no_open_call(already: RollCall | None) -> None:
    """One at a time."""
    if already is not None:
        raise PresenceRefusedError("call_open", _("Đang có lần điểm danh chưa kết thúc ở đây."))


def check_points(points: Sequence[str]) -> None:
    """Short names, not too many to choose from with a thumb."""
    for name in points:
        if len(name) > LONGEST_POINT:
            raise PresenceRefusedError(
                "point_long",
                _("Điểm tập kết «%(name)s»: nhập không quá %(most)s ký tự."),
                name=name,
                most=LONGEST_POINT,
            )
    if len(points) > MOST_POINTS:
        raise PresenceRefusedError(
            "many_points",
            _("Có %(count)s điểm tập kết, nhập không quá %(most)s."),
            count=len(points),
            most=MOST_POINTS,
        )


def check_call_open(call: RollCall) -> None:
    """Closed once."""
    if call.closed_at is not None:
        raise PresenceRefusedError("call_closed", _("Lần điểm danh này đã kết thúc."))


def check_closing_words(words: str, *, missing: int) -> None:
    """Who leaves somebody missing says what was done."""
    if missing and not words:
        raise PresenceRefusedError(
            "words_missing",
            _("Còn thiếu %(missing)s người. Ghi kết luận: đã tìm ở đâu, ai xác nhận."),
            missing=missing,
        )


def can_open_names(by: Actor, enterprise: Enterprise) -> bool:
    """Whether a reason is all that is missing: an officer in charge; the employer has them anyway."""
    return by.may(Permission.PEOPLE_REVEAL) and covers(by, enterprise) and not is_employer(by)


def check_can_open_names(by: Actor, enterprise: Enterprise, reason: str) -> None:
    """An officer of this enterprise, with a reason of some words."""
    if not can_open_names(by, enterprise):
        raise PresenceRefusedError(
            "no_permission", _("Xem họ tên người còn thiếu: chỉ chuyên viên phụ trách doanh nghiệp.")
        )
    if len(reason.strip()) < LEAST_REASON:
        raise PresenceRefusedError(
            "reason_short", _("Lý do: cần ít nhất %(least)s ký tự, ghi rõ việc đang làm."), least=LEAST_REASON
        )
