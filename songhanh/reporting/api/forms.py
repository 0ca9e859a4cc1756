"""The forms and indicators as they are defined."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.values import Code
from songhanh.core.ui.request import Request
from songhanh.definitions.forms import report_forms
from songhanh.definitions.indicators import indicators as all_indicators

router = Router(tags=["forms"])


class FormOut(Schema):
    """One version of a form, for periods that begin in [valid_from, valid_until)."""

    code: str
    version: int
    name: str
    name_en: str
    valid_from: date
    valid_until: date | None
    period_kind: str
    basis: str
    per: str
    ours: bool
    legal_basis: str
    source: str


class FormCellOut(Schema):
    """One cell; bounds are inclusive."""

    code: str
    name: str
    name_en: str
    unit: str
    indicator: str | None
    column: str
    required: bool
    value_type: str
    decimals: int
    minimum: float | None
    maximum: float | None
    programme: str


class SectionOut(Schema):
    """A group of cells."""

    code: str
    title: str
    title_en: str
    goal: str
    cells: list[FormCellOut]


class RuleOut(Schema):
    """A rule across cells or against earlier reports."""

    code: str
    kind: str
    targets: list[str]
    parts: list[str]
    level: str


class FormDetail(FormOut):
    """With its cells and rules."""

    currencies: list[str]
    sections: list[SectionOut]
    rules: list[RuleOut]


class IndicatorOut(Schema):
    """An indicator: flows add up over days, a stock is that of the last month, a ratio follows from a formula."""

    code: str
    name: str
    name_en: str
    unit: str
    kind: str
    goal: str
    decimals: int
    formula: str | None


@router.get("/forms", response=list[FormOut])
@needs(Permission.REPORTS_READ)
def forms(request: Request) -> Any:
    """Every version of every form."""
    return list(report_forms())


@router.get("/forms/{code}/{version}", response=FormDetail)
@needs(Permission.REPORTS_READ)
def form(request: Request, code: Code, version: int) -> Any:
    """One version with its cells and rules."""
    found = next((each for each in report_forms() if (each.code, each.version) == (code, version)), None)
    if found is None:
        raise Http404
    return found


@router.get("/indicators", response=list[IndicatorOut])
@needs(Permission.REPORTS_READ)
def indicators(request: Request) -> Any:
    """What the authority counts."""
    return list(all_indicators().values())
