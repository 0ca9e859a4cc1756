"""Who may call a roll, keep rosters and plans, and when. Each `check_…` raises with a reason."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError, seen_length
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place, PlaceKind
from songhanh.people.policies import LEAST_REASON, covers, is_employer
from songhanh.presence.models import RollCall, Roster
from songhanh.presence.queries.roster import all_work_in

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
    if seen_length(reason) < LEAST_REASON:
        raise PresenceRefusedError(
            "reason_short", _("Lý do: cần ít nhất %(least)s ký tự, ghi rõ việc đang làm."), least=LEAST_REASON
        )


def can_manage(by: Actor, enterprise: Enterprise) -> bool:
    """Whether `check_can_manage` lets it pass."""
    return by.may(Permission.PRESENCE_MANAGE) and covers(by, enterprise)


def check_can_manage(by: Actor, enterprise: Enterprise) -> None:
    """Rosters, margins, plans of lines: the enterprise's own people."""
    if not can_manage(by, enterprise):
        raise PresenceRefusedError(
            "no_permission",
            _("Phân nơi, khoảng bù, định biên: chỉ đầu mối của doanh nghiệp làm việc này."),
        )


def check_roster(
    enterprise: Enterprise, place: Place, line: Place | None, starts_at: time, ends_at: time, weekdays: str
) -> None:
    """Places of this enterprise, hours with a length, at least one day of the week."""
    if place.enterprise_id != enterprise.pk or (line is not None and line.enterprise_id != enterprise.pk):
        raise PresenceRefusedError("foreign_place", _("Chọn nơi của chính doanh nghiệp này."))
    if starts_at == ends_at:
        raise PresenceRefusedError(
            "no_hours", _("Giờ bắt đầu và kết thúc trùng nhau (%(hour)s)."), hour=f"{starts_at:%H:%M}"
        )
    if not weekdays:
        raise PresenceRefusedError("no_weekday", _("Chưa chọn ngày nào trong tuần."))


def check_whom(
    enterprise: Enterprise, *, stays: Sequence[UUID] | None, line: Place | None, shift: str
) -> None:
    """Somebody is named; persons (`stays`, None for a group) work for this enterprise."""
    if stays is None:
        if line is None and not shift:
            raise PresenceRefusedError("nobody_named", _("Chưa chọn tổ, chuyền hoặc ca."))
        return
    if not stays or not all_work_in(enterprise, stays):
        raise PresenceRefusedError(
            "person_missing", _("Không tìm thấy người này trong danh sách lao động của doanh nghiệp.")
        )


def check_days(valid_from: date, valid_until: date | None) -> None:
    """In order."""
    if valid_until is not None and valid_until <= valid_from:
        raise PresenceRefusedError(
            "period",
            _("Ngày cuối %(last)s phải từ ngày bắt đầu %(first)s trở đi."),
            last=f"{valid_until - timedelta(days=1):%d/%m/%Y}",
            first=f"{valid_from:%d/%m/%Y}",
        )


def check_known_codes(unknown: Sequence[str]) -> None:
    """Everybody who is named works there."""
    if unknown:
        raise PresenceRefusedError(
            "codes_unknown",
            _("Không có người lao động mã %(codes)s."),
            codes=", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else ""),
        )


def check_can_end(roster: Roster, valid_until: date) -> None:
    """Once, and not before it began."""
    check_open(roster)
    if valid_until < roster.valid_from:
        raise PresenceRefusedError(
            "ends_too_early",
            _("Ngày cuối phải từ ngày bắt đầu %(first)s trở đi."),
            first=f"{roster.valid_from:%d/%m/%Y}",
        )


def check_open(roster: Roster) -> None:
    """Not withdrawn."""
    if roster.withdrawn_at is not None:
        raise PresenceRefusedError("withdrawn_already", _("Phân nơi này đã hủy."))


def check_plan(enterprise: Enterprise, line: Place, planned: int, minimum_crew: int) -> None:
    """Of a line of this enterprise; who is planned is enough to run it."""
    if line.enterprise_id != enterprise.pk or line.kind != PlaceKind.LINE:
        raise PresenceRefusedError("foreign_line", _("Chọn chuyền của chính doanh nghiệp này."))
    if minimum_crew > planned:
        raise PresenceRefusedError(
            "plan_below_crew",
            _("Tối thiểu %(minimum)s người lớn hơn kế hoạch %(planned)s người."),
            minimum=minimum_crew,
            planned=planned,
        )


def can_read_person(by: Actor, enterprise: Enterprise) -> bool:
    """Whether `check_can_read_person` lets it pass."""
    return by.may(Permission.PRESENCE_PERSON) and covers(by, enterprise)


def check_can_read_person(by: Actor, enterprise: Enterprise) -> None:
    """Where a person was: the enterprise for its own people, an officer for enterprises in charge."""
    if not can_read_person(by, enterprise):
        raise PresenceRefusedError(
            "no_permission",
            _("Một người ở đâu, lúc nào: chỉ doanh nghiệp và chuyên viên phụ trách xem."),
        )
