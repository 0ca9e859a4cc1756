"""Two weeks of presence in the demo: days that follow from its scans, and everything a page can show."""

from datetime import date

import pytest
from django.db.models import Sum

from songhanh.core.scope import EVERYTHING
from songhanh.demo.generation.attendance import FIRST, comings, workdays
from songhanh.demo.loading.moments import CLOCK
from songhanh.demo.loading.presence import FULL, LONG
from songhanh.gate.models import PlaceKind
from songhanh.people.queries import enterprises_of
from songhanh.presence.models import Conflict, ConflictKind, LinePlan, Roster, Tally
from songhanh.presence.queries.inside import inside_now
from songhanh.presence.queries.numbers import known
from songhanh.presence.queries.occupancy import of_day, stays_in
from songhanh.presence.queries.places import place_words
from songhanh.presence.queries.snapshots import days, days_between

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("undone")]
FRIDAY = date(2022, 1, 14)


def test_there_are_days_from_the_fourth_to_this_morning() -> None:
    assert (days()[0], days()[-1], len(days())) == (FIRST, CLOCK.date(), 14)
    rows = {each.day: len(each) for each in days_between(FIRST, CLOCK.date()).days}
    assert rows[FRIDAY] > rows[date(2022, 1, 7)] > rows[date(2022, 1, 9)]


def test_every_scan_of_every_day_is_in_one_of_the_counts() -> None:
    for each in Tally.objects.filter(scans__gt=0):
        counts = (each.undone, each.refused, each.unknown_pass, each.unknown_code, each.nobody, each.doubled)
        assert sum(counts) + each.placed == each.scans, each
    totals = Tally.objects.aggregate(*map(Sum, ("undone", "refused", "unknown_pass", "supplied")))
    assert all(totals.values())


def test_the_full_enterprise_has_lines_sittings_rooms_and_buses() -> None:
    kinds = set(Roster.objects.values_list("place__kind", flat=True))
    assert kinds == {PlaceKind.SITTING, PlaceKind.ROOM, PlaceKind.BUS}
    snapshot = of_day(FRIDAY)
    assert snapshot is not None
    codes = [snapshot.places.code(number) for number in range(len(snapshot.places))]
    there = stays_in(snapshot, [code for code in codes if code.startswith(f"{FULL[0]}/")])
    seen = {words.kind for words in place_words(there).values()}
    assert seen == {PlaceKind.LINE, PlaceKind.SITTING, PlaceKind.ROOM, PlaceKind.BUS}
    assert LinePlan.objects.filter(enterprise__code=LONG[0]).exists()


def test_somebody_is_inside_this_morning_guests_too() -> None:
    inside = inside_now(enterprises_of(EVERYTHING), CLOCK)
    by_kind = {each.kind for each in inside}
    assert {"WORKER", "VISITOR", "CONTRACTOR"} <= by_kind
    assert sum(each.enterprise == FULL[0] for each in inside) > 1_500


def test_contradictions_of_two_kinds_are_shown() -> None:
    kinds = set(Conflict.objects.values_list("kind", flat=True))
    assert {ConflictKind.ENTERED_TWICE, ConflictKind.TOO_FAST} <= kinds
    found = Conflict.objects.filter(kind=ConflictKind.TOO_FAST)[0]
    assert known([found.number_id])[found.number_id].employee_code


def test_the_same_seed_has_the_same_comings() -> None:
    told = [workdays(CLOCK.date(), "Ca ngày"), 2, CLOCK]
    assert list(comings(1, "a", "Ca ngày", *told)) == list(comings(1, "a", "Ca ngày", *told))  # type: ignore[arg-type]
    assert list(comings(1, "a", "Ca ngày", *told)) != list(comings(2, "a", "Ca ngày", *told))  # type: ignore[arg-type]
    assert all(each.at <= CLOCK for each in comings(1, "a", "Ca 3", *told))  # type: ignore[arg-type]
