"""Who may issue passes, keep gates and devices, set rules, and when. Each `check_…` raises with a reason."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import (
    ClockImport,
    ClockState,
    Device,
    Gate,
    Guard,
    Pass,
    PassKey,
    Place,
    PlaceKind,
    VisitorAnnouncement,
)
from songhanh.gate.tokens import LAST_DAY
from songhanh.people.policies import covers

MOST_DAYS = 366 * 5  # of a pass
MOST_GUEST_DAYS = 92
MOST_CORRECTION = 720  # minutes that a time clock may be off
PIN = re.compile(r"[0-9]{6}")
MARK = re.compile(r"[\w-]{1,12}")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class GateRefusedError(RefusedError):
    """Something about passes, gates or devices may not be done."""


def can_manage(by: Actor, enterprise: Enterprise) -> bool:
    """Whether `check_can_manage` lets it pass."""
    return by.may(Permission.GATE_MANAGE) and covers(by, enterprise)


def check_can_manage(by: Actor, enterprise: Enterprise) -> None:
    """Passes, gates, devices, guards, places, visitors: the enterprise's own people."""
    if not can_manage(by, enterprise):
        raise GateRefusedError(
            "no_permission", _("Thẻ, chốt và thiết bị: chỉ đầu mối của doanh nghiệp làm việc này.")
        )


def check_can_keep_keys(by: Actor) -> None:
    """The administrator of the installation."""
    if not by.may(Permission.GATE_KEYS):
        raise GateRefusedError("no_permission", _("Khóa ký thẻ: chỉ quản trị hệ thống đổi và thu hồi."))


def check_days(valid_from: date, valid_until: date, *, most: int) -> None:
    """In order, not for ever, within what a token can say."""
    if valid_until <= valid_from:
        raise GateRefusedError(
            "period",
            _("Ngày hết hiệu lực %(until)s phải sau ngày bắt đầu %(begin)s."),
            begin=_day(valid_from),
            until=_day(valid_until),
        )
    if (valid_until - valid_from).days > most or valid_until > LAST_DAY:
        raise GateRefusedError(
            "too_long",
            _("Từ %(begin)s đến %(until)s quá dài: nhiều nhất %(most)s ngày."),
            begin=_day(valid_from),
            until=_day(valid_until),
            most=most,
        )


def check_can_revoke(pass_: Pass) -> None:
    """Once."""
    if pass_.revoked_at is not None:
        raise GateRefusedError("revoked_already", _("Thẻ %(label)s đã thu hồi."), label=pass_.label)


def check_guest_days(valid_from: date, valid_until: date, today: date) -> None:
    """From today on, for some weeks at most."""
    check_days(valid_from, valid_until, most=MOST_GUEST_DAYS)
    if valid_from < today:
        raise GateRefusedError(
            "past_day",
            _("Ngày vào %(day)s đã qua. Chọn từ %(today)s trở đi."),
            day=_day(valid_from),
            today=_day(today),
        )


def check_can_cancel(announcement: VisitorAnnouncement) -> None:
    """Once."""
    if announcement.cancelled_at is not None:
        raise GateRefusedError("cancelled_already", _("Lượt đăng ký này đã hủy."))


def check_gate_open(gate: Gate) -> None:
    """One that has not been closed."""
    if gate.closed_at is not None:
        raise GateRefusedError("gate_closed", _("Chốt %(name)s đã đóng."), name=gate.name)


def check_code(code: str, taken: bool, *, most: int = 40) -> None:
    """Lower case, digits, hyphens; each once."""
    if not CODE.fullmatch(code) or len(code) > most:
        raise GateRefusedError(
            "code_form",
            _("Mã «%(code)s»: chỉ gồm chữ thường không dấu, số, gạch nối; nhiều nhất %(most)s ký tự."),
            code=code,
            most=most,
        )
    if taken:
        raise GateRefusedError("code_taken", _("Mã «%(code)s» đã dùng. Nhập mã khác."), code=code)


def check_device_open(device: Device) -> None:
    """One that has not been revoked."""
    if device.revoked_at is not None:
        raise GateRefusedError("device_revoked", _("Thiết bị %(code)s đã thu hồi."), code=device.code)


def check_can_enrol(device: Device | None, now: datetime) -> Device:
    """A code that was given out and is neither used nor too old; which of these it is, is not told."""
    if device is None or device.revoked_at or device.enrol_until is None or device.enrol_until <= now:
        raise GateRefusedError(
            "enrolment_code",
            _("Mã ghép không đúng, đã dùng hoặc quá hạn. Lấy mã mới ở trang Thiết bị."),
        )
    return device


