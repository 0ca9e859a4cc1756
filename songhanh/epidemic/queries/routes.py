"""Which F1 units led to which places of F2, read from the day files on demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.tracing import routes as analytics
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.queries.search import fingerprint
from songhanh.presence.queries.snapshots import days_between


@dataclass(frozen=True, slots=True)
class Routes:
    """`pairs`: an F1 and the code of a place where that person was later, among people of F2.

    `as_sealed` is False where the days were rebuilt after the run, or are gone: then there are no pairs.
    """

    pairs: tuple[tuple[int, str], ...]
    as_sealed: bool

    def counted(self, units: Mapping[int, str]) -> dict[tuple[str, str], int]:
        """(F1 unit, place) → people; `units` by person, who is not in it is not counted."""
        found: dict[tuple[str, str], int] = {}
        for person, place in self.pairs:
            if person in units:
                key = (units[person], place)
                found[key] = found.get(key, 0) + 1
        return found


def routes_of(run: TracingRun, result: Result) -> Routes:
    """Of the days that the run has searched."""
    days = [date.fromisoformat(day) for day in run.days]
    try:
        snapshot = days_between(days[0], days[-1])
    except SnapshotError:
        return Routes((), as_sealed=False)
    if fingerprint(snapshot) != run.snapshot_hash:
        return Routes((), as_sealed=False)
    person, place = analytics.routes(snapshot, result.traced)
    codes = {number: each.code for number, each in result.places.items()}
    pairs = zip(person.tolist(), place.tolist(), strict=True)
    return Routes(tuple((who, codes[where]) for who, where in pairs), as_sealed=True)
