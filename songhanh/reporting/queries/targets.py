"""Targets of a year: the newest version of each, its history, and what the splits add up to."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.reporting.models import Target


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target: the version that holds, and the older ones, newest first."""

    current: Target
    older: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class SplitCheck:
    """The parts of a whole: by «quarter», «park» or «enterprise», how many, their sum, what is over or short."""

    by: str
    parts: int
    total: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """One indicator of the year: the whole (None where only parts are set), its parts, their sums."""

    indicator: str
    whole: TargetLine | None
    parts: tuple[TargetLine, ...]
    checks: tuple[SplitCheck, ...]


def targets_visible(scope: Scope) -> RecordQuerySet[Target]:
    """What concerns the whole authority is for all of its readers; parts follow the scope."""
    if scope.whole:
        return Target.objects.all()
    inside = Q(park__in=scope.park_ids, enterprise=None) | Q(enterprise__park__in=scope.park_ids)
    return Target.objects.filter(Q(park=None, enterprise=None) | inside)


def target_years(scope: Scope) -> list[int]:
    """Years that have any, newest first."""
    return list(targets_visible(scope).order_by("-year").values_list("year", flat=True).distinct())


def target_groups(year: int, scope: Scope) -> list[TargetGroup]:
    """All indicators of the year."""
    rows = targets_visible(scope).filter(year=year).select_related("park", "enterprise", "set_by")
    by_key: dict[tuple[str, int | None, int | None, int | None], list[Target]] = {}
    for row in rows.order_by("-version"):
        key = (row.indicator, row.quarter, row.park_id, row.enterprise_id)
        by_key.setdefault(key, []).append(row)
    lines = [TargetLine(versions[0], tuple(versions[1:])) for versions in by_key.values()]
    codes = sorted({line.current.indicator for line in lines})
    return [_group(code, [line for line in lines if line.current.indicator == code], scope) for code in codes]


def _group(code: str, lines: list[TargetLine], scope: Scope) -> TargetGroup:
    whole = next((line for line in lines if _kind(line.current) == ""), None)
    parts = tuple(
        sorted((line for line in lines if line is not whole), key=lambda line: _order(line.current))
    )
    # Who does not see every part cannot compare their sum with the whole.
    kinds = ("quarter", "park", "enterprise") if scope.whole else ("quarter",)
    checks = [_check(kind, whole.current, parts) for kind in kinds] if whole else []
    return TargetGroup(code, whole, parts, tuple(check for check in checks if check is not None))


def _check(kind: str, whole: Target, parts: tuple[TargetLine, ...]) -> SplitCheck | None:
    values = [line.current.value for line in parts if _kind(line.current) == kind]
    if not values:
        return None
    total = sum(values, Decimal(0))
    return SplitCheck(kind, len(values), total, total - whole.value)


def _kind(target: Target) -> str:
    """What a target is a part by; «mixed» for a quarter of a park or an enterprise."""
    named = [name for name in ("quarter", "park", "enterprise") if getattr(target, name) is not None]
    return "" if not named else named[0] if len(named) == 1 else "mixed"


def _order(target: Target) -> tuple[int, str, str, int]:
    return (
        ("quarter", "park", "enterprise", "mixed").index(_kind(target)),
        target.park.name if target.park else "",
        target.enterprise.short_name if target.enterprise else "",
        target.quarter or 0,
    )
