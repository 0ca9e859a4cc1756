"""Both goals of one enterprise, from its own accepted figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.scope import Scope, ScopeKind
from songhanh.core.templatetags.vietnamese import number, percent
from songhanh.core.ui.charts.bullet import Bullet
from songhanh.core.ui.charts.svg import Goal
from songhanh.reporting.queries.consolidated import ConsolidatedFigure, figures
from songhanh.reporting.queries.counted import Asked, last_month_with_figures, year_period
from songhanh.reporting.queries.filing import enterprise_plans
from songhanh.reporting.queries.names import figure_address, period_name
from songhanh.rules.periods import Period

HUNDRED = Decimal(100)
SHOWN_OF_EACH = 4  # rows of each year where two stand beside each other
Figures = Mapping[str, ConsolidatedFigure]


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of a goal's panel."""

    label: str
    value: str
    unit: str
    url: str
    comparison: str
    chart: Bullet | None = None


@dataclass(frozen=True, slots=True)
class GoalPanel:
    """One of the two goals: the finding as its title, then its rows."""

    goal: str
    finding: str
    as_of: str
    rows: tuple[Kpi, ...]


def goal_panels(enterprise_id: int, now: datetime) -> tuple[GoalPanel, GoalPanel]:
    """Safety first, then production, always both; in January the last year's result stands beside the first month."""
    scope = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({enterprise_id}))
    year = timezone.localdate(now).year
    this, before = year_period(year), year_period(year - 1)
    last, last_before = (last_month_with_figures(scope, period, None) for period in (this, before))
    found = figures(Asked(this.start, last.end, scope)) if last else {}
    found_before = figures(Asked(before.start, last_before.end, scope)) if last_before else {}
    plans, plans_before = enterprise_plans(enterprise_id, year), enterprise_plans(enterprise_id, year - 1)
    if last is None or last_before is None or last.index > 1:
        known, shown, of_year = (found, plans, last) if last else (found_before, plans_before, last_before)
        production = _production(known, shown, of_year) if of_year else _empty("prod")
    else:
        production = _both_years(
            _production(found_before, plans_before, last_before), _production(found, plans, last), last
        )
    return _newest_safety((found, last), (found_before, last_before)), production


def _newest_safety(*years: tuple[Figures, Period | None]) -> GoalPanel:
    """Of the newest year that has a number of it: one form may come in before the other."""
    for found, last in years:
        if last is not None and (panel := _safety(found, last)).rows:
            return panel
    return _empty("safe")


def _empty(goal: str) -> GoalPanel:
    return GoalPanel(goal, _("Chưa có số nào được Ban chấp nhận"), "", ())


def _both_years(year: GoalPanel, month: GoalPanel, last: Period) -> GoalPanel:
    """The result of the year that has ended, with its plan, then the first month of the new one."""
    if not year.rows:
        return month
    rows = [
        replace(row, label=f"{row.label}, {period}")
        for period, panel in ((str(last.year - 1), year), (period_name(last), month))
        for row in panel.rows[:SHOWN_OF_EACH]
    ]
    as_of = _("năm %(year)s và %(month)s") % {"year": last.year - 1, "month": period_name(last)}
    return GoalPanel("prod", year.finding, as_of, tuple(rows))


def _safety(found: Figures, last: Period) -> GoalPanel:
    two, one, none = (
        _value(found, code) for code in ("vaccinated_two", "vaccinated_one_only", "vaccinated_none")
    )
    rows = []
    total = (two or 0) + (one or 0) + (none or 0)
    if two is not None and total:
        rows.append(
            Kpi(
                _("Đã tiêm đủ 2 mũi"),
                percent(two / total * HUNDRED),
                "",
                figure_address("vaccinated_two", str(last.year)),
                _("%(two)s trong %(all)s lao động; chưa tiêm %(none)s")
                % {"two": number(two), "all": number(total), "none": number(none or 0)},
            )
        )
    rows += [
        Kpi(label, number(value), unit, figure_address(code, str(last.year)), "")
        for code, label, unit in (
            ("cases_f0", _("F0 đang theo dõi"), _("ca")),
            ("contacts_f1", _("F1 đang cách ly"), _("người")),
        )
        if (value := _value(found, code)) is not None
    ]
    return GoalPanel("safe", _safety_finding(found, none), period_name(last), tuple(rows))


def _safety_finding(found: Figures, none: Decimal | None) -> str:
    cases = _value(found, "cases_f0")
    if cases:
        return _("%(count)s ca F0 đang theo dõi") % {"count": number(cases)}
    if none:
        return _("Còn %(count)s lao động chưa tiêm") % {"count": number(none)}
    return _("Không có ca F0") if cases is not None else _("An toàn phòng, chống dịch")


def _production(found: Figures, plans: Mapping[str, Decimal], last: Period) -> GoalPanel:
    codes = (
        ("revenue", _("Doanh thu"), _("tỷ đồng")),
        ("export", _("Xuất khẩu"), _("triệu USD")),
        ("budget_payment", _("Nộp ngân sách"), _("tỷ đồng")),
        ("labour_total", _("Lao động có mặt cuối kỳ"), _("người")),
    )
    rows = tuple(
        _kpi(found[code], label, unit, plans.get(code), last)
        for code, label, unit in codes
        if code in found and found[code].value is not None
    )
    as_of = _("lũy kế %(count)s tháng") % {"count": last.index}
    return GoalPanel("prod", _production_finding(found, plans, last), as_of, rows) if rows else _empty("prod")


def _kpi(figure: ConsolidatedFigure, label: str, unit: str, plan: Decimal | None, last: Period) -> Kpi:
    value = figure.value or Decimal(0)
    said = []
    if plan:
        said.append(
            _("%(pct)s kế hoạch năm %(plan)s")
            % {"pct": percent(value / plan * HUNDRED), "plan": number(plan)}
        )
    if figure.change_pct is not None:
        up = figure.change_pct >= 0
        words = _("tăng %(pct)s so với cùng kỳ") if up else _("giảm %(pct)s so với cùng kỳ")
        said.append(words % {"pct": percent(abs(figure.change_pct))})
    elif figure.previous is None:
        said.append(_("cùng kỳ năm trước: chưa có số"))
    sentence = f"{label}: {number(value)} {unit}, " + ", ".join(said)
    chart = None
    if plan or figure.previous:
        chart = Bullet(
            float(value),
            float(plan) if plan else None,
            float(figure.previous) if figure.previous is not None else None,
            Goal.PRODUCTION,
            sentence,
            estimate=figure.kind == "estimate",
            width=104,
        )
    url = figure_address(figure.code, str(last.year))
    return Kpi(
        label, number(value, 1 if value < 1000 and value % 1 else 0), unit, url, " · ".join(said), chart
    )


def _production_finding(found: Figures, plans: Mapping[str, Decimal], last: Period) -> str:
    revenue, plan = _value(found, "revenue"), plans.get("revenue")
    if revenue is not None and plan:
        share = revenue / plan * HUNDRED
        return _("Đạt %(pct)s kế hoạch doanh thu năm %(year)s") % {"pct": percent(share), "year": last.year}
    change = found["revenue"].change_pct if "revenue" in found else None
    if change is not None:
        words = (
            _("Doanh thu tăng %(pct)s so với cùng kỳ")
            if change >= 0
            else _("Doanh thu giảm %(pct)s so với cùng kỳ")
        )
        return words % {"pct": percent(abs(change))}
    return _("Sản xuất, kinh doanh")


def _value(found: Figures, code: str) -> Decimal | None:
    return found[code].value if code in found else None
