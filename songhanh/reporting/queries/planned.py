"""Which sealed consolidations, and which reports made from them, name a version of a target."""

from collections.abc import Iterator
from uuid import UUID

from songhanh.core.scope import Scope
from songhanh.documents.models import OfficialDocument
from songhanh.reporting.models import Consolidation, Target
from songhanh.reporting.queries.reported import subject_of


def used_by(target: Target, scope: Scope) -> list[Consolidation]:
    """Newest first; consolidations are the whole authority's, so that who sees less of it is told of none."""
    if not scope.whole or target.quarter or target.park_id or target.enterprise_id:
        return []
    return [row for row in _near(target) if str(target.uuid) in set(_named(row, target))]


def target_named(consolidation: Consolidation, code: str, year: int) -> UUID | None:
    """The version that a consolidation was compared with, or that its report names for the year after."""
    if year == int(consolidation.period_code[:4]):
        named = {row["code"]: row.get("plan_target", "") for row in consolidation.figures}.get(code, "")
    elif year == int(consolidation.period_code[:4]) + 1:
        named = _next_year(consolidation).get(code, "")
    else:
        named = ""
    return UUID(named) if named else None


def _near(target: Target) -> Iterator[Consolidation]:
    """Of the target's year and the year before, whose reports look ahead."""
    for year in (target.year, target.year - 1):
        yield from Consolidation.objects.filter(period_code__startswith=str(year)).defer("sources", "missing")


def _named(row: Consolidation, target: Target) -> Iterator[str]:
    if row.period_code.startswith(str(target.year)):
        yield from (figure.get("plan_target", "") for figure in row.figures)
    else:
        yield from _next_year(row).values()


def _next_year(row: Consolidation) -> dict[str, str]:
    documents = OfficialDocument.objects.filter(subject=subject_of(str(row.uuid))).order_by("-created_at")
    newest = documents.first()
    return newest.body.get("next_year_targets", {}) if newest else {}
