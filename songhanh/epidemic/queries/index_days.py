"""Where the cases of a run were, day by day, inside their infectious windows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.tracing.kernel import index_sources
from songhanh.analytics.tracing.sources import own_rows
from songhanh.epidemic.models.result import IndexCase
from songhanh.presence.queries.places import place_words
from songhanh.presence.queries.snapshots import days_between
from songhanh.rules.tracing.window import Window


@dataclass(frozen=True, slots=True)
class CaseStay:
    """Seconds of one case in one place on one day; `place` in words."""

    case: str
    day: date
    place: str
    seconds: int


def stays_of_cases(cases: Iterable[IndexCase], days: Iterable[date]) -> list[CaseStay]:
    """By day, then the longest first, as presence now has it; nothing where its days have been erased."""
    numbered = {each.number: each for each in cases if each.number is not None}
    asked = sorted(days)
    if not numbered or not asked:
        return []
    try:
        snapshot = days_between(asked[0], asked[-1])
    except SnapshotError:
        return []
    sources = index_sources({number: Window(each.since, each.until) for number, each in numbered.items()})
    found: dict[tuple[str, date, int], int] = {}
    for day in snapshot.days:
        rows = own_rows(day, sources)
        for owner, place, start, end in zip(*(column.tolist() for column in rows), strict=True):
            key = (numbered[int(sources.person[owner])].case, day.day, place)
            found[key] = found.get(key, 0) + end - start
    codes = {place: snapshot.places.code(place) for _case, _day, place in found}
    words = place_words(set(codes.values()))
    stays = [
        CaseStay(case, day, words[codes[place]].name if codes[place] in words else codes[place], seconds)
        for (case, day, place), seconds in found.items()
    ]
    return sorted(stays, key=lambda stay: (stay.day, stay.case, -stay.seconds, stay.place))
