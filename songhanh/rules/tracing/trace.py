"""Tracing itself: from index persons to F1, from F1 to F2.

* An index person's stays count inside that person's infectious window.
* F1 is who was with ONE index person for as long as an alternative wants: seconds of all places and days together.
  An index person is never somebody else's F1.
* F2 is the same towards one F1, counted from that F1's first second with any index person, plus the days the
  definition gives until an F1 may pass it on. Index persons and F1 are not F2.
* F2 is certain only where the F1 is and the contact is.
* The time shown is that spent with any person of the tier above; several at once count once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from songhanh.rules.tracing.definition import Alternative, ContactDefinition, Question, Tier
from songhanh.rules.tracing.encounters import Encounter, encounters, exposed_seconds, together
from songhanh.rules.tracing.judging import bar_of, judge
from songhanh.rules.tracing.places import Place, reach
from songhanh.rules.tracing.presence import Stay, merged
from songhanh.rules.tracing.window import Window


@dataclass(frozen=True)
class Contact:
    """One person of a traced list. `certain` False is `uncertain`: `questions` say what is to be asked.

    `first_at`: an F1's first second with any index person, from which F2 are counted; None for F2.
    """

    person: int
    tier: Tier
    certain: bool
    seconds: int
    first_at: int | None
    places: tuple[int, ...]
    reasons: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return self.seconds // 60


@dataclass(frozen=True)
class _Sources:
    """Stays of one tier that count, and which of its persons certainly belong to it."""

    stays: list[Stay]
    certain: frozenset[int]


def trace(
    stays: Iterable[Stay],
    places: Iterable[Place],
    cases: Mapping[int, Window],
    definition: ContactDefinition,
    *,
    tiers: int = 2,
) -> list[Contact]:
    """F1 and (with `tiers` 2) F2 of the cases, by tier and person. `cases`: person → infectious window."""
    kept = merged(stays)
    known = {place.number: place for place in places}
    index = [part for stay in kept if stay.person in cases and (part := stay.within(cases[stay.person]))]
    first = _tier(Tier.F1, kept, known, _Sources(index, frozenset(cases)), definition.f1, frozenset(cases))
    if tiers == 1:
        return first
    since = {
        each.person: each.first_at + definition.f1_seconds for each in first if each.first_at is not None
    }
    passing = [
        part
        for stay in kept
        if stay.person in since
        if (part := stay.within(Window(since[stay.person], stay.end)))
    ]
    certain = frozenset(contact.person for contact in first if contact.certain)
    done = frozenset(cases) | since.keys()
    return first + _tier(Tier.F2, kept, known, _Sources(passing, certain), definition.f2, done)


def _tier(
    tier: Tier,
    stays: Sequence[Stay],
    places: Mapping[int, Place],
    sources: _Sources,
    alternatives: Sequence[Alternative],
    excluded: frozenset[int],
) -> list[Contact]:
    reached = reach(places.values())
    by_person: dict[int, list[Stay]] = {}
    for stay in stays:
        if stay.person not in excluded:
            by_person.setdefault(stay.person, []).append(stay)
    found = []
    for person, own in sorted(by_person.items()):
        met = list(encounters(own, sources.stays, places, reached))
        if contact := _contact(tier, person, met, sources.certain, alternatives):
            found.append(contact)
    return found


def _contact(
    tier: Tier,
    person: int,
    met: Sequence[Encounter],
    certain_sources: frozenset[int],
    alternatives: Sequence[Alternative],
) -> Contact | None:
    judged = {source: judge(alternatives, time).contact for source, time in together(met).items()}
    if all(contact is False for contact in judged.values()):
        return None
    certain = any(contact and source in certain_sources for source, contact in judged.items())
    bar = bar_of(alternatives)
    return Contact(
        person,
        tier,
        certain,
        exposed_seconds(met),
        min(each.start for each in met) if tier is Tier.F1 else None,
        tuple(sorted({each.place for each in met})),
        bar.certain_codes if certain else bar.possible_codes,
        () if certain else bar.questions,
    )
