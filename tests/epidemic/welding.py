"""A small outbreak over real presence: two lines of one workshop, a bus, a case, a run made by its officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from pytest_django import Settings

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import put_day, put_places
from songhanh.definitions.contacts import contact_definition
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.epidemic.actions.runs import Choice, run_trace
from songhanh.epidemic.models import Case, TracingRun
from songhanh.gate.models import DistanceClass, Place, PlaceKind
from songhanh.people.models import Employment
from songhanh.presence.actions.days import give_numbers
from songhanh.presence.models import LinePlan
from songhanh.presence.queries.numbers import numbers_of
from songhanh.presence.queries.places import code_of, named_places
from tests.epidemic.cast import BY, NOW, TODAY, Cast, acting, employ, new_case
from tests.people.cast import SITED

HOUR = 3_600
FIRST = TODAY - timedelta(days=6)
LINES = ("Hàn 1", "Hàn 2", "Hàn 3")


@dataclass(frozen=True)
class Outbreak:
    """`workers` by line; the case is the first of line 1. Of line 1 the last two ride the bus with all of line 2."""

    cast: Cast
    case: Case
    workers: dict[str, list[Employment]]
    run: TracingRun


def outbreak(
    cast: Cast, settings: Settings, folder: Path, heads: int = 8, enterprise: Enterprise | None = None
) -> Outbreak:
    """`heads` people a line; line 1 meets the case, line 2 only two of line 1, line 3 nobody. In `one`, if not told."""
    site = enterprise or cast.one
    settings.PRESENCE_ROOT = folder
    with acting():
        Assignment(enterprise=site, officer=cast.officer, since=SITED).save()
    workers = {
        line: [employ(site, 1000 * site.pk + 100 * nth + number, line=line) for number in range(1, heads + 1)]
        for nth, line in enumerate(LINES, 1)
    }
    places = _places(site)
    for line, minimum in zip(LINES, (heads - 1, heads, heads - 2), strict=True):
        _plan(places[line], heads, minimum)
    everybody = [each.person_id for line in workers.values() for each in line]
    give_numbers(person_ids=everybody, pass_ids=[], by=BY, now=NOW)
    case = new_case(workers[LINES[0]][0], onset_on=TODAY - timedelta(days=2), code=f"CA-{site.pk:04d}")
    _presence(folder, site, workers, places)
    choice = Choice(contact_definition("ours"), 2, 2)
    run = run_trace(cases=[case], choice=choice, by=cast.by(cast.officer), now=NOW)
    return Outbreak(cast, case, workers, run)


def _places(site: Enterprise) -> dict[str, Place]:
    found: dict[str, Place] = {}
    named = [
        ("Xưởng hàn", PlaceKind.WORKSHOP, DistanceClass.SAME_ROOM),
        *((line, PlaceKind.LINE, DistanceClass.NEAR) for line in LINES),
        ("Xe 3", PlaceKind.BUS, DistanceClass.NEAR),
    ]
    with acting():
        for name, kind, distance in named:
            parent = found.get("Xưởng hàn") if kind is PlaceKind.LINE else None
            found[name] = Place(enterprise=site, kind=kind, name=name, parent=parent, distance=distance)
            found[name].save()
    return found


def _plan(line: Place, planned: int, minimum: int) -> None:
    with acting():
        LinePlan(
            enterprise=line.enterprise, line=line, planned=planned, minimum_crew=minimum, valid_from=date(2022, 1, 1),
            set_at=NOW,
        ).save()  # fmt: skip


def _presence(
    folder: Path, site: Enterprise, workers: dict[str, list[Employment]], places: dict[str, Place]
) -> None:
    """Every line works 07:00 to 15:00, each worker some minutes less than the one before; the bus takes an hour."""
    numbers = put_places(folder, named_places([site]))
    known = numbers_of([each.person_id for line in workers.values() for each in line])
    rows: list[tuple[int, int, int, int]] = []
    for line, crew in workers.items():
        at = numbers[code_of(places[line], site.code)]
        for nth, each in enumerate(crew):
            rows.append((known[each.person_id], at, 7 * HOUR, 15 * HOUR - nth * 1_200))
    bus = numbers[code_of(places["Xe 3"], site.code)]
    for each in (*workers[LINES[0]][-2:], *workers[LINES[1]]):
        rows.append((known[each.person_id], bus, 16 * HOUR, 17 * HOUR))
    for day in range(7):
        put_day(folder, FIRST + timedelta(days=day), _stays(rows))


def _stays(rows: Sequence[tuple[int, int, int, int]]) -> Stays:
    return Stays(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))
