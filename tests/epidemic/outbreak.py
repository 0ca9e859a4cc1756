"""A small factory with known presence, and an outbreak in it whose lists can be counted by hand.

Days 10 to 16 January 2022. NL-0001 to 0004 work at line Hàn 1, 0005 to 0008 at line Hàn 2, 08:00 to 12:00 every day.
On the 14th 0004 and 0005 eat at one table for half an hour. Of 0009 the gate alone is known. 0010 has never come.
NL-0101 of the second enterprise works there alone. The case is 0001 with onset on the 14th: infectious from the 12th.

F1: 0002, 0003, 0004, and 0009, of whom nobody knows how near. F2: 0005, and by 0009 perhaps 0006, 0007, 0008.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.urls import reverse

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import put_day, put_places
from songhanh.definitions.contacts import contact_definition
from songhanh.enterprises.models import Assignment
from songhanh.epidemic.actions.cases import Illness, enter_case
from songhanh.epidemic.actions.runs import run_trace
from songhanh.epidemic.models import Case, TracingRun
from songhanh.epidemic.queries.search import Choice
from songhanh.gate.actions.places import add_place
from songhanh.gate.models import DistanceClass, PlaceKind
from songhanh.people.models import Employment
from songhanh.presence.models import Number
from songhanh.presence.queries.places import code_of, named_places
from songhanh.presence.queries.snapshots import folder
from tests.people.cast import BY, NOW, SITED, Cast, acting, employ

FIRST, DAYS = date(2022, 1, 10), 7
ONSET, MEAL = date(2022, 1, 14), date(2022, 1, 14)
HOUR = 3600


@dataclass
class Outbreak:
    """The cast, who works there by the last figures of the code, presence numbers by the same, places by name."""

    cast: Cast
    workers: dict[int, Employment]
    numbers: dict[int, int]
    places: dict[str, int]

    def nth(self, number: int) -> int:
        """Of a presence number the worker."""
        return {value: key for key, value in self.numbers.items()}[number]


def make_outbreak(cast: Cast) -> Outbreak:
    """Presence and people, without a case; the officer is in charge of enterprise one."""
    workers = {nth: employ(cast.one, nth, line="Hàn 1" if nth < 5 else "Hàn 2") for nth in range(1, 11)}
    workers[101] = employ(cast.two, 101)
    with acting():
        Assignment(enterprise=cast.one, officer=cast.officer, since=SITED).save()
        numbers = {}
        for nth, row in workers.items():
            if nth != 10:
                numbers[nth] = Number.objects.create(person=row.person).pk
    near = DistanceClass.NEAR
    kinds = {"Hàn 1": PlaceKind.LINE, "Hàn 2": PlaceKind.LINE, "Bàn 3": PlaceKind.SITTING}
    rows = {
        name: add_place(
            enterprise=cast.one,
            kind=kind,
            name=name,
            parent=None,
            distance=near,
            minimum_crew=None,
            by=BY,
            now=NOW,
        )
        for name, kind in kinds.items()
    }
    found = put_places(folder(), named_places([cast.one, cast.two]))
    places = {name: found[code_of(row, cast.one.code)] for name, row in rows.items()}
    places |= {"one": found[cast.one.code], "two": found[cast.two.code]}
    outbreak = Outbreak(cast, workers, numbers, places)
    build(outbreak)
    return outbreak


def build(outbreak: Outbreak, without: frozenset[int] = frozenset()) -> None:
    """Write the day files (again); who is `without` was not there after all."""
    for day in (FIRST + timedelta(days=number) for number in range(DAYS)):
        rows = [row for row in _stays(day) if row[0] not in without]
        numbers = [
            (outbreak.numbers[nth], outbreak.places[name], start, end) for nth, name, start, end in rows
        ]
        put_day(folder(), day, Stays(*(np.array(column) for column in zip(*numbers, strict=True))))


def _stays(day: date) -> list[tuple[int, str, int, int]]:
    at_work = [(nth, "Hàn 1" if nth < 5 else "Hàn 2", 8 * HOUR, 12 * HOUR) for nth in range(1, 9)]
    rest = [(9, "one", 8 * HOUR, 12 * HOUR), (101, "two", 8 * HOUR, 12 * HOUR)]
    meal = [(nth, "Bàn 3", 12 * HOUR, 12 * HOUR + 1800) for nth in (4, 5)] if day == MEAL else []
    return [*at_work, *rest, *meal]


def new_case(outbreak: Outbreak, nth: int = 1, onset_on: date = ONSET) -> Case:
    """That worker fell ill, entered by the officer in charge."""
    by = outbreak.cast.by(outbreak.cast.officer)
    return enter_case(employment=outbreak.workers[nth], illness=Illness(onset_on, None), by=by, now=NOW)


def traced(
    outbreak: Outbreak, *cases: Case, tiers: int = 2, definition: str = "ours", days: int = 2
) -> TracingRun:
    """A run by the officer in charge."""
    choice = Choice(contact_definition(definition), tiers, days)
    return run_trace(cases=cases, choice=choice, by=outbreak.cast.by(outbreak.cast.officer), now=NOW)


__all__ = ["BY", "NOW", "ONSET", "Outbreak", "build", "make_outbreak", "new_case", "traced"]


def page(name: str, *args: Any) -> str:
    """The address of a page of this slice."""
    return reverse(f"epidemic:{name}", args=args)
