"""From sums to figures: value, change on the year before, share of plan, how firm, on how many reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from songhanh.definitions.indicators import indicators, names_in
from songhanh.reporting.models import Target
from songhanh.reporting.queries.alike import comparable
from songhanh.reporting.queries.counted import Asked, Counted, cells_of_indicators, sums
from songhanh.rules.indicators.compare import compare
from songhanh.rules.indicators.formula import compute
from songhanh.rules.indicators.indicator import Indicator

NOTHING = Counted(Decimal(0), 0, 0, 0)


@dataclass(frozen=True)
class Part:
    """One part of a figure: by support programme."""

    programme: str
    value: Decimal


@dataclass(frozen=True)
class Plan:
    """What is planned, and the version of the target that says so."""

    value: Decimal
    target: UUID


@dataclass(frozen=True)
class ConsolidatedFigure:
    """One indicator over the days asked. None: no number in the system (shown «–»); 0: a nil reported.

    While reports are missing `previous` and `change` are of the `alike` enterprises with numbers of both
    years, whose own value is `alike_value`; else `alike` is None and they are of all.
    """

    indicator: Indicator
    value: Decimal | None
    previous: Decimal | None = None
    plan: Decimal | None = None
    plan_target: UUID | None = None
    change: Decimal | None = None
    change_pct: Decimal | None = None
    plan_pct: Decimal | None = None
    reports: int = 0
    estimates: int = 0
    carried: int = 0
    parts: tuple[Part, ...] = field(default_factory=tuple)
    alike: int | None = None
    alike_value: Decimal | None = None

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.indicator.code

    @property
    def kind(self) -> str:
        """``estimate`` as soon as one number in it is not final."""
        return "estimate" if self.estimates else "final"


def figures(asked: Asked, *, year: int | None = None) -> dict[str, ConsolidatedFigure]:
    """Every indicator that enterprises report, compared with the year before and the plan of `year`."""
    plans = plans_set(year, asked) if year is not None else {}
    same = comparable(asked)
    before = sums((same or asked).a_year_earlier())
    if same is None:
        return figures_from(sums(asked), before, plans)
    found = figures_from(sums(asked), before, plans, sums(same))
    return {code: replace(each, alike=_compared(each.indicator, same)) for code, each in found.items()}


def figures_from(
    counted: Mapping[tuple[str, ...], Counted],
    before: Mapping[tuple[str, ...], Counted],
    plans: Mapping[str, Plan],
    alike: Mapping[tuple[str, ...], Counted] | None = None,
) -> dict[str, ConsolidatedFigure]:
    """Figures out of sums by (form, cell), of these days and of the same days a year earlier.

    `alike` are the sums of those enterprises that `before` is counted from, where these are not all.
    """
    now, earlier = _by_indicator(counted), _by_indicator(before)
    same = None if alike is None else _by_indicator(alike)
    return {
        code: _figure(indicators()[code], now, earlier, plans, same)
        for code in indicators()
        if _value(code, now) is not None or _value(code, earlier) is not None
    }


def figures_by(asked: Asked, group_by: str) -> dict[str, dict[str, ConsolidatedFigure]]:
    """The same, split: group (such as a park's code) → indicator → figure; no plan."""
    same = comparable(asked)
    now, before = _split(sums(asked, group_by)), _split(sums((same or asked).a_year_earlier(), group_by))
    alike = _split(sums(same, group_by)) if same else None
    return {
        group: {
            code: _figure(
                indicators()[code],
                now[group],
                before.get(group, {}),
                {},
                None if alike is None else alike.get(group, {}),
            )
            for code in indicators()
            if _value(code, now[group]) is not None
        }
        for group in now
    }


def plans_set(year: int, asked: Asked) -> dict[str, Plan]:
    """The targets of a year that were set by then: the newest version of each."""
    targets = Target.objects.visible_to(asked.scope) if not asked.scope.whole else Target.objects.all()
    targets = targets.filter(year=year, quarter=None, enterprise=None)
    targets = targets.filter(park__code=asked.park) if asked.park else targets.filter(park=None)
    if asked.as_of is not None:
        targets = targets.filter(Q(set_at__lte=asked.as_of))
    rows = targets.order_by("version").values_list("indicator", "value", "uuid")
    return {code: Plan(value, target) for code, value, target in rows}


def _split(sums_: Mapping[tuple[str, ...], Counted]) -> dict[str, dict[str, Counted]]:
    groups: dict[str, dict[tuple[str, ...], Counted]] = {}
    for (form_code, cell, group), counted in sums_.items():
        groups.setdefault(group, {})[(form_code, cell)] = counted
    return {group: _by_indicator(counted) for group, counted in groups.items()}


def _by_indicator(counted: Mapping[tuple[str, ...], Counted]) -> dict[str, Counted]:
    """Sums by indicator, and by ``indicator.programme`` where cells are split so."""
    result: dict[str, Counted] = {}
    for code, cells in cells_of_indicators().items():
        for key, programme in cells:
            if key not in counted:
                continue
            result[code] = result.get(code, NOTHING) + counted[key]
            if programme:
                result[f"{code}.{programme}"] = counted[key]
    return result


def _figure(
    indicator: Indicator,
    now: Mapping[str, Counted],
    before: Mapping[str, Counted],
    plans: Mapping[str, Plan],
    alike: Mapping[str, Counted] | None = None,
) -> ConsolidatedFigure:
    value, previous, plan = (
        _value(indicator.code, now),
        _value(indicator.code, before),
        plans.get(indicator.code),
    )
    alike_value = None if alike is None else _value(indicator.code, alike)
    compared = compare(value if alike is None else alike_value, previous)
    basis = _basis(indicator, now)
    return ConsolidatedFigure(
        indicator=indicator,
        value=value,
        previous=previous,
        plan=plan.value if plan else None,
        plan_target=plan.target if plan else None,
        change=compared.change,
        change_pct=compared.change_pct,
        plan_pct=compare(value, None, plan.value if plan else None).plan_pct,
        reports=max((each.reports for each in basis), default=0),
        estimates=sum(each.estimates for each in basis),
        carried=sum(each.carried for each in basis),
        parts=tuple(
            Part(key.split(".", 1)[1], each.value)
            for key, each in now.items()
            if key.startswith(indicator.code + ".")
        ),
        alike_value=alike_value,
    )


def _compared(indicator: Indicator, same: Asked) -> int:
    """How many enterprises an indicator is compared over: those of the form it is reported on."""
    codes = (indicator.code, *names_in(indicator.formula or ""))
    forms = {form for code in codes for (form, _cell), _programme in cells_of_indicators().get(code, ())}
    return max((len((same.only or {}).get(form, ())) for form in forms), default=0)


def _value(code: str, counted: Mapping[str, Counted]) -> Decimal | None:
    if code in counted:
        return counted[code].value
    formula = indicators()[code].formula
    if not formula:
        return None
    return compute(formula, {key: each.value for key, each in counted.items()})


def _basis(indicator: Indicator, counted: Mapping[str, Counted]) -> Sequence[Counted]:
    """The sums an indicator stands on: its own, or those its formula names."""
    codes = [indicator.code] if indicator.code in counted else names_in(indicator.formula or "")
    return [counted[code] for code in codes if code in counted]
