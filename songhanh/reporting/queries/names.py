"""What reports, their parts and their cells are called, in the reader's language."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import date_vn, day_and_month, language
from songhanh.definitions.forms import ReportForm, Section
from songhanh.definitions.indicators import indicators
from songhanh.reporting.models import Obligation
from songhanh.rules.checks.cells import Cell
from songhanh.rules.periods import Basis, Period, PeriodError, PeriodKind, parse_period
from songhanh.rules.units import unit_in


def report_title(definition: ReportForm, period: Period) -> str:
    """«Báo cáo tình hình sản xuất, kinh doanh tháng 12/2021»."""
    if language() == "en":
        return f"{definition.name_en}, {period.label_en()}"
    label = period.label_vi()
    kind = label.split(" ", 1)[0]
    name = definition.name
    return f"{name.removesuffix(kind).rstrip()} {label}" if name.endswith(kind) else f"{name}, {label}"


def short_title(obligation: Obligation, period: Period) -> str:
    """A report in a list: «Báo cáo sản xuất, kinh doanh tháng 12/2021»."""
    return f"{form_name(obligation.form_code)} {period_name(period)}"


def form_name(form_code: str) -> str:
    """«Báo cáo sản xuất, kinh doanh»; the code of a form that no definition knows any more."""
    names = {
        "monthly-production": _("Báo cáo sản xuất, kinh doanh"),
        "monthly-safety": _("Tổng hợp an toàn, hỗ trợ"),
        "A.III.1": _("Báo cáo dự án (mẫu A.III.1)"),
    }
    return names.get(form_code, form_code)


def period_words(code: str) -> str:
    """«tháng 12/2021» for the code 2021-12, which only addresses and programs read; other text as it is."""
    try:
        return period_name(parse_period(code, Basis.CUTOFF15))
    except PeriodError:
        return code


def period_name(period: Period) -> str:
    """«tháng 12/2021»."""
    return period.label_en() if language() == "en" else period.label_vi()


def period_days(period: Period) -> str:
    """«15/11–14/12»: the first and the last day."""
    return f"{day_and_month(period.start)}–{day_and_month(period.end - timedelta(days=1))}"


def days_between(start: date, end: date) -> str:
    """«15/12/2020–14/12/2021» for the days [start, end)."""
    return f"{date_vn(start)}–{date_vn(end - timedelta(days=1))}"


def this_period(period: Period) -> tuple[str, str, str]:
    """Heads of the columns: this period, the one before, the same one a year ago."""
    year = period.year - 1
    if period.kind is PeriodKind.MONTH:
        return _("Tháng này"), _("Tháng trước"), _("Cùng kỳ %(year)s") % {"year": year}
    if period.kind is PeriodKind.QUARTER:
        return _("Quý này"), _("Quý trước"), _("Cùng kỳ %(year)s") % {"year": year}
    return _("Kỳ này"), _("Kỳ trước"), _("Cùng kỳ %(year)s") % {"year": year}


def column_name(column: str) -> str:
    """What the columns of A.III.1 hold."""
    names = {"A": _("Trong kỳ"), "B": _("Lũy kế năm"), "C": _("Lũy kế từ khi cấp giấy")}
    return names.get(column, column)


def row_name(cell: Cell) -> str:
    """The row's name, with the support programme where the row is split by it."""
    name = cell.name if language() == "vi" else cell.name_en
    programme = cell.programme if cell.programme and cell.programme.lower() in cell.code.split(".") else ""
    return f"{name} ({programme})" if programme else name


def cell_name(cell: Cell) -> str:
    """One cell's full name, as messages, labels and differences use it."""
    column = column_name(cell.column).lower() if cell.column else ""
    code = f"{cell.code.removesuffix('.' + cell.column)}. " if cell.column else ""
    return f"{code}{row_name(cell)}" + (f", {column}" if column else "")


def unit_name(cell: Cell, currency: str) -> str:
    """The unit, dong written out in Vietnamese."""
    return spoken_unit(cell.unit_in(currency))


def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng», or «billion VND»."""
    return unit.replace("VND", "đồng") if language() == "vi" else unit_in(unit, "en")


def indicator_name(code: str) -> str:
    """What an indicator is called."""
    indicator = indicators()[code]
    return indicator.name if language() == "vi" else indicator.name_en


def section_title(section: Section) -> str:
    """The section's title."""
    return section.title if language() == "vi" else section.title_en


def owner_code(obligation: Obligation) -> str:
    """What stands for the owner in addresses."""
    return obligation.project.code if obligation.project is not None else obligation.enterprise.code


def address(obligation: Obligation, page: str = "report", *more: str) -> str:
    """The address of one of a report's pages."""
    args = [obligation.form_code, obligation.period_code, owner_code(obligation), *more]
    return reverse(f"reporting:{page}", args=args)


def figure_address(code: str, period: str) -> str:
    """Where a live figure of a period opens."""
    return reverse("reporting:figure", args=[code]) + "?" + urlencode({"period": period})
