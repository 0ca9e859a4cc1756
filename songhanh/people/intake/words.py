"""What findings say: where, what was found, what to enter."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.files.findings import Finding
from songhanh.core.ui.column_words import DATE_MESSAGES
from songhanh.people.intake.columns import LABELS

MESSAGES: dict[str, Promise] = {
    "blank": _("Để trống. Nhập giá trị."),
    "too_long": _("Dài %(length)s ký tự. Nhập không quá %(limit)s ký tự."),
    "formula_error": _("Công thức báo %(text)s. Sửa công thức hoặc nhập thẳng giá trị."),
    "not_calculated": _("Công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi gửi."),
    "lost_zeros": _("Có %(digits)s số, cần đúng %(wanted)s số. Excel thường bỏ số 0 ở đầu."),
    "length": _("Có %(digits)s số. Căn cước cần đúng 12 số, chứng minh nhân dân 9 số."),
    "rounded": _(
        "Excel đã làm tròn số này (dạng 3,7E+10), không khôi phục được. Nhập lại đủ số, ô dạng Văn bản."
    ),
    "not_a_number": _("Không phải số định danh. Nhập 12 số căn cước, hoặc số hộ chiếu gồm chữ và số."),
    "country_missing": _("Số hộ chiếu chưa có nước cấp. Thêm cột «Nước cấp hộ chiếu» hoặc «Quốc tịch»."),
    "cmnd_ended": _(
        "Chứng minh nhân dân 9 số hết giá trị từ %(ended)s (Luật Căn cước 2023, Điều 46). Nhập số căn cước 12 số."
    ),
    "province_code": _("Ba số đầu %(text)s không phải mã tỉnh. Xem lại số trên thẻ căn cước."),
    "century": _("Theo số này năm sinh là %(year)s, chưa tới. Xem lại chữ số thứ tư đến thứ sáu."),
    "birth_year_differs": _(
        "Ngày sinh ghi năm %(said)s, số căn cước ghi năm %(number)s. Sửa một trong hai, hoặc xác nhận."
    ),
    "sex_differs": _(
        "Cột giới tính ghi %(said)s, số căn cước ghi %(number)s. Sửa một trong hai, hoặc xác nhận."
    ),
    "twice": _("Một giá trị dùng cho %(count)s dòng (%(rows)s). Mỗi người một dòng, một mã."),
    "code_taken": _("Mã %(text)s đang dùng cho người khác của doanh nghiệp. Nhập mã khác."),
    **DATE_MESSAGES,
    "born_twice": _(
        "Cột Nam và cột Nữ đều có ngày sinh. Mỗi người chỉ ghi một cột: xóa ngày ở cột không đúng."
    ),
    "sex_twice": _("Cột Nam và cột Nữ đều được đánh dấu. Mỗi người chỉ đánh dấu một cột."),
    "born_other_sex": _("Đứng ở cột này nhưng giới tính ghi khác. Chuyển sang cột kia, hoặc sửa giới tính."),
    "sex_unknown": _("«%(text)s» không phải giới tính. Nhập Nam hoặc Nữ."),
    "country_unknown": _("«%(text)s» không có trong danh mục nước. Nhập tên nước, ví dụ Việt Nam, Hàn Quốc."),
    "unit_unknown": _("«%(text)s» không có trong danh mục đơn vị hành chính. Nhập tên đầy đủ."),
    "unit_several": _("«%(text)s» có nhiều nghĩa. Chọn một: %(candidates)s."),
    "phone_form": _("«%(text)s» chưa đúng dạng số điện thoại 10 số. Sửa, hoặc xác nhận để giữ nguyên."),
    "number_unreadable": _("Không phải số. Nhập số tiền, ví dụ 5.200.000."),
    "number_two_ways": _("Số này đọc được hai cách: %(choices)s. Chọn cách đọc cho cả cột."),
    "wage_out_of_range": _("%(value)s đồng ngoài khoảng ghi được. Xem lại đơn vị tính."),
    "wage_unusual": _("%(value)s đồng một tháng là khác thường. Xem lại đơn vị tính, hoặc xác nhận."),
    "left_before_joining": _("Ngày nghỉ không sau ngày vào làm. Sửa một trong hai."),
    "left_before_stretch": _("Ngày nghỉ phải sau %(since)s, ngày vào làm hoặc đổi việc gần nhất đã ghi."),
    "joining_past_change": _(
        "Ngày vào làm mới đi qua lần đổi việc đã ghi (%(since)s). Sửa ở trang của người đó."
    ),
    "too_young": _(
        "Chưa đủ 15 tuổi khi vào làm (Bộ luật Lao động 2019, Điều 3). Xem lại ngày sinh, hoặc xác nhận."
    ),
}
SEX_WORDS = {"F": _("Nữ"), "M": _("Nam")}


def message(finding: Finding) -> str:
    """The finding in the reader's language."""
    return str(MESSAGES[finding.code]) % {name: _shown(value) for name, value in finding.values.items()}


def label(column: str) -> str:
    """What our column is called."""
    return str(LABELS[column])


def _shown(value: Any) -> str:
    return str(SEX_WORDS.get(value, value)) if isinstance(value, str) else str(value)
