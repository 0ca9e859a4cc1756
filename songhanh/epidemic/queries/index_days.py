"""Where the cases of a run were, day by day, inside their infectious windows."""

from collections.abc import Iterable

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing.kernel import index_sources
from songhanh.analytics.tracing.sources import own_rows
from songhanh.epidemic.models.result import CaseStay, IndexCase
from songhanh.presence.queries.places import place_words
from songhanh.rules.tracing.window import Window


def stays_of_cases(cases: Iterable[IndexCase], snapshot: Snapshot) -> tuple[CaseStay, ...]:
    """By day and case, the longest first; places as they are called now."""
    numbered = {each.number: each for each in cases if each.number is not None and each.seen}
    sources = index_sources({number: Window(each.since, each.until) for number, each in numbered.items()})
    found: dict[tuple[str, str, int], int] = {}
    for day in snapshot.days:
        rows = own_rows(day, sources)
        for owner, place, start, end in zip(*(column.tolist() for column in rows), strict=True):
            key = (numbered[int(sources.person[owner])].case, day.day.isoformat(), place)
            found[key] = found.get(key, 0) + end - start
    codes = {place: snapshot.places.code(place) for _case, _day, place in found}
    words = place_words(set(codes.values()))
    stays = [
        CaseStay(case, day, words[codes[place]].name if codes[place] in words else codes[place], seconds)
        for (case, day, place), seconds in found.items()
    ]
    return tuple(sorted(stays, key=lambda stay: (stay.day, stay.case, -stay.seconds, stay.place)))
