"""Keeping the derived table of figures: what counts from now on, and what no longer does.

Called inside the acts that accept, substitute or exempt; `rebuild` makes the whole table anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.reporting.models import (
    Decision,
    Figure,
    FigureKind,
    Obligation,
    ReportValue,
    ReportVersion,
    Review,
    Substitute,
    SubstituteHow,
)

BATCH = 2000
SUBSTITUTED = {
    SubstituteHow.LAST_PERIOD: FigureKind.LAST_PERIOD,
    SubstituteHow.ESTIMATE: FigureKind.OFFICER_ESTIMATE,
}


def count_versions(versions: Sequence[ReportVersion], *, since: datetime) -> None:
    """From `since` on these accepted versions count, and nothing else of their obligations."""
    _end([version.obligation_id for version in versions], at=since)
    _insert(versions, {version.pk: since for version in versions})


def count_substitute(substitute: Substitute, *, since: datetime) -> None:
    """From `since` on the officer's values count for a missing report."""
    obligation = substitute.obligation
    _end([obligation.pk], at=since)
    park = _Parks([obligation.enterprise_id]).at(obligation.enterprise_id, obligation.period_until)
    kind = SUBSTITUTED[SubstituteHow(substitute.how)]
    rows = [
        _figure(obligation, park, cell, Decimal(number), kind, since, substitute=substitute)
        for cell, number in substitute.values.items()
    ]
    Figure.objects.bulk_create(rows, batch_size=BATCH)


@acts.act("reporting:figure:rebuilt")
def rebuild(*, by: Actor, now: datetime) -> int:
    """Make the table anew from the sealed rows; returns how many figures it holds."""
    Figure.objects.all().delete()
    events: list[tuple[datetime, int, ReportVersion | Substitute]] = [
        (review.decided_at, review.pk, review.version)
        for review in Review.objects.filter(decision=Decision.ACCEPTED).select_related("version__obligation")
    ]
    events += [(s.made_at, s.pk, s) for s in Substitute.objects.select_related("obligation")]
    for at, _order, source in sorted(events, key=lambda event: event[:2]):
        if isinstance(source, Substitute):
            count_substitute(source, since=at)
        else:
            count_versions([source], since=at)
    return Figure.objects.count()


def _end(obligation_ids: Iterable[int], *, at: datetime) -> None:
    Figure.objects.filter(obligation__in=list(obligation_ids), known_until=None).update(known_until=at)


def _insert(versions: Sequence[ReportVersion], since: Mapping[int, datetime]) -> None:
    by_id = {version.pk: version for version in versions}
    parks = _Parks([version.obligation.enterprise_id for version in versions])
    values = ReportValue.objects.filter(version__in=list(by_id), number__isnull=False)
    rows = []
    for version_id, cell, number, estimate in values.values_list("version_id", "cell", "number", "estimate"):
        assert number is not None  # filtered above
        version = by_id[version_id]
        obligation = version.obligation
        park = parks.at(obligation.enterprise_id, obligation.period_until)
        kind = FigureKind.ESTIMATE if estimate else FigureKind.FINAL
        rows.append(_figure(obligation, park, cell, number, kind, since[version_id], version=version))
    Figure.objects.bulk_create(rows, batch_size=BATCH)


def _figure(
    obligation: Obligation,
    park_id: int,
    cell: str,
    value: Decimal,
    kind: FigureKind,
    since: datetime,
    *,
    version: ReportVersion | None = None,
    substitute: Substitute | None = None,
) -> Figure:
    return Figure(
        obligation=obligation,
        enterprise_id=obligation.enterprise_id,
        park_id=park_id,
        form_code=obligation.form_code,
        cell=cell,
        period_from=obligation.period_from,
        period_until=obligation.period_until,
        value=value,
        kind=kind,
        version=version,
        substitute=substitute,
        known_from=since,
    )


class _Parks:
    """Where an enterprise stood at the end of a period: its siting then, else its park today."""

    def __init__(self, enterprise_ids: Iterable[int]) -> None:
        ids = set(enterprise_ids)
        self._today = dict(Enterprise.objects.filter(pk__in=ids).values_list("pk", "park_id"))
        self._moves: dict[int, list[tuple[date, int]]] = {}
        for enterprise_id, since, park_id in (
            Siting.objects.filter(enterprise__in=ids)
            .order_by("since")
            .values_list("enterprise_id", "since", "park_id")
        ):
            self._moves.setdefault(enterprise_id, []).append((since, park_id))

    def at(self, enterprise_id: int, period_until: date) -> int:
        """The park's id."""
        park_id = self._today[enterprise_id]
        for since, moved_to in self._moves.get(enterprise_id, ()):
            if since < period_until:
                park_id = moved_to
        return park_id
