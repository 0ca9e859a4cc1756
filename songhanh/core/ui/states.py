"""The one set of states of work: word, shape, tone. Word first, shape second, colour third."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class State:
    """How a state is shown; `tone` is one of ok, info, warn, err, mute."""

    word: str | Promise
    icon: str
    tone: str


STATES: dict[str, State] = {
    "ACCEPTED": State(_("Đã chấp nhận"), "done", "ok"),
    "SUBMITTED": State(_("Chờ duyệt"), "clock", "info"),
    "RETURNED": State(_("Trả lại"), "return", "err"),
    "DRAFT": State(_("Đang nhập"), "pencil", "mute"),
    "NOT_OPENED": State(_("Chưa mở"), "ring", "err"),
    "OVERDUE": State(_("Quá hạn"), "warning", "err"),
    "LATE": State(_("Nộp muộn"), "late", "warn"),
    "ON_TIME": State(_("Đúng hạn"), "check", "ok"),
    "RUNNING": State(_("Còn hạn"), "clock", "mute"),
    "EXTENDED": State(_("Đã gia hạn"), "extended", "info"),
    "EXEMPT": State(_("Được miễn"), "exempt", "mute"),
    "DONE": State(_("Xong"), "done", "ok"),
    "WAITING": State(_("Đang chờ"), "clock", "mute"),
    "WORKING": State(_("Đang chạy"), "ring", "info"),
    "FAILED": State(_("Không xong"), "error", "err"),
    "CANCELLED": State(_("Đã hủy"), "exempt", "mute"),
    "ERROR": State(_("Có lỗi"), "error", "err"),
    "WARNING": State(_("Cần giải trình"), "warning", "warn"),
    "ACTIVE": State(_("Đang dùng"), "done", "ok"),
    "INVITED": State(_("Chờ đặt mật khẩu"), "clock", "info"),
    "LOCKED": State(_("Đang khóa tạm"), "lock", "warn"),
    "INACTIVE": State(_("Đã ngừng"), "exempt", "mute"),
    "REVOKED": State(_("Đã thu hồi"), "exempt", "err"),
    "EXPIRED": State(_("Hết hạn"), "late", "mute"),
    "PRESENT": State(_("Có mặt"), "done", "ok"),
    "MISSING": State(_("Chưa có mặt"), "ring", "err"),
    "EMPTY": State(_("Chưa nhập"), "ring", "mute"),
}
