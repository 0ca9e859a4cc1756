"""Which enterprises to look at first: ranked by the size of what may go wrong, in workers and in revenue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number, percent, remaining
from songhanh.core.ui.charts.bullet import Bullet
from songhanh.core.ui.charts.svg import Goal
from songhanh.dashboards.presenters.findings import HUNDRED
from songhanh.dashboards.presenters.standing_months import Morning
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.counted import Asked
from songhanh.reporting.queries.names import period_name
from songhanh.reporting.queries.standing import Standing, overdue_reports, standings
from songhanh.rules.indicators.compare import compare

SHOWN = 8
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Harm:
    """Workers hit and revenue hit, in percent of the authority's, and the reasons in words."""

    workers: Decimal
    revenue: Decimal
    why: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """What enterprises are ranked by."""
        return self.workers + self.revenue


@dataclass(frozen=True, slots=True)
class Row:
    """One enterprise in both goals."""

    name: str
    where: str
    url: str
    unvaccinated: Decimal | None
    workers: Decimal
    cases: Decimal | None
    contacts: Decimal | None
    revenue: Decimal | None
    change_pct: Decimal | None
    plan_pct: Decimal | None
    chart: Bullet | None
    overdue_for: str
    harm: Harm
    act: str
    act_url: str


@dataclass(frozen=True, slots=True)
class Attention:
    """The first rows, how many have a reason to be there, how many enterprises there are."""

    rows: tuple[Row, ...]
    reasons: int
    enterprises: int


@dataclass(frozen=True, slots=True)
class _Whole:
    """All workers, those not vaccinated, and all revenue of the year so far: what shares are taken of."""

    workers: Decimal
    unvaccinated: Decimal
    revenue: Decimal


def attention(morning: Morning, moment: datetime, *, collects: bool = False) -> Attention:
    """Three queries; nothing for a reader who may not see single enterprises. `collects`: the reader may remind."""
    if not morning.opens or morning.last is None:
        return Attention((), 0, 0)
    asked = Asked(morning.so_far[0].start, morning.last.end, morning.scope, morning.as_of)
    found = standings(asked)
    overdue = _by_enterprise(overdue_reports(scope=morning.scope, at=moment).select_related("project"))
    whole = _Whole(
        sum((each.workers for each in found), ZERO) or Decimal(1),
        sum((each.stock("vaccinated_none") or ZERO for each in found), ZERO),
        sum((each.revenue or ZERO for each in found), ZERO) or Decimal(1),
    )
    harms = [(harm_of(each, overdue.get(each.enterprise_id, []), whole), each) for each in found]
    worrying = [pair for pair in harms if pair[0].total]
    worrying.sort(key=lambda pair: (-pair[0].total, pair[1].enterprise_id))
    first = worrying[:SHOWN]
    names = _named([each.enterprise_id for _harm, each in first])
    rows = [
        _row(
            each,
            harm,
            names[each.enterprise_id],
            overdue.get(each.enterprise_id, []),
            morning,
            moment,
            collects=collects,
        )
        for harm, each in first
    ]
    return Attention(tuple(rows), len(worrying), len(found))


def _named(enterprise_ids: list[int]) -> dict[int, Enterprise]:
    return Enterprise.objects.filter(pk__in=enterprise_ids).select_related("park").in_bulk()


def _by_enterprise(overdue: Iterable[Obligation]) -> Mapping[int, list[Obligation]]:
    found: dict[int, list[Obligation]] = {}
    for each in overdue:
        found.setdefault(each.enterprise_id, []).append(each)
    return found


def _row(
    each: Standing,
    harm: Harm,
    enterprise: Enterprise,
    overdue: list[Obligation],
    morning: Morning,
    moment: datetime,
    *,
    collects: bool,
) -> Row:
    plan = morning.plans.enterprises.get(("revenue", each.enterprise_id))
    compared = compare(each.revenue, each.revenue_before, plan)
    first = overdue[0] if overdue else None
    return Row(
        name=str(enterprise),
        where=" · ".join(
            part for part in (enterprise.trade, enterprise.park.name.removeprefix("KCN ")) if part
        ),
        url=reverse("reporting:enterprise", args=[enterprise.code]),
        unvaccinated=each.stock("vaccinated_none"),
        workers=each.workers,
        cases=each.stock("cases_f0"),
        contacts=each.stock("contacts_f1"),
        revenue=each.revenue,
        change_pct=compared.change_pct,
        plan_pct=compared.plan_pct,
        chart=_chart(each, plan, compared.plan_pct),
        overdue_for=remaining(first.due_at, moment) if first else "",
        harm=harm,
        **_next_act(enterprise, overdue, collects=collects),
    )


def _next_act(enterprise: Enterprise, overdue: list[Obligation], *, collects: bool) -> dict[str, str]:
    """Who collects reminds at once; anybody else sees whose report it is, with the officer in charge."""
    page = reverse("reporting:enterprise", args=[enterprise.code])
    if not overdue:
        return {"act": _("Xem báo cáo"), "act_url": page}
    if not collects:
        return {"act": _("Xem ai phụ trách"), "act_url": page}
    first = overdue[0]
    remind = reverse("reporting:remind", args=[first.form_code, first.period_code])
    return {"act": _("Nhắc nộp"), "act_url": f"{remind}?row={first.uuid}"}


def harm_of(each: Standing, overdue: list[Obligation], whole: _Whole) -> Harm:
    """What may go wrong, and how much of the whole hangs on it."""
    workers, revenue, why = ZERO, ZERO, []
    none, cases = each.stock("vaccinated_none") or ZERO, each.stock("cases_f0") or ZERO
    if cases:
        workers += each.workers / whole.workers * HUNDRED
        why.append(_("%(count)s ca F0") % {"count": number(cases)})
    elif none * whole.workers > whole.unvaccinated * each.workers:  # more than its share
        workers += none / whole.workers * HUNDRED
        why.append(_("%(count)s người chưa tiêm") % {"count": number(none)})
    fallen = (each.revenue_before or ZERO) - (each.revenue or ZERO)
    if each.revenue is not None and each.revenue_before and fallen > 0:
        revenue += fallen / whole.revenue * HUNDRED
        why.append(_("doanh thu giảm %(pct)s") % {"pct": percent(fallen / each.revenue_before * HUNDRED)})
    if overdue:
        revenue += (each.revenue or ZERO) / whole.revenue * HUNDRED
        why.append(_("quá hạn báo cáo %(period)s") % {"period": _overdue_words(overdue)})
    return Harm(workers, revenue, tuple(why))


def _overdue_words(overdue: list[Obligation]) -> str:
    name = period_name(period_of(overdue[0]))
    return f"{name} +{len(overdue) - 1}" if len(overdue) > 1 else name


def _chart(each: Standing, plan: Decimal | None, plan_pct: Decimal | None) -> Bullet | None:
    if each.revenue is None or plan is None or plan_pct is None:
        return None
    before = float(each.revenue_before) if each.revenue_before is not None else None
    sentence = _("%(pct)s kế hoạch") % {"pct": percent(plan_pct)}
    return Bullet(float(each.revenue), float(plan), before, Goal.PRODUCTION, sentence, width=92, height=16)
