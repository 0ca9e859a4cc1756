"""A traced list as columns, and one contact after the other out of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from songhanh.analytics.tracing.hop import Met
from songhanh.rules.tracing.definition import ContactDefinition, Tier
from songhanh.rules.tracing.judging import bar_of
from songhanh.rules.tracing.trace import Contact


@dataclass(frozen=True)
class Traced:
    """F1 and F2 by the definition named; an F2 list that was not asked for is empty."""

    definition: ContactDefinition
    f1: Met
    f2: Met

    def __len__(self) -> int:
        return len(self.f1.person) + len(self.f2.person)

    def tier_of(self, person: int) -> Tier | None:
        """Which list a person stands in, if any."""
        for tier, met in ((Tier.F1, self.f1), (Tier.F2, self.f2)):
            at = int(np.searchsorted(met.person, person))
            if at < met.person.size and met.person[at] == person:
                return tier
        return None

    def contacts(self) -> Iterator[Contact]:
        """By tier and person; places by their number in the snapshot."""
        for tier, met in ((Tier.F1, self.f1), (Tier.F2, self.f2)):
            yield from _contacts(tier, met, self.definition)


def _contacts(tier: Tier, met: Met, definition: ContactDefinition) -> Iterator[Contact]:
    bar = bar_of(definition.alternatives(tier))
    place, first = met.place.tolist(), met.place_first.tolist()
    columns = (met.person, met.certain, met.seconds, met.first_at)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for number, (person, certain, seconds, first_at) in enumerate(rows):
        yield Contact(
            person,
            tier,
            certain,
            seconds,
            first_at if tier is Tier.F1 else None,
            tuple(place[first[number] : first[number + 1]]),
            bar.certain_codes if certain else bar.possible_codes,
            () if certain else bar.questions,
        )