def check_pin(pin: str) -> None:
    """Six digits, not all the same."""
    if not PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise GateRefusedError("pin_form", _("Mã PIN: cần đúng 6 chữ số, không phải một số lặp lại."))


def check_pin_of(guard: Guard | None, pin: str) -> Guard:
    """A guard of the enterprise with the right PIN; which of the two is wrong, is not told."""
    if guard is None or not guard.has_pin(pin):
        raise GateRefusedError("pin_wrong", _("Ký hiệu hoặc mã PIN chưa đúng."))
    return guard


def check_mark(mark: str, taken: bool) -> None:
    """Short, without spaces, each once."""
    if not MARK.fullmatch(mark):
        raise GateRefusedError(
            "mark_form", _("Ký hiệu «%(mark)s»: 1 đến 12 chữ, số, gạch nối, ví dụ BV-03."), mark=mark
        )
    if taken:
        raise GateRefusedError("mark_taken", _("Ký hiệu «%(mark)s» đã dùng. Nhập ký hiệu khác."), mark=mark)


def check_walk(one: Gate, other: Gate) -> None:
    """Two gates of one enterprise."""
    if one.pk == other.pk or one.enterprise_id != other.enterprise_id:
        raise GateRefusedError("walk", _("Chọn hai chốt khác nhau của cùng một doanh nghiệp."))


def check_place(known: Iterable[Place], kind: PlaceKind, name: str, parent: Place | None) -> None:
    """Each once within what it is part of; a line is part of a workshop, nothing of anything else."""
    if parent is not None and (kind != PlaceKind.LINE or parent.kind != PlaceKind.WORKSHOP):
        raise GateRefusedError("place_parent", _("Chỉ tổ, chuyền thuộc một phân xưởng."))
    if any((each.kind, each.name, each.parent) == (kind, name, parent) for each in known):
        raise GateRefusedError("place_taken", _("Đã có nơi «%(name)s»."), name=name)


def check_can_revoke_key(key: PassKey) -> None:
    """Once, and never the one that signs: it is rotated first."""
    if key.revoked_at is not None:
        raise GateRefusedError("key_revoked_already", _("Khóa %(key)s đã thu hồi."), key=str(key))
    if key.valid_until is None:
        raise GateRefusedError("key_signs", _("Khóa %(key)s đang ký thẻ. Đổi khóa trước."), key=str(key))


def check_number_left(number: int) -> None:
    """A pass has one byte for its key."""
    if number > 255:
        raise GateRefusedError("keys_used_up", _("Đã dùng hết 255 số khóa."))


def check_clock_waits(import_: ClockImport, *states: ClockState) -> None:
    """A file that is neither taken nor dropped, and as far as `states` say."""
    if import_.state not in states:
        raise GateRefusedError(
            "clock_state", _("Tệp này: %(state)s. Tải lại trang để xem."), state=import_.get_state_display()
        )


def check_clock_gate(gate: Gate | None, enterprise: Enterprise) -> None:
    """One of the enterprise's own."""
    if gate is not None and gate.enterprise_id != enterprise.pk:
        raise GateRefusedError("clock_gate", _("Chốt %(name)s không thuộc doanh nghiệp này."), name=gate.name)


def check_correction(minutes: int) -> None:
    """Half a day either way: a clock that is further off tells no day either."""
    if abs(minutes) > MOST_CORRECTION:
        raise GateRefusedError(
            "correction", _("Đồng hồ lệch %(minutes)s phút: ghi từ -720 đến 720."), minutes=minutes
        )


def check_can_take_clock(
    *, ready: bool, wrong: int, punches: int, doubts: int, only_right_rows: bool, confirmed: bool
) -> None:
    """Rows with an error are left behind by explicit choice only; what is odd about the whole is confirmed."""
    if not ready:
        raise GateRefusedError("columns_open", _("Còn cột chưa chọn. Chọn đủ cột rồi kiểm tra lại."))
    if wrong and not only_right_rows:
        raise GateRefusedError(
            "has_errors",
            _("Còn %(errors)s dòng có lỗi. Sửa tệp, hoặc chọn chỉ ghi các dòng đúng."),
            errors=wrong,
        )
    if not punches:
        raise GateRefusedError("nothing_right", _("Không có lượt chấm nào để ghi."))
    if doubts and not confirmed:
        raise GateRefusedError(
            "needs_confirmation", _("Cả tệp có điều bất thường. Xem, đánh dấu đã xem rồi ghi.")
        )


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
