"""Titles that say the answer: rules over the figures; where none fires, the neutral name of the measure."""

from decimal import Decimal

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number, percent
from songhanh.dashboards.presenters.standing_months import Morning
from songhanh.rules.indicators.compare import compare

HUNDRED = Decimal(100)


def value_of(morning: Morning, code: str) -> Decimal | None:
    """The figure, if there is one."""
    counted = morning.value(code)
    return counted.value if counted else None


def vaccination(morning: Morning) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """Two doses, one, none, all; None where a number is missing or there is nobody."""
    parts = [value_of(morning, code) for code in ("vaccinated_two", "vaccinated_one_only", "vaccinated_none")]
    known = [part for part in parts if part is not None]
    total = sum(known, Decimal(0))
    return (known[0], known[1], known[2], total) if len(known) == 3 and total else None


def safety_finding(morning: Morning) -> str:
    """Cases first, then who is left to vaccinate."""
    cases, doses = value_of(morning, "cases_f0"), vaccination(morning)
    left = doses[2] if doses else None
    if cases and left:
        return _("%(cases)s ca F0 đang theo dõi, còn %(left)s lao động chưa tiêm") % {
            "cases": number(cases), "left": number(left),
        }  # fmt: skip
    if cases:
        return _("%(cases)s ca F0 đang theo dõi") % {"cases": number(cases)}
    if doses and left:
        return _("Không có F0; còn %(left)s lao động chưa tiêm") % {"left": number(left)}
    if doses:
        return _("Mọi lao động đã tiêm ít nhất 1 mũi")
    return _("An toàn phòng, chống dịch")


def production_finding(morning: Morning) -> str:
    """Against the plan, then against the year before; a measure that misses its plan is named."""
    revenue, plan = value_of(morning, "revenue"), morning.plans.whole.get("revenue")
    before = morning.before("revenue")
    if revenue is None:
        return _("Sản xuất, kinh doanh")
    compared = compare(revenue, before.value if before else None, plan)
    said = [_against_plan(morning, compared.plan_pct)] if compared.plan_pct is not None else []
    if compared.change_pct is not None:
        said.append(_change(compared.change_pct, first=not said))
    if morning.whole_year and (missed := _missed(morning)):
        said.append(_("%(names)s chưa đạt kế hoạch") % {"names": missed})
    return ", ".join(said) or _("Sản xuất, kinh doanh")


def _against_plan(morning: Morning, pct: Decimal) -> str:
    values = {"year": morning.year, "pct": percent(pct)}
    if morning.whole_year:
        return _("Vượt kế hoạch doanh thu năm %(year)s") % values if pct > HUNDRED else (
            _("Đạt kế hoạch doanh thu năm %(year)s") % values if pct == HUNDRED
            else _("Doanh thu năm %(year)s đạt %(pct)s kế hoạch") % values
        )  # fmt: skip
    pace = HUNDRED * len(morning.so_far) / 12
    ahead = _("nhanh hơn nhịp kế hoạch") if pct >= pace else _("chậm hơn nhịp kế hoạch")
    return _("Doanh thu %(months)s tháng đạt %(pct)s kế hoạch năm, %(ahead)s") % {
        **values, "months": len(morning.so_far), "ahead": ahead,
    }  # fmt: skip


def _change(pct: Decimal, *, first: bool) -> str:
    up = pct >= 0
    if first:
        words = (
            _("Doanh thu tăng %(pct)s so với cùng kỳ") if up else _("Doanh thu giảm %(pct)s so với cùng kỳ")
        )
    else:
        words = _("tăng %(pct)s") if up else _("giảm %(pct)s")
    return words % {"pct": percent(abs(pct))}


def _missed(morning: Morning) -> str:
    names = {"export": _("xuất khẩu"), "budget_payment": _("nộp ngân sách"), "new_jobs": _("việc làm mới")}
    missed = [
        name
        for code, name in names.items()
        if (plan := morning.plans.whole.get(code))
        and (value := value_of(morning, code)) is not None
        and value < plan
    ]
    return ", ".join(missed)
