"""What fields of roll calls are called on the audit page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLL_CALLS: dict[str, str | Promise] = {
    "added_count": _("Thêm, người"),
    "call": _("Lần điểm danh"),
    "closed_by": _("Người kết thúc"),
    "day_pass": _("Thẻ khách"),
    "device_at": _("Lúc, theo máy"),
    "expected": _("Người trong danh sách"),
    "expected_count": _("Trong danh sách, người"),
    "lines": _("Theo tổ, chuyền"),
    "nth": _("Số thứ tự"),
    "opened_at": _("Mở lúc"),
    "point": _("Điểm tập kết"),
    "points": _("Các điểm tập kết"),
    "present_count": _("Có mặt, người"),
    "started_by": _("Người bắt đầu"),
    "uncertain": _("Có thể đã ra"),
    "undoes": _("Rút lại lượt"),
    "words": _("Kết luận"),
}
ROLL_CALLS_ALONE: dict[str, str | Promise] = {
    "presence.mark.at": _("Điểm danh lúc"),
    "presence.mark.by": _("Người điểm danh"),
    "presence.mark.received_at": _("Máy chủ nhận lúc"),
    "presence.mark.late": _("Đến sau khi kết thúc"),
    "presence.rollcall.closed_at": _("Kết thúc lúc"),
    "presence.rollcallresult.closed_at": _("Kết thúc lúc"),
}
