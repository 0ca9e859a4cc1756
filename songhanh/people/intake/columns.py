"""The columns a worker list may have, and the headings they go by."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext_lazy as _

from songhanh.core.files.headings import ColumnSpec, bare


@cache
def specs() -> tuple[ColumnSpec, ...]:
    """The expected columns with their headings, from `headings.toml`."""
    known = tomllib.loads((files(__package__) / "headings.toml").read_text(encoding="utf-8"))
    return tuple(
        ColumnSpec(code, tuple(row["names"]), row.get("required", False)) for code, row in known.items()
    )


LABELS = {
    "employee_code": _("Mã NLĐ"),
    "full_name": _("Họ và tên"),
    "identity_number": _("Số định danh"),
    "identity_kind": _("Loại giấy tờ"),
    "identity_country": _("Nước cấp hộ chiếu"),
    "birth_date": _("Ngày sinh"),
    "born_male": _("Ngày sinh, cột Nam"),
    "born_female": _("Ngày sinh, cột Nữ"),
    "birth_day": _("Ngày sinh: ngày"),
    "birth_month": _("Ngày sinh: tháng"),
    "birth_year": _("Ngày sinh: năm"),
    "sex": _("Giới tính"),
    "sex_male": _("Giới tính, cột Nam"),
    "sex_female": _("Giới tính, cột Nữ"),
    "nationality": _("Quốc tịch"),
    "province": _("Tỉnh thường trú"),
    "district": _("Huyện thường trú"),
    "commune": _("Xã thường trú"),
    "workshop": _("Phân xưởng"),
    "line": _("Tổ / chuyền"),
    "shift": _("Ca"),
    "job": _("Chức danh"),
    "contract": _("Loại hợp đồng"),
    "joined_on": _("Ngày vào làm"),
    "left_on": _("Nghỉ từ ngày"),
    "phone": _("Điện thoại"),
    "wage": _("Lương đóng BHXH"),
}
DATES = ("birth_date", "joined_on", "left_on")
# The longest text each column of the table keeps.
LENGTHS = {
    "employee_code": 30, "full_name": 120, "job": 80, "contract": 60, "workshop": 60, "line": 60, "shift": 30,
    "phone": 20,
}  # fmt: skip
FACTORS = (
    (re.compile(r"\b(trieu|tr|million)\b"), 1_000_000),
    (re.compile(r"\b(nghin|ngan|1000|thousand)\b"), 1_000),
    (re.compile(r"\b(dong|vnd|vnđ|d)\b"), 1),
)


def declared_factor(heading: str) -> int | None:
    """How many dong one unit of a wage column is, if its heading says so: «Lương (triệu đồng)»."""
    words = bare(heading)
    return next((factor for pattern, factor in FACTORS if pattern.search(words)), None)
