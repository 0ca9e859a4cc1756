"""What is said of a column when a list is read: dates that read two ways, rows that are left out, what a column is."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.files.dates import DateProblem

DATE_CODES = {
    DateProblem.NOT_A_DATE: "date_unreadable",
    DateProblem.NO_SUCH_DAY: "date_no_such_day",
    DateProblem.AMBIGUOUS_ORDER: "date_order",
    DateProblem.AMBIGUOUS_CENTURY: "date_century",
    DateProblem.OUT_OF_RANGE: "date_out_of_range",
    DateProblem.MAYBE_SWAPPED: "date_swapped",
}
# By code; the values are `text` (as written) and `choices` (the dates it may be).
DATE_MESSAGES: dict[str, Promise] = {
    "date_unreadable": gettext_lazy(
        "«%(text)s» không phải ngày. Nhập dạng ngày/tháng/năm, ví dụ 28/02/1993."
    ),
    "date_no_such_day": gettext_lazy("Ngày «%(text)s» không có. Nhập dạng ngày/tháng/năm, ví dụ 28/02/1993."),
    "date_order": gettext_lazy("«%(text)s» đọc được hai cách: %(choices)s. Chọn cách đọc cho cả cột."),
    "date_century": gettext_lazy("«%(text)s» chưa rõ thế kỷ: %(choices)s. Nhập đủ bốn chữ số của năm."),
    "date_out_of_range": gettext_lazy("Ngày «%(text)s» ngoài khoảng hợp lý. Xem lại năm."),
    "date_swapped": gettext_lazy(
        "Excel có thể đã đảo ngày và tháng: «%(text)s» hay %(choices)s? Chọn cho cả cột."
    ),
    "date_year_only": gettext_lazy("«%(text)s» chỉ có năm hoặc tháng. Nhập đủ ngày/tháng/năm."),
}
# What may be answered for a whole column: value, words.
DATE_READINGS: dict[str, list[tuple[str, Any]]] = {
    "date_order": [
        ("DAY_FIRST", gettext_lazy("Ngày trước, tháng sau")),
        ("MONTH_FIRST", gettext_lazy("Tháng trước, ngày sau")),
    ],
    "date_swapped": [
        ("DAY_FIRST", gettext_lazy("Giữ như trong tệp")),
        ("SWAP", gettext_lazy("Đảo lại ngày và tháng")),
    ],
}
DATE_ANSWERS = ("DAY_FIRST", "MONTH_FIRST", "SWAP")
SKIPPED = {
    "TOTAL": gettext_lazy("%(n)s dòng tổng"),
    "SECTION": gettext_lazy("%(n)s dòng tên nhóm"),
    "FOOTER": gettext_lazy("%(n)s dòng chữ ký, ghi chú"),
    "COLUMN_NUMBERS": gettext_lazy("%(n)s dòng số thứ tự cột"),
    "HEADINGS": gettext_lazy("%(n)s dòng tiêu đề lặp lại"),
}


def left_out(skipped: Mapping[str, int], hidden: list[str]) -> list[str]:
    """Rows that are no data, sheets that are hidden: said, since they are not read."""
    rows = [str(SKIPPED[kind]) % {"n": count} for kind, count in skipped.items() if kind in SKIPPED]
    notes = [_("Không tính: %(rows)s.") % {"rows": ", ".join(rows)}] if rows else []
    if hidden:
        notes.append(_("Không đọc trang ẩn: %(sheets)s.") % {"sheets": ", ".join(hidden)})
    return notes


def why_taken(*, asked: bool, told: bool, found: bool) -> str:
    """Why a column is taken for what it is taken for."""
    if asked:
        return _("chọn một cột")
    if told:
        return _("đã nhớ")
    return _("đoán theo tên cột") if found else _("không nhận ra")
