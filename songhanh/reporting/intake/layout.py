"""Where things stand in the pre-filled workbook; written and read by the same numbers."""

import re

from songhanh.definitions.forms import ReportForm, Section

TEMPLATE_VERSION = 1
STAMP_SHEET = "songhanh"  # hidden
RATE_ROW = 4  # from 0, as everything here
HEADING_ROW = 5
FIRST_ROW = 6
CODE, NAME, UNIT, VALUE, ESTIMATE, PREVIOUS, LAST_YEAR, NOTE = range(8)
ESTIMATE_MARK = "x"
HEADINGS = (
    "Mã",
    "Chỉ tiêu",
    "Đơn vị",
    "Kỳ này",
    "Ước (x)",
    "Kỳ trước",
    "Cùng kỳ năm trước",
    "Ghi chú, giải trình",
)


def sheet_name(form: ReportForm, section: Section) -> str:
    """«A. Sản xuất, kinh doanh», as Excel allows it: 31 characters, none of []:*?/\\."""
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[form.sections.index(section)]
    return re.sub(r"[\[\]:*?/\\]", " ", f"{letter}. {section.title}")[:31].strip()


def unit_label(unit: str) -> str:
    """A unit as the template shows it."""
    return unit.replace("VND", "đồng")
