"""An opened figure: its formula, its parts by park and enterprise, the rows it was counted from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from songhanh.definitions.indicators import indicators, names_in
from songhanh.reporting.models import Figure, FigureKind
from songhanh.reporting.presenters.figures import ShownFigure, number
from songhanh.reporting.queries.consolidated import figures_by
from songhanh.reporting.queries.counted import Asked, source_rows
from songhanh.rules.exchange import Dong, in_dong, is_foreign
from songhanh.rules.indicators.indicator import Indicator, IndicatorKind


@dataclass(frozen=True)
class ParkLine:
    """What one park adds to the figure."""

    code: str
    name: str
    value: Decimal | None
    previous: Decimal | None
    change_pct: Decimal | None
    share_pct: Decimal | None
    reports: int
    carried: int


@dataclass(frozen=True)
class EnterpriseLine:
    """What one enterprise adds: over how many reports, the newest of them, how many numbers stand in for it."""

    code: str
    name: str
    park: str
    value: Decimal
    reports: int
    estimates: int
    carried: int
    accepted_at: datetime | None


@dataclass(frozen=True)
class OpenedFigure:
    """Everything that the panel «Số này từ đâu ra?» shows."""

    figure: ShownFigure
    indicator: Indicator
    start: date
    until: date  # last day
    as_of: datetime
    formula: tuple[tuple[str, Decimal | None], ...]
    parks: tuple[ParkLine, ...]
    enterprises: tuple[EnterpriseLine, ...]
    row_count: int

    @property
    def foreign(self) -> bool:
        """Whether its rows are amounts in dollars."""
        return is_foreign(self.indicator.unit)

    @property
    def summed(self) -> bool:
        """Whether the rows add up to the value (a ratio is computed from two sums instead)."""
        return self.indicator.kind is not IndicatorKind.RATIO


def rows_of(asked: Asked, code: str) -> QuerySet[Figure]:
    """The rows of an indicator: its own, or those of everything its formula names."""
    own = source_rows(asked, code)
    formula = indicators()[code].formula
    if not formula or own.exists():
        return own
    ids = Q(pk__in=[])
    for part in names_in(formula):
        ids |= Q(pk__in=source_rows(asked, part).order_by().values("pk"))
    return Figure.objects.filter(ids)


def rows_of_enterprise(rows: QuerySet[Figure], code: str) -> QuerySet[Figure]:
    """One enterprise's rows, oldest first, with the versions they come from."""
    own = rows.filter(enterprise__code=code).order_by("period_from", "cell")
    return own.select_related("obligation", "enterprise", "version__exchange_entry", "substitute")


def rows_in_dong(rows: Iterable[Figure], unit: str) -> list[tuple[Figure, Dong | None]]:
    """Rows in `unit`, each beside its value in dong by the rate that was sealed with its report, if there is one."""
    return [(row, _in_dong(row, unit)) for row in rows]


def _in_dong(row: Figure, unit: str) -> Dong | None:
    rate = row.version.exchange_rate if row.version is not None else None
    return in_dong(row.value, unit, rate) if rate is not None else None


def parks_of(asked: Asked, code: str, total: Decimal | None, names: dict[str, str]) -> tuple[ParkLine, ...]:
    """The figure by park, in the parks' own order (`names`: code → name)."""
    groups = figures_by(asked, "park__code")
    lines = []
    for park, name in names.items():
        figure = groups.get(park, {}).get(code)
        if figure is None:
            continue
        share = figure.value / total * 100 if total and figure.value is not None else None
        lines.append(
            ParkLine(
                park,
                name,
                figure.value,
                figure.previous,
                figure.change_pct,
                share,
                figure.reports,
                figure.carried,
            )
        )
    return tuple(lines)


def enterprises_of(rows: QuerySet[Figure]) -> tuple[EnterpriseLine, ...]:
    """The rows added up by enterprise, the largest first."""
    carried = Q(kind__in=[FigureKind.LAST_PERIOD, FigureKind.OFFICER_ESTIMATE])
    grouped = (
        rows.order_by()
        .values("enterprise__code", "enterprise__short_name", "park__name")
        .annotate(
            total=Sum("value"),
            reports=Count("obligation", distinct=True),
            estimates=Count("id", filter=~Q(kind=FigureKind.FINAL)),
            carried_=Count("id", filter=carried),
            last=Max("known_from"),
        )
    )
    lines = [
        EnterpriseLine(
            row["enterprise__code"],
            row["enterprise__short_name"],
            row["park__name"],
            Decimal(row["total"]),
            row["reports"],
            row["estimates"],
            row["carried_"],
            row["last"],
        )
        for row in grouped
    ]
    return tuple(sorted(lines, key=lambda line: (-line.value, line.code)))


def rows_as_json(rows: QuerySet[Figure], start: int = 0, end: int | None = None) -> Iterator[dict[str, Any]]:
    """Every row behind a figure (or those from `start` to `end`); their values add up to it."""
    chosen = rows.order_by("enterprise__code", "period_from", "cell", "pk").values(
        "enterprise__code",
        "enterprise__short_name",
        "park__code",
        "obligation__period_code",
        "form_code",
        "cell",
        "value",
        "kind",
        "known_from",
        "version__receipt",
        "version__number",
        "version__uuid",
        "version__exchange_rate",
        "version__exchange_entry",
        "substitute__reason",
    )
    for row in chosen[start:end].iterator(2000):
        yield {
            "enterprise": row["enterprise__code"],
            "name": row["enterprise__short_name"],
            "park": row["park__code"],
            "form": row["form_code"],
            "period": row["obligation__period_code"],
            "cell": row["cell"],
            "value": number(row["value"]),
            "kind": row["kind"],
            "accepted_at": row["known_from"].isoformat(),
            "receipt": row["version__receipt"],
            "version": row["version__number"],
            "exchange_rate": number(row["version__exchange_rate"]),
            "exchange_rate_typed": bool(row["version__exchange_rate"]) and not row["version__exchange_entry"],
            "substitute_reason": row["substitute__reason"],
        }
