"""The two goals of the whole authority beside each other, and the month that is still being collected."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number, percent, signed
from songhanh.core.ui.charts.bullet import Bullet
from songhanh.core.ui.charts.sparkline import Sparkline
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.core.ui.charts.svg import Goal
from songhanh.dashboards.presenters.findings import (
    HUNDRED,
    production_finding,
    safety_finding,
    vaccination,
    value_of,
)
from songhanh.dashboards.presenters.standing_months import Morning, reports_in
from songhanh.reporting.queries.names import period_name
from songhanh.rules.indicators.compare import compare
from songhanh.rules.periods import Period

MONTHS_DRAWN = 14


@dataclass(frozen=True, slots=True)
class Kpi:
    """One row of a goal's panel, as `core/kpi.html` shows it."""

    label: str
    value: str
    unit: str
    url: str
    comparison: SafeString
    chart: object | None = None


@dataclass(frozen=True, slots=True)
class GoalPanel:
    """One of the two goals: the finding as its title, then at most four rows."""

    goal: Goal
    finding: str
    as_of: str
    rows: tuple[Kpi, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """The month under collection: how many reports are in, for how many a value was taken, what they say so far."""

    name: str
    period: str
    done: int
    carried: int
    owed: int
    figures: tuple[tuple[str, str, str, str], ...]  # label, value, unit, where it opens

    @property
    def known(self) -> int:
        """For how many there is a number, their own or a substitute."""
        return self.done + self.carried


def panels(morning: Morning) -> tuple[GoalPanel, GoalPanel]:
    """Safety first, never swapped."""
    last = period_name(morning.last) if morning.last else ""
    safety = (_vaccinated(morning), _cases(morning), _assessed(morning), _unvaccinated(morning))
    if morning.whole_year:
        days = _("cả năm %(year)s") % {"year": morning.year}
    else:
        days = _("%(count)s tháng năm %(year)s") % {"count": len(morning.so_far), "year": morning.year}
    return (
        GoalPanel(Goal.SAFETY, safety_finding(morning), last, tuple(row for row in safety if row)),
        GoalPanel(Goal.PRODUCTION, production_finding(morning), days if last else "", _production(morning)),
    )


def amount(value: Decimal | None) -> str:
    """A figure for the eye: whole from a thousand on, below it with one decimal; opened, it is exact."""
    return number(value, places(value))


def places(value: Decimal | None) -> int:
    """How many decimals that is."""
    return 1 if value is not None and abs(value) < 1000 and value % 1 else 0


def drawn_months(last: Period) -> list[Period]:
    """The months that small lines show, oldest first."""
    listed = [last]
    while len(listed) < MONTHS_DRAWN:
        listed.append(listed[-1].previous())
    return listed[::-1]


def _vaccinated(morning: Morning) -> Kpi | None:
    doses = vaccination(morning)
    if doses is None:
        return None
    two, one, none, total = doses
    shares = [part / total * HUNDRED for part in (two, one, none)]
    sentence = _("Đủ 2 mũi %(two)s; mới 1 mũi %(one)s; chưa tiêm %(none)s") % {
        "two": percent(shares[0], 2), "one": percent(shares[1], 2), "none": percent(shares[2], 2),
    }  # fmt: skip
    looks = ("fi-safe", "fi-safe2", "fi-ink")
    names = (_("Đủ 2 mũi"), _("Mới 1 mũi"), _("Chưa tiêm"))
    parts = [
        Part(name, float(size), look) for name, size, look in zip(names, (two, one, none), looks, strict=True)
    ]
    return Kpi(
        _("Đã tiêm ít nhất 1 mũi"),
        percent((two + one) / total * HUNDRED),
        f"{number(two + one)} / {number(total)}",
        morning.url("vaccinated_at_least_one", stock=True),
        format_html(
            _("Đủ 2 mũi <b>{}</b> · mới 1 mũi {} · chưa tiêm <b>{}</b> người"),
            percent(shares[0], 2), percent(shares[1], 2), number(none),
        ),
        Stack(parts, sentence),
    )  # fmt: skip


def _cases(morning: Morning) -> Kpi | None:
    cases, contacts = value_of(morning, "cases_f0"), value_of(morning, "contacts_f1")
    if cases is None:
        return None
    said = format_html(_("F1 đang cách ly <b>{}</b> người"), number(contacts))
    chart, trend = _line(morning, "cases_f0", _("ca"))
    comparison = format_html_join(" · ", "{}", ([said], [trend]))
    return Kpi(
        _("F0 đang theo dõi"), number(cases), _("ca"), morning.url("cases_f0", stock=True), comparison, chart
    )


def _assessed(morning: Morning) -> Kpi | None:
    last = morning.last
    done = morning.months.at("self_assessments_done", last) if last else None
    if done is None or last is None:
        return None
    owed = max(morning.owed.get(last.end, 0), int(done.value))
    left = owed - int(done.value)
    parts = [Part(_("Đã tự đánh giá"), float(done.value), "fi-safe"), Part(_("Chưa"), left, "hollow")]
    sentence = _("%(done)s trong %(owed)s doanh nghiệp") % {"done": number(done.value), "owed": number(owed)}
    words = format_html(_("Chưa làm <b>{}</b> doanh nghiệp"), number(left))
    if not left:
        words = format_html("{}", _("Đủ mọi doanh nghiệp"))
    return Kpi(
        _("Đã tự đánh giá nguy cơ %(period)s") % {"period": period_name(last)},
        number(done.value),
        _("/ %(owed)s doanh nghiệp") % {"owed": number(owed)},
        morning.url("self_assessments_done", month=last),
        words,
        Stack(parts, sentence),
    )


def _unvaccinated(morning: Morning) -> Kpi | None:
    none = value_of(morning, "vaccinated_none")
    if none is None:
        return None
    chart, trend = _line(morning, "vaccinated_none", _("người"))
    return Kpi(
        _("Lao động chưa tiêm"),
        number(none),
        _("người"),
        morning.url("vaccinated_none", stock=True),
        format_html("{}", trend),
        chart,
    )


def _line(morning: Morning, code: str, unit: str) -> tuple[Sparkline | None, str]:
    """The last fourteen months and, in words, where they began and ended."""
    if morning.last is None:
        return None, ""
    found = [morning.months.at(code, month) for month in drawn_months(morning.last)]
    values = [float(each.value) if each else None for each in found]
    known = [each.value for each in found if each]
    if len(known) < 2:
        return None, ""
    sentence = _("%(count)s tháng: từ %(first)s đến %(last)s %(unit)s") % {
        "count": len(known), "first": number(known[0]), "last": number(known[-1]), "unit": unit,
    }  # fmt: skip
    return Sparkline(values, Goal.SAFETY, sentence), sentence


def _production(morning: Morning) -> tuple[Kpi, ...]:
    rows = (
        ("revenue", _("Doanh thu"), _("tỷ đồng")),
        ("export", _("Giá trị xuất khẩu"), _("triệu USD")),
        ("budget_payment", _("Nộp ngân sách"), _("tỷ đồng")),
        ("new_jobs", _("Việc làm mới"), _("lao động")),
    )
    return tuple(row for code, label, unit in rows if (row := _produced(morning, code, label, unit)))


def _produced(morning: Morning, code: str, label: str, unit: str) -> Kpi | None:
    counted, before = morning.value(code), morning.before(code)
    if counted is None:
        return None
    value, previous, plan = counted.value, before.value if before else None, morning.plans.whole.get(code)
    sentence = _("%(label)s %(value)s, kế hoạch %(plan)s, năm %(year)s %(before)s %(unit)s") % {
        "label": label, "value": amount(value), "plan": amount(plan),
        "year": morning.year - 1, "before": amount(previous), "unit": unit,
    }  # fmt: skip
    chart = Bullet(
        float(value), float(plan) if plan else None, float(previous) if previous is not None else None,
        Goal.PRODUCTION, sentence, estimate=bool(counted.estimates),
    )  # fmt: skip
    unit_words = f"{unit} ({_('ước')})" if counted.estimates else unit
    return Kpi(
        label,
        amount(value),
        unit_words,
        morning.url(code),
        compared_words(morning, value, previous, plan, unit),
        chart,
    )


def compared_words(
    morning: Morning, value: Decimal, previous: Decimal | None, plan: Decimal | None, unit: str
) -> SafeString:
    """«115,7% kế hoạch · tăng 4,6% so với 2020 (+3.047 tỷ đồng)»; what is missing is said."""
    compared = compare(value, previous, plan)
    said = []
    if compared.plan_pct is not None:
        said.append(format_html(_("<b>{}</b> kế hoạch ({})"), percent(compared.plan_pct), amount(plan)))
    else:
        said.append(format_html("{}", _("chưa có kế hoạch năm %(year)s") % {"year": morning.year}))
    year = morning.year - 1 if morning.whole_year else _("cùng kỳ %(year)s") % {"year": morning.year - 1}
    if compared.change_pct is None:
        said.append(
            format_html("{}", _("%(year)s: chưa có số trong hệ thống") % {"year": _year_word(morning)})
        )
    else:
        up = compared.change_pct >= 0
        words = _("tăng %(pct)s") if up else _("giảm %(pct)s")
        said.append(
            format_html(
                _('<span class="{}">{}</span> so với {} ({} {})'),
                "up" if up else "dn", words % {"pct": percent(abs(compared.change_pct))}, year,
                signed(compared.change, places(compared.change)), unit,
            )
        )  # fmt: skip
    return format_html_join(" · ", "{}", ([part] for part in said))


def _year_word(morning: Morning) -> str:
    year = {"year": morning.year - 1}
    return _("năm %(year)s") % year if morning.whole_year else _("cùng kỳ %(year)s") % year


def running(morning: Morning) -> Running | None:
    """The month after the last complete one; its figures grow with every accepted report."""
    month = morning.running
    if month is None:
        return None
    shown = []
    for code, label, unit in (
        ("revenue", _("Doanh thu"), _("tỷ đồng")),
        ("export", _("Xuất khẩu"), _("triệu USD")),
        ("new_jobs", _("Việc làm mới"), _("lao động")),
        ("vaccinated_none", _("Chưa tiêm"), _("người")),
        ("cases_f0", _("F0"), _("ca")),
    ):
        if counted := morning.months.at(code, month):
            words = f"{unit} ({_('ước')})" if counted.estimates else unit
            shown.append((label, amount(counted.value), words, morning.url(code, month=month)))
    owed = morning.owed.get(month.end, 0)
    counted = morning.months.at("revenue", month)
    carried = counted.carried if counted else 0
    done = reports_in(morning.months, month) - carried
    return Running(period_name(month), month.code, done, carried, owed, tuple(shown))
