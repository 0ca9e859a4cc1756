"""How complete a period is: by count, by workers, by revenue; per park or per officer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from songhanh.core.ui.charts.stack import STATE_LOOKS
from songhanh.reporting.presenters.collection import CollectionRow

HUNDRED = Decimal(100)
LARGEST = 4  # missing reports named as the ones that weigh most


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of one park, one officer or all. Shares in percent of the group's own weight; None: nothing to weigh."""

    code: str
    name: str
    counts: dict[str, int]
    owed: int
    filed: int
    exempt: int
    overdue: int
    late: int
    extended: int
    workers_covered: Decimal | None
    revenue_covered: Decimal | None

    @property
    def missing(self) -> int:
        """Reports that the Board waits for."""
        return self.owed - self.filed

    @property
    def filed_share(self) -> Decimal | None:
        """Filed of owed in percent."""
        return Decimal(self.filed) / self.owed * HUNDRED if self.owed else None


@dataclass(frozen=True, slots=True)
class Missing:
    """What the missing reports weigh, and what the largest few of them would bring."""

    revenue: Decimal | None
    workers: Decimal | None
    largest: int
    revenue_with_largest: Decimal | None
    never_signed_in: int


def completeness(code: str, name: str, rows: Iterable[CollectionRow]) -> Completeness:
    """Counted over `rows`; exempt ones stand beside."""
    listed = list(rows)
    owed = [row for row in listed if row.state != "EXEMPT"]
    counts = {state: sum(row.state == state for row in owed) for state in STATE_LOOKS}
    return Completeness(
        code=code,
        name=name,
        counts=counts,
        owed=len(owed),
        filed=sum(row.filed for row in owed),
        exempt=len(listed) - len(owed),
        overdue=sum(row.timing == "OVERDUE" for row in owed),
        late=sum(row.timing == "LATE" for row in owed),
        extended=sum(row.timing == "EXTENDED" for row in owed),
        workers_covered=_covered(owed, lambda row: row.workers_share),
        revenue_covered=_covered(owed, lambda row: row.revenue_share),
    )


def by_park(rows: Sequence[CollectionRow]) -> list[Completeness]:
    """One line a park, the one with most reports first."""
    return _grouped(rows, lambda row: (row.park_code, row.park))


def by_officer(rows: Sequence[CollectionRow]) -> list[Completeness]:
    """One line an officer; reports without one come under an empty code."""
    return _grouped(rows, lambda row: (row.officer_id, row.officer))


def missing(rows: Sequence[CollectionRow]) -> Missing:
    """What is still out."""
    out = sorted(
        (row for row in rows if row.missing), key=lambda row: row.revenue_share or Decimal(0), reverse=True
    )
    largest = [row for row in out[:LARGEST] if row.revenue_share]
    known = [row.revenue_share for row in rows if row.revenue_share is not None]
    in_hand = sum((row.revenue_share or Decimal(0) for row in rows if row.filed), Decimal(0))
    return Missing(
        revenue=_summed(out, lambda row: row.revenue_share),
        workers=_summed(out, lambda row: row.workers_share),
        largest=len(largest),
        revenue_with_largest=in_hand + sum((row.revenue_share or Decimal(0) for row in largest), Decimal(0))
        if known
        else None,
        never_signed_in=sum("unseen" in row.watch for row in out),
    )


def _grouped(
    rows: Sequence[CollectionRow], key: Callable[[CollectionRow], tuple[str, str]]
) -> list[Completeness]:
    groups: dict[tuple[str, str], list[CollectionRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    found = [completeness(code, name, some) for (code, name), some in groups.items()]
    return sorted(found, key=lambda each: (-each.owed, each.name))


def _covered(
    rows: Sequence[CollectionRow], share: Callable[[CollectionRow], Decimal | None]
) -> Decimal | None:
    whole = _summed(rows, share)
    if not whole:
        return None
    return (_summed([row for row in rows if row.filed], share) or Decimal(0)) / whole * HUNDRED


def _summed(
    rows: Iterable[CollectionRow], share: Callable[[CollectionRow], Decimal | None]
) -> Decimal | None:
    known = [value for row in rows if (value := share(row)) is not None]
    return sum(known, Decimal(0)) if known else None
