"""A consolidated figure as pages, documents and the API show it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from songhanh.definitions.indicators import indicators
from songhanh.reporting.models import Consolidation
from songhanh.reporting.queries.consolidated import ConsolidatedFigure
from songhanh.reporting.queries.names import indicator_name


@dataclass(frozen=True)
class ShownFigure:
    """`url` opens the figure's source: formula, versions, rows as they stood; `plan_url` the target's page."""

    code: str
    name: str
    name_en: str
    unit: str
    goal: str
    decimals: int
    value: Decimal | None
    previous: Decimal | None
    change: Decimal | None
    change_pct: Decimal | None
    plan: Decimal | None
    plan_pct: Decimal | None
    kind: str
    sources: int
    estimates: int
    carried: int
    url: str
    plan_target: str  # uuid of the target's version, empty without a plan
    plan_url: str
    parts: tuple[tuple[str, Decimal], ...]
    alike: int | None = None  # enterprises compared while reports are missing; None: all of them
    alike_value: Decimal | None = None

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return indicator_name(self.code)

    @property
    def below(self) -> bool:
        """Whether the plan is not reached."""
        return self.plan is not None and self.value is not None and self.value < self.plan


def shown(
    figures: Mapping[str, ConsolidatedFigure], *, period: str, as_of: datetime | None
) -> dict[str, ShownFigure]:
    """Live figures; their addresses carry the period and, when asked as of a moment, that moment."""
    return {code: _shown(figure, live_url(code, period, as_of)) for code, figure in figures.items()}


def live_url(code: str, period: str, as_of: datetime | None = None) -> str:
    """Where a live figure opens."""
    query = {"period": period} | ({"as_of": as_of.isoformat()} if as_of else {})
    return reverse("reporting:figure", args=[code]) + "?" + urlencode(query)


def sealed_url(consolidation: Consolidation, code: str) -> str:
    """Where a figure of a sealed consolidation opens: a stable address, as printed in documents."""
    return reverse("reporting:consolidation_figure", args=[consolidation.uuid, code])


def sealed_target_url(consolidation: Consolidation, code: str, year: int) -> str:
    """Where a target that a sealed consolidation or its report names opens: as stable as the figure's."""
    return reverse("reporting:consolidation_target", args=[consolidation.uuid, year, code])


def sealed(consolidation: Consolidation) -> dict[str, ShownFigure]:
    """The figures of a consolidation as they were sealed."""
    return {
        row["code"]: _from_json(
            row,
            sealed_url(consolidation, row["code"]),
            sealed_target_url(consolidation, row["code"], int(consolidation.period_code[:4])),
        )
        for row in consolidation.figures
    }


def as_json(figure: ShownFigure) -> dict[str, Any]:
    """Plain JSON: numbers as JSON numbers, None as null."""
    row: dict[str, Any] = {key: number(value) for key, value in asdict(figure).items() if key != "parts"}
    row["split"] = [{"programme": programme, "value": number(value)} for programme, value in figure.parts]
    return row


def number(value: Any) -> Any:
    """A Decimal as int where it is whole, else float (both exact to the 5 decimals that are stored)."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _shown(figure: ConsolidatedFigure, url: str) -> ShownFigure:
    indicator = figure.indicator
    return ShownFigure(
        code=indicator.code,
        name=indicator.name,
        name_en=indicator.name_en,
        unit=indicator.unit,
        goal=indicator.goal,
        decimals=indicator.decimals,
        value=figure.value,
        previous=figure.previous,
        change=figure.change,
        change_pct=figure.change_pct,
        plan=figure.plan,
        plan_pct=figure.plan_pct,
        kind=figure.kind,
        sources=figure.reports,
        estimates=figure.estimates,
        carried=figure.carried,
        url=url,
        plan_target=str(figure.plan_target or ""),
        plan_url=reverse("reporting:target", args=[figure.plan_target]) if figure.plan_target else "",
        parts=tuple((part.programme, part.value) for part in figure.parts),
        alike=figure.alike,
        alike_value=figure.alike_value,
    )


def _from_json(row: Mapping[str, Any], url: str, plan_url: str) -> ShownFigure:
    indicator = indicators()[row["code"]]
    money = {
        key: None if row.get(key) is None else Decimal(str(row[key]))
        for key in ("value", "previous", "change", "change_pct", "plan", "plan_pct", "alike_value")
    }
    return ShownFigure(
        code=indicator.code,
        name=indicator.name,
        name_en=indicator.name_en,
        unit=row["unit"],
        goal=indicator.goal,
        decimals=indicator.decimals,
        kind=row["kind"],
        sources=row["sources"],
        estimates=row["estimates"],
        carried=row["carried"],
        url=url,
        plan_target=row.get("plan_target", ""),
        plan_url=plan_url if row.get("plan_target") else "",
        parts=tuple((part["programme"], Decimal(str(part["value"]))) for part in row["split"]),
        alike=row.get("alike"),
        **money,
    )
