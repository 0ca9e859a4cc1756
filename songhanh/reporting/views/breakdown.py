"""The live consolidation: one period, split as asked, with what each figure stands on and who is missing."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.request import Request, requires
from songhanh.reporting.presenters.figures import ShownFigure, shown
from songhanh.reporting.presenters.period_choices import period_choices
from songhanh.reporting.queries.breakdown import By, split, year_ends
from songhanh.reporting.queries.consolidated import ConsolidatedFigure, figures
from songhanh.reporting.queries.counted import Asked, asked_of
from songhanh.reporting.queries.missing import missing_reports
from songhanh.reporting.queries.names import days_between
from songhanh.reporting.views.figures import moment_or_404, months_of, period_label, period_or_404
from songhanh.rules.indicators.outlook import MONTHS, YearEnd
from songhanh.rules.periods import Period, PeriodKind

Split = list[tuple[str, str, dict[str, ConsolidatedFigure]]]
WAYS = {
    By.PARK: gettext_lazy("Khu công nghiệp"),
    By.SECTOR: gettext_lazy("Ngành"),
    By.OWNERSHIP: gettext_lazy("Vốn"),
    By.OFFICER: gettext_lazy("Chuyên viên phụ trách"),
    By.MONTH: gettext_lazy("Tháng"),
}


@dataclass(frozen=True)
class Line:
    """One figure with where the year will end."""

    figure: ShownFigure
    year_end: YearEnd | None


@dataclass(frozen=True)
class GroupLine:
    """One group's share of the chosen indicator."""

    name: str
    figure: ShownFigure
    share: float | None


@require_safe
@requires(Permission.CONSOLIDATE)
def breakdown(request: Request) -> HttpResponseBase:
    """``?period=2021&by=park&indicator=revenue&as_of=``."""
    period = period_or_404(request.GET.get("period") or str(request.now.year - 1))
    as_of = moment_or_404(request.GET.get("as_of", ""))
    by = _by(request.GET.get("by", By.PARK))
    asked = asked_of(period, request.actor.scope, as_of)
    total = shown(figures(asked, year=period.year), period=period.code, as_of=as_of)
    ends = year_ends(asked, period) if period.kind is PeriodKind.YEAR else {}
    chosen = request.GET.get("indicator", "revenue")
    context = {
        "lines": [Line(figure, ends.get(code)) for code, figure in total.items()],
        "chosen": total.get(chosen),
        "groups": _groups(split(asked, by), total.get(chosen), period.code),
        "missing": missing_reports(asked),
        "ways": WAYS.items(),
        "by": by,
        "period_choices": period_choices(timezone.localdate(request.now), period.code),
        "period_label": period_label(period),
        "alike": compared_words(asked, total.get(chosen)),
        "part_of_year": part_of_year(asked, period),
        "asked": asked,
        "as_of": as_of or request.now,
        "as_of_day": timezone.localdate(as_of) if as_of else None,
        "crumbs": [
            (_("Tổng hợp và báo cáo"), reverse("reporting:consolidations")),
            (period_label(period), ""),
        ],
    }
    return render(request, "reporting/breakdown.html", context)


def compared_words(asked: Asked, chosen: ShownFigure | None) -> str:
    """Over which days and which enterprises «năm trước» and «tăng, giảm» are counted."""
    earlier = asked.a_year_earlier()
    days, before = (days_between(each.start, each.end) for each in (asked, earlier))
    words = {"days": days, "before": before}
    if chosen is None or chosen.alike is None:
        return _("So cùng khoảng ngày: %(days)s với %(before)s; mọi báo cáo của kỳ đều đã có.") % words
    if not chosen.alike:
        return (
            _(
                "Kỳ này còn thiếu báo cáo và chưa có doanh nghiệp nào đủ số ở cả %(days)s lẫn %(before)s để so."
            )
            % words
        )
    return _(
        "So cùng khoảng ngày và cùng doanh nghiệp: «Năm trước» và «Tăng, giảm» chỉ tính %(count)s doanh nghiệp có đủ "
        "số ở cả %(days)s lẫn %(before)s; «Giá trị» là tổng của mọi báo cáo đã có."
    ) % (words | {"count": number(chosen.alike)})


def part_of_year(asked: Asked, period: Period) -> str:
    """A value of some months beside a plan of the whole year; empty when the year is over."""
    months = months_of(asked.start, asked.end)
    if months >= MONTHS:
        return ""
    return _("Kế hoạch là của cả năm %(year)s; giá trị mới của %(months)s trên 12 tháng.") % {
        "year": period.year,
        "months": months,
    }


def _by(text: str) -> By:
    try:
        return By(text)
    except ValueError as error:
        raise Http404 from error


def _groups(parts: Split, chosen: ShownFigure | None, period: str) -> list[GroupLine]:
    lines = []
    for code, name, of_group in parts:
        if chosen is None or chosen.code not in of_group:
            continue
        figure = shown({chosen.code: of_group[chosen.code]}, period=period, as_of=None)[chosen.code]
        share = (
            float(figure.value / chosen.value * 100) if figure.value is not None and chosen.value else None
        )
        lines.append(GroupLine(name or code, figure, share))
    return lines
