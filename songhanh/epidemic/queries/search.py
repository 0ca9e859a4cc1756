"""The search itself: from cases and a definition over the day files to lists with codes and places of today."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from songhanh.analytics.presence.places import NEAR
from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.analytics.tracing import kernel
from songhanh.analytics.tracing.hop import Met
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.routes import routes
from songhanh.epidemic.models import Case
from songhanh.epidemic.models.result import IndexCase, Listed, ListedPlace, Result
from songhanh.epidemic.queries.answered import Settled, retrace
from songhanh.epidemic.queries.index_days import stays_of_cases
from songhanh.people.models import Employment
from songhanh.presence.queries.numbers import known, numbers_of
from songhanh.presence.queries.places import place_words
from songhanh.presence.queries.snapshots import days_between
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import DAY, EPOCH, Window, WindowError, infectious_window

MIDNIGHT = datetime.min.time()


class NoWindowError(ValueError):
    """The case of this code was set apart before it could infect anybody, by the days that were entered."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer chooses: whose definition, how many tiers, how many days before onset or sampling count."""

    definition: ContactDefinition
    tiers: int
    days_before: int


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, over which days of which snapshot, how long the query took."""

    result: Result
    days: tuple[date, ...]
    files: list[list[Any]]
    first_day: date
    serial: int
    snapshot_hash: str
    seconds: float


def search(cases: Sequence[Case], choice: Choice, now: datetime, settled: Settled | None = None) -> Search:
    """Trace these cases. Raises NoWindowError for a case without a window, SnapshotError where no day was built.

    Days are searched from the first of the earliest window until today: an F1 may have met others after the case
    was set apart.
    """
    windows = {each.code: window_of(each, choice, now) for each in cases}
    first = EPOCH + timedelta(days=min(window.start for window in windows.values()) // DAY)
    snapshot = days_between(first, timezone.localdate(now))
    people = _people_of(cases)
    numbers = numbers_of({person for each in people.values() for person in each})
    index = [_index(each, windows[each.code], people[each.pk], numbers, snapshot) for each in cases]
    started = time.perf_counter()
    traced = _traced(index, choice, snapshot, settled)
    seconds = time.perf_counter() - started
    listed = _people(traced, timezone.localdate(now))
    result = Result(
        traced,
        listed,
        _places(traced, snapshot),
        tuple(index),
        stays_of_cases(index, snapshot),
        routes(snapshot, traced),
    )
    days = tuple(day.day for day in snapshot.days)
    return Search(result, days, files_of(snapshot), first, snapshot.serial, fingerprint(snapshot), seconds)


def window_of(case: Case, choice: Choice, now: datetime) -> Window:
    """Until the end of the day on which the case was set apart, which still counts; else until now.

    Raises NoWindowError with the case's code.
    """
    reference = case.reference_on
    until = timezone.localtime(now).replace(tzinfo=None)
    if case.isolated_on is not None:
        until = min(until, datetime.combine(case.isolated_on + timedelta(days=1), MIDNIGHT))
    try:
        return infectious_window(
            choice.definition.infectious,
            onset_on=case.onset_on,
            sampled_on=case.sampled_on,
            until=until,
            starts_on=reference and reference - timedelta(days=choice.days_before),
        )
    except WindowError as error:
        raise NoWindowError(case.code) from error


def files_of(snapshot: Snapshot) -> list[list[Any]]:
    """By day the name of its file and its rows: a file is written once, under a name that never comes back."""
    return [[path.name, len(day)] for path, day in zip(snapshot.parquet, snapshot.days, strict=True)]


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 of the list of files, that of the places too."""
    return hashlib.sha256(json.dumps([snapshot.reach_parquet.name, files_of(snapshot)]).encode()).hexdigest()


def windows_of(index: Iterable[IndexCase]) -> dict[int, Window]:
    """By number, of those that presence has seen; two cases of one person are one window that holds both."""
    found: dict[int, Window] = {}
    for each in index:
        if each.number is not None and each.seen:
            other = found.get(each.number, Window(each.since, each.until))
            found[each.number] = Window(min(each.since, other.start), max(each.until, other.end))
    return found


def _people_of(cases: Sequence[Case]) -> dict[int, list[int]]:
    """Case → whom its stay belongs to now, then whom it was entered for: days may have been built before a correction
    of the identity number, or after.
    """
    stays = {each.stay for each in cases if each.stay is not None}
    rows = Employment.objects.filter(stay__in=stays).order_by("since").values_list("stay", "person_id")
    now = dict(rows)
    return {
        each.pk: [person for person in (now.get(each.stay) if each.stay else None, each.person_id) if person]
        for each in cases
    }


def _index(
    case: Case, window: Window, people: Sequence[int], numbers: dict[int, int], snapshot: Snapshot
) -> IndexCase:
    known = [numbers[person] for person in people if person in numbers]
    seen = next((number for number in known if snapshot.seen(number)), None)
    number = seen if seen is not None else next(iter(known), None)
    return IndexCase(case.code, number, window.start, window.end, seen is not None)


def _traced(
    index: Iterable[IndexCase], choice: Choice, snapshot: Snapshot, settled: Settled | None
) -> Traced:
    windows = windows_of(index)
    if not windows:
        return Traced(choice.definition, Met.nobody(), Met.nobody())
    if settled:
        return retrace(snapshot, windows, choice.definition, settled, tiers=choice.tiers)
    return kernel.trace(snapshot, windows, choice.definition, tiers=choice.tiers)


def _people(traced: Traced, on: date) -> dict[int, Listed]:
    """Whoever presence cannot name any more still has a row: the number alone."""
    numbers = np.concatenate([traced.f1.person, traced.f2.person]).tolist()
    found = {number: Listed(number, None, None, "", f"#{number}", "", "") for number in numbers}
    for number, each in known(numbers, on=on).items():
        found[number] = Listed(
            number, each.person_id, each.pass_id, each.enterprise, each.employee_code, each.line, each.province,
            each.workshop, each.shift, str(each.stay or ""),
        )  # fmt: skip
    return found


def _places(traced: Traced, snapshot: Snapshot) -> dict[int, ListedPlace]:
    numbers = np.unique(np.concatenate([traced.f1.place, traced.f2.place])).tolist()
    codes = {number: snapshot.places.code(number) for number in numbers}
    words = place_words(list(codes.values()))
    alike = Counter((each.enterprise, each.name) for each in words.values())
    found = {}
    for number, code in codes.items():
        near = bool(snapshot.places.distance[number] == NEAR)
        said = words.get(code)
        if said is None:
            found[number] = ListedPlace(number, code, code, "", near)
        else:  # «Chuyền 01» of two workshops are two places
            twice = alike[said.enterprise, said.name] > 1 and said.within
            name = f"{said.name} · {said.within}" if twice else said.name
            found[number] = ListedPlace(number, code, name, said.kind, near)
    return found
