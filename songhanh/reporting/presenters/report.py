"""The dual-goal report as data: what ``--format json`` prints and every other form is made of."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from songhanh.core.scope import Scope
from songhanh.reporting.presenters.figures import ShownFigure, as_json, number, shown
from songhanh.reporting.queries.consolidated import figures, plans_set
from songhanh.reporting.queries.counted import Asked, asked_of
from songhanh.reporting.queries.missing import MissingReport, missing_reports
from songhanh.rules.periods import Period


@dataclass(frozen=True)
class ReportData:
    """Figures of a period as of a moment, the plan of the year after, and who is missing."""

    period: Period
    asked: Asked
    as_of: datetime
    figures: dict[str, ShownFigure]
    next_year: dict[str, Decimal]
    missing: list[MissingReport]


def report_data(period: Period, *, scope: Scope, now: datetime, as_of: datetime | None = None) -> ReportData:
    """Count the period as it stood at `as_of` (None: now)."""
    asked = asked_of(period, scope, as_of)
    return ReportData(
        period=period,
        asked=asked,
        as_of=as_of or now,
        figures=shown(figures(asked, year=period.year), period=period.code, as_of=as_of),
        next_year={code: plan.value for code, plan in plans_set(period.year + 1, asked).items()},
        missing=missing_reports(asked),
    )


def report_json(data: ReportData) -> dict[str, Any]:
    """Plain JSON; figure codes are those of ``definitions/indicators.toml``."""
    return {
        "report": "dual-goal",
        "period": data.period.code,
        "label": data.period.label_vi(),
        "from": data.asked.start.isoformat(),
        "until": data.asked.end.isoformat(),
        "as_of": data.as_of.isoformat(),
        "figures": [as_json(figure) for figure in data.figures.values()],
        "targets_next_year": {code: number(value) for code, value in data.next_year.items()},
        "missing": len(data.missing),
    }
