"""Targets of a year: the newest version of each, its history, what the splits add up to; found by words."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.definitions.indicators import indicators
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise
from songhanh.enterprises.queries import called
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Target
from songhanh.reporting.queries.searching import periods_in

KEY = ("indicator", "year", "quarter", "park", "enterprise")  # what versions of one target share
VERSIONS_READ = 200  # of the rows that words lead to: newest year first, with their older versions


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


def target_of(uuid: UUID, scope: Scope) -> Target | None:
    """One version of a target, if the scope covers it."""
    rows = targets_visible(scope).filter(uuid=uuid)
    return rows.select_related("park", "enterprise", "set_by").first()


def versions_of(target: Target) -> list[Target]:
    """Every version of the same target, newest first."""
    key = {name: getattr(target, name) for name in KEY}
    return list(Target.objects.filter(**key).select_related("set_by").order_by("-version"))


def targets_found(scope: Scope, text: str, most: int) -> list[Target]:
    """Targets that hold now, of the years in `text`, whose indicator, owner or decision holds its other words."""
    codes, rest = periods_in(text)
    rows = targets_visible(scope).select_related("park", "enterprise")
    for code in codes:
        rows = rows.filter(year=int(code[:4]), **({"quarter": int(code[-1])} if "-q" in code else {}))
    decisions = set(Target.objects.order_by().values_list("decision_number", flat=True))
    for word in fold(rest).split():
        rows = rows.filter(_with_word(word, decisions))
    newest: dict[tuple[object, ...], Target] = {}
    for row in rows.order_by("-year", "indicator", "park", "enterprise", "quarter", "-version")[
        :VERSIONS_READ
    ]:
        newest.setdefault(tuple(getattr(row, f"{name}_id", getattr(row, name)) for name in KEY), row)
    whole_first = sorted(newest.values(), key=lambda row: (-row.year, bool(_kind(row))))
    return whole_first[:most]


@cache
def _indicator_words(code: str) -> frozenset[str]:
    each = indicators()[code]
    return frozenset(fold(f"chỉ tiêu kế hoạch {each.name} {each.name_en}").split())


def _with_word(word: str, decisions: set[str]) -> Q:
    named = Enterprise.objects.filter(called(word))
    parks = [p.pk for p in IndustrialPark.objects.all() if word in fold(f"{p.name} {p.code}").split()]
    return (
        Q(indicator__in=[code for code in indicators() if word in _indicator_words(code)])
        | Q(park_id__in=parks)
        # Never an empty list: an unknown enterprise must cost the same questions as a foreign one.
        | Q(enterprise_id__in=[0, *named.values_list("pk", flat=True)])
        | Q(decision_number__in=[number for number in decisions if word in fold(number).split()])
    )


def target_groups(year: int, scope: Scope, indicator: str = "") -> list[TargetGroup]:
    """All indicators of the year, or one."""
    rows = targets_visible(scope).filter(year=year).select_related("park", "enterprise", "set_by")
    if indicator:
        rows = rows.filter(indicator=indicator)
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
