"""Words of reporting: units as sentences say them, figures without idle decimals."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from songhanh.core.templatetags.vietnamese import language
from songhanh.definitions.forms import report_forms
from songhanh.reporting.models import Figure
from songhanh.reporting.presenters.wording import PROGRAMMES
from songhanh.reporting.queries import names
from songhanh.reporting.queries.names import cell_name
from songhanh.reporting.queries.names import spoken_unit as spoken
from songhanh.rules.formats import format_figure

register = template.Library()


@register.filter
def spoken_unit(unit: str) -> str:
    """«tỷ VND» as «tỷ đồng», or «billion VND»."""
    return spoken(unit)


@register.filter
def lower_first(text: str) -> str:
    """A title inside a sentence: «báo cáo tình hình sản xuất…»."""
    return text[:1].lower() + text[1:]


@register.filter
def period_words(code: str) -> str:
    """«tháng 12/2021» for 2021-12."""
    return names.period_words(code)


@register.simple_tag
def report_words(form_code: str, period_code: str) -> str:
    """«Báo cáo sản xuất, kinh doanh tháng 12/2021», out of the codes of form and period."""
    return f"{names.form_name(form_code)} {names.period_words(period_code)}"


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key with dots in it; empty where it holds nothing."""
    return values.get(key, "")


@register.filter
def upto(value: Decimal | str | None, decimals: int) -> str:
    """A figure with no more than `decimals` decimals and no trailing zeros: «69.448», «10.218,6»."""
    return format_figure(value, decimals, language()) if isinstance(value, Decimal | int) else "–"


@register.filter
def signed_upto(value: Decimal | None, decimals: int) -> str:
    """The same with its sign: «+3.047»."""
    return "–" if value is None else ("+" if value > 0 else "") + format_figure(value, decimals, language())


@register.filter
def cell_label(row: Figure) -> str:
    """What the cell of a source row is called in its form; its code where no form knows it any more."""
    forms = (form for form in reversed(report_forms()) if form.code == row.form_code)
    return next((cell_name(form.cells[row.cell]) for form in forms if row.cell in form.cells), row.cell)


@register.filter
def programme_name(code: str) -> str:
    """«NQ116» as «Nghị quyết 116/NQ-CP»."""
    return f"{PROGRAMMES[code][0]}/NQ-CP" if code in PROGRAMMES else code
