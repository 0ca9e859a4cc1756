"""What findings in a time clock's file say: what was found, what becomes of the row, what to enter."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.files.findings import Finding
from songhanh.core.ui.column_words import DATE_MESSAGES, DATE_READINGS
from songhanh.gate.intake.clock_columns import LABELS

MESSAGES: dict[str, Promise] = {
    **DATE_MESSAGES,
    "blank": _("Để trống. Nhập giá trị."),
    "too_long": _("Dài %(length)s ký tự. Nhập không quá %(limit)s ký tự."),
    "formula_error": _("Công thức báo %(text)s. Sửa công thức hoặc nhập thẳng giá trị."),
    "not_calculated": _("Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi gửi."),
    "time_unreadable": _("«%(text)s» không phải giờ. Nhập dạng giờ:phút, ví dụ 07:31."),
    "time_no_such": _("Giờ «%(text)s» không có. Nhập từ 00:00 đến 23:59."),
    "time_half": _(
        "«%(text)s» không ghi SA hay CH, các ô khác có ghi. Xuất lại tệp dạng 24 giờ, hoặc ghi đủ SA, CH."
    ),
    "time_several": _("Ô này có nhiều giờ. Mỗi ô giờ vào, giờ ra ghi một giờ."),
    "same_time": _("Giờ ra bằng giờ trước đó (%(text)s): chỉ có một lần chấm, chỉ ghi lượt vào."),
    "before": _(
        "%(text)s sớm hơn giờ trước đó; tính sang hôm sau thì dài hơn %(hours)s giờ. "
        "Đồng hồ 12 giờ thì ghi giờ chiều từ 13 đến 23."
    ),
    "future": _("%(text)s chưa tới. Xem lại ngày; đồng hồ máy chạy nhanh thì ghi số phút lệch ở dưới."),
    "too_old": _("%(text)s đã quá 31 ngày: không nhận nữa."),
    "direction_codes": _("Mã «%(text)s» là vào hay ra tùy hãng máy. Chọn cách đọc cho cả cột."),
    "direction_unknown": _("«%(text)s» không rõ vào hay ra. Lượt vẫn được ghi, vào hay ra tính theo thứ tự."),
    "doubled": _("Trùng cả người, giờ và chiều với dòng %(other)s: ghi một lần."),
    "close": _(
        "Cùng người, cách dòng %(other)s không quá 2 phút: cả hai được ghi, hiện diện tính là một lượt."
    ),
    "exit_alone": _(
        "Ra mà 16 giờ trước đó không thấy vào, trong tệp và trong hệ thống: vẫn được ghi, "
        "hiện diện bù giờ vào và đánh dấu."
    ),
    "code_unknown": _(
        "Ngày %(day)s không có ai mang mã «%(text)s»: vẫn được ghi với mã này, "
        "hiện diện để riêng cho đến khi danh sách lao động có mã."
    ),
    "code_meant": _("«%(text)s» hiểu là mã «%(meant)s» trong danh sách lao động."),
}
# The same without the values of a row: what the history says of files that are gone.
SHORT: dict[str, Promise] = {
    "date_unreadable": _("không phải ngày"),
    "date_no_such_day": _("ngày không có"),
    "date_order": _("ngày đọc được hai cách"),
    "date_century": _("ngày chưa rõ thế kỷ"),
    "date_out_of_range": _("ngày ngoài khoảng hợp lý"),
    "date_swapped": _("ngày và tháng có thể bị đảo"),
    "date_year_only": _("ngày chưa đủ"),
    "blank": _("để trống"),
    "too_long": _("dài quá"),
    "formula_error": _("công thức báo lỗi"),
    "not_calculated": _("công thức chưa có kết quả"),
    "time_unreadable": _("không phải giờ"),
    "time_no_such": _("giờ không có"),
    "time_half": _("không ghi SA hay CH"),
    "time_several": _("nhiều giờ trong một ô"),
    "same_time": _("giờ ra bằng giờ vào"),
    "before": _("giờ ra trước giờ vào"),
    "future": _("giờ chưa tới"),
    "too_old": _("quá 31 ngày"),
    "direction_codes": _("mã vào, ra chưa rõ"),
    "direction_unknown": _("không rõ vào hay ra"),
    "doubled": _("trùng dòng khác"),
    "close": _("cách lượt khác không quá 2 phút"),
    "exit_alone": _("ra mà không thấy vào"),
    "code_unknown": _("mã không có trong danh sách"),
    "code_meant": _("mã viết khác danh sách"),
}
DOUBTS: dict[str, Promise] = {
    "twelve_hours": _(
        "Cả tệp không có giờ nào từ 13:00 và không ghi SA, CH: máy có thể ghi dạng 12 giờ. "
        "Nếu đúng vậy, xuất lại tệp dạng 24 giờ."
    ),
    "mostly_unknown": _(
        "%(unknown)s trong %(people)s mã không có trong danh sách lao động. "
        "Xem lại cột mã, hoặc tệp là của doanh nghiệp khác."
    ),
    "clock_ahead": _(
        "Lượt vào thường muộn hơn giờ bắt đầu ca %(minutes)s phút: đồng hồ máy có thể chạy nhanh."
    ),
    "clock_behind": _(
        "Lượt vào thường sớm hơn giờ bắt đầu ca %(minutes)s phút: đồng hồ máy có thể chạy chậm."
    ),
}
READINGS: dict[str, list[tuple[str, Any]]] = {
    **DATE_READINGS,
    "direction_codes": [
        ("ZERO_IN", _("0 là vào, 1 là ra")),
        ("ONE_IN", _("1 là vào, 2 là ra")),
        ("ONE_IN_ZERO", _("1 là vào, 0 là ra")),
    ],
}
ASKED = frozenset(READINGS)
ANSWER_OF = {"date_order": "date", "date_swapped": "date", "direction_codes": "direction"}
ANSWERS = {
    "date": {value for code in ("date_order", "date_swapped") for value, _words in READINGS[code]},
    "direction": {value for value, _words in READINGS["direction_codes"]},
}
WAYS = {"IN": _("vào"), "OUT": _("ra"), "": _("trùng lượt trước")}


def message(finding: Finding) -> str:
    """The finding in the reader's language."""
    return str(MESSAGES[finding.code]) % finding.values


def doubt(code: str, values: Mapping[str, Any]) -> str:
    """What is odd about the whole file, in the reader's language."""
    return str(DOUBTS[code]) % values


def label(column: str) -> str:
    """What our column is called."""
    return str(LABELS[column])
