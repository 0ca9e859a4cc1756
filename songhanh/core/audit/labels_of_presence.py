"""What fields of rosters, margins and plans of lines, and the facts of rebuilding, are called on the audit page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRESENCE: dict[str, str | Promise] = {
    "after_shift_minutes": _("Sau giờ ca, phút"),
    "before": _("Trước ngày"),
    "conflicts": _("Mâu thuẫn"),
    "day": _("Ngày"),
    "days": _("Các ngày"),
    "doubled_seconds": _("Quét trùng, giây"),
    "enterprises": _("Doanh nghiệp"),
    "given": _("Số đã cho"),
    "line": _("Tổ / chuyền"),
    "longest_hours": _("Dài nhất, giờ"),
    "place": _("Nơi"),
    "planned": _("Kế hoạch, người"),
    "ride_minutes": _("Xe đến chốt, phút"),
    "weekdays": _("Các ngày trong tuần"),
    "withdrawn_at": _("Hủy lúc"),
    "withdrawn_by": _("Người hủy"),
}
PRESENCE_ALONE: dict[str, str | Promise] = {
    f"presence.{model}.{field}": words
    for model in ("roster", "lineplan")
    for field, words in (("set_at", _("Ghi lúc")), ("set_by", _("Người ghi")))
}
