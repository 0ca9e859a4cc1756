"""Crews if people stay home: who is left, which line stops, what it makes a day; from register, plans and reports."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songhanh.core.scope import EVERYTHING, NOTHING, Scope, ScopeKind
from songhanh.definitions.holidays import published_calendar
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.presenters.crew import CrewPanel, crew_panel, worth
from songhanh.epidemic.presenters.crew_row import CrewState, Home, Worth, crew_state, draw_bar
from songhanh.epidemic.queries.crew import (
    Crew,
    LineKey,
    MonthOfWork,
    crews,
    days_worked,
    heads_of,
    lines_of,
    months_of_work,
)
from songhanh.gate.models import DistanceClass, Place, PlaceKind
from songhanh.people.actions.people import end_employment
from songhanh.presence.models import LinePlan
from tests.epidemic.cast import BY, NOW, TODAY, Cast, acting, employ
from tests.reporting.filing import accepted, file, owed

MONTH = MonthOfWork(date(2021, 11, 15), date(2021, 12, 15), Decimal("52"), 26)
LOW = MonthOfWork(date(2021, 10, 15), date(2021, 11, 15), Decimal("27"), 27)


def key(line: str, shift: str = "Ca 1", workshop: str = "") -> LineKey:
    return LineKey(7, workshop, line, shift)


def crew(line: str, heads: int, minimum: int | None, shift: str = "Ca 1") -> Crew:
    return Crew(key(line, shift), heads, None if minimum is None else minimum + 4, minimum)


def panel(home: Home = Home.F1, gone: dict[LineKey, tuple[int, int, int]] | None = None) -> CrewPanel:
    """Line 11 of 40 loses 18 and a case, 12 one of 37, 14 nobody of F1; 15 and 16 nobody at all."""
    listed = [
        crew("May 11", 40, 38),
        crew("May 12", 37, 36),
        crew("May 14", 40, 36),
        crew("May 15", 41, 36),
        crew("May 16", 43, 36),
        crew("May 17", 50, 36, "Ca 2"),
    ]
    usual = {key("May 11"): (1, 17, 0), key("May 12"): (0, 1, 0), key("May 14"): (0, 0, 7)}
    return crew_panel(
        crews={each.key: each for each in listed},
        gone=usual if gone is None else gone,
        people=(1, 20, 8),
        home=home,
        names={7: "Mẫu 07"},
        months={7: [MONTH, LOW]},
        heads={7: 400},
    )


@pytest.mark.parametrize(
    ("left", "minimum", "state"),
    [
        (35, 36, CrewState.STOPS),
        (36, 36, CrewState.NEAR),
        (39, 36, CrewState.NEAR),
        (40, 36, CrewState.RUNS),
        (-1, 0, CrewState.STOPS),
        (0, 0, CrewState.RUNS),
        (40, None, CrewState.UNKNOWN),
    ],
)
def test_a_line_stops_below_its_minimum_and_is_close_within_a_tenth(
    left: int, minimum: int | None, state: CrewState
) -> None:
    assert crew_state(left, minimum) is state


def test_what_breaks_first_stands_first() -> None:
    found = panel()
    assert [(row.line, row.left, row.minimum, row.state.value) for row in found.rows] == [
        ("May 11", 22, 38, "STOPS"),
        ("May 12", 36, 36, "NEAR"),
        ("May 14", 40, 36, "RUNS"),
    ]
    assert [row.number for row in found.rows] == [0, 1, 2]
    assert [row.missing for row in found.rows] == [18, 1, 0]
    assert found.finding == "F1 ở nhà: 1 chuyền dừng"


def test_both_choices_stand_side_by_side() -> None:
    found = panel(Home.F2)
    first, second = found.choices
    assert (first.home, first.people, first.stops) == (Home.F1, 21, 1)
    assert (second.home, second.people, second.stops) == (Home.F2, 29, 2)
    assert found.finding == "F1 và F2 ở nhà: 2 chuyền dừng"
    assert [row.line for row in found.rows] == ["May 11", "May 14", "May 12"]
    # May 11 alone: 40 of 400 heads of 2 billion a day (52 over 26), at the lowest 1 (27 over 27).
    assert first.worth == Worth(Decimal("0.2"), Decimal("0.1"), Decimal("0.2"))
    assert second.worth == Worth(Decimal("0.4"), Decimal("0.2"), Decimal("0.4"))
    assert "Dừng 2" in second.chart.sentence


def test_spare_people_are_of_the_same_shift_and_above_the_minimum() -> None:
    assert panel().spare == (("May 16", 7), ("May 15", 5))
    assert panel().spare_words == "12 người: May 16 (7), May 15 (5)"


def test_people_without_a_line_are_counted_apart() -> None:
    assert panel().without_line == 29 - 26


def test_nobody_missing_is_said() -> None:
    assert panel(gone={}).finding == "F1 ở nhà: không chuyền nào mất người"
    assert panel(gone={}).rows == ()


def test_without_any_minimum_no_line_is_said_to_run() -> None:
    alone = crew("May 11", 40, None)
    found = crew_panel(
        crews={alone.key: alone}, gone={alone.key: (0, 5, 0)}, people=(0, 5, 0), home=Home.F1,
        names={7: "Mẫu 07"}, months={}, heads={7: 40},
    )  # fmt: skip
    assert found.finding == "F1 ở nhà: 1 chuyền mất người, chưa có mức tối thiểu"
    assert found.rows[0].state is CrewState.UNKNOWN
    assert found.chosen.worth is None


def test_a_line_that_is_short_already_is_not_stopped_by_this() -> None:
    short, other = crew("May 11", 30, 38), crew("May 12", 40, 30)
    found = crew_panel(
        crews={each.key: each for each in (short, other)}, gone={short.key: (0, 0, 4), other.key: (0, 2, 0)},
        people=(0, 2, 4), home=Home.F1, names={7: "Mẫu 07"}, months={}, heads={7: 70},
    )  # fmt: skip
    assert [(row.line, row.missing) for row in found.rows] == [("May 12", 2), ("May 11", 0)]
    assert [choice.stops for choice in found.choices] == [0, 1]


def test_many_lines_are_counted_and_the_worst_are_named() -> None:
    many = [crew(f"May {nth:03d}", 40, 40 - nth % 7) for nth in range(300)]
    found = crew_panel(
        crews={each.key: each for each in many}, gone={each.key: (0, 3, 0) for each in many}, people=(0, 900, 0),
        home=Home.F1, names={7: "Mẫu 07"}, months={}, heads={7: 12_000},
    )  # fmt: skip
    assert (len(found.rows), found.unnamed) == (240, 60)
    assert sum(found.chosen.lines.values()) == 300
    assert {row.state for row in found.rows[: found.chosen.stops]} == {CrewState.STOPS}


def test_the_bar_shows_who_is_left_and_the_minimum() -> None:
    row = panel().rows[0]
    svg = ElementTree.fromstring(draw_bar(row))
    track, left, tick = list(svg.iter("rect"))
    # 22 of a track of 42 (the plan), the tick at 38.
    assert float(left.get("width", "0")) == pytest.approx(float(track.get("width", "0")) * 22 / 42, abs=0.1)
    assert float(tick.get("x", "0")) + 1.5 == pytest.approx(float(track.get("width", "0")) * 38 / 42, abs=0.1)
    assert svg.get("aria-label") == "còn 22, cần 38"


def test_a_line_is_worth_its_part_of_the_heads() -> None:
    assert worth(10, 100, [MONTH]) == Worth(Decimal("0.2"), Decimal("0.2"), Decimal("0.2"))
    assert worth(10, 100, []) is None
    assert worth(10, 0, [MONTH]) is None


def test_days_worked_leave_out_sundays_and_holidays() -> None:
    calendar = published_calendar()
    # 15/11 to 14/12/2021: 30 days, four Sundays.
    assert days_worked(date(2021, 11, 15), date(2021, 12, 15), calendar) == 26
    # 01/01/2022 (a Saturday) and its day in lieu are off.
    assert days_worked(date(2022, 1, 1), date(2022, 1, 2), calendar) == 0


def line_of(enterprise: Enterprise, name: str, workshop: Place | None = None) -> Place:
    with acting():
        kind = PlaceKind.LINE
        place = Place(
            enterprise=enterprise, kind=kind, name=name, parent=workshop, distance=DistanceClass.NEAR
        )
        place.save()
    return place


def plan(line: Place, minimum: int, since: date = date(2022, 1, 1), shift: str = "Ca 1") -> None:
    with acting():
        LinePlan(
            enterprise=line.enterprise, line=line, shift=shift, planned=minimum + 2, minimum_crew=minimum,
            valid_from=since, set_at=NOW,
        ).save()  # fmt: skip


def test_crews_are_the_register_of_the_day_with_the_plan_in_force(cast: Cast) -> None:
    for nth in range(3):
        employ(cast.one, nth + 1, line="Hàn 1")
    employ(cast.one, 4, line="Hàn 2", shift="Ca 2")
    employ(cast.one, 5, line="")
    employ(cast.two, 6, line="Hàn 1")
    line = line_of(cast.one, "Hàn 1")
    plan(line, 9, date(2021, 1, 1))
    plan(line, 2, date(2022, 1, 1))
    plan(line, 99, date(2022, 2, 1))  # still to come
    found = crews(scope=EVERYTHING, enterprise_ids=[cast.one.pk], on=TODAY)
    one = LineKey(cast.one.pk, "", "Hàn 1", "Ca 1")
    assert found == {
        one: Crew(one, 3, 4, 2),
        (two := LineKey(cast.one.pk, "", "Hàn 2", "Ca 2")): Crew(two, 1, None, None),
    }
    assert heads_of(scope=EVERYTHING, enterprise_ids=[cast.one.pk], on=TODAY) == {cast.one.pk: 5}


def test_a_plan_of_a_line_of_the_same_name_in_another_workshop_is_not_taken(cast: Cast) -> None:
    employ(cast.one, 1, line="Tổ 1", workshop="Xưởng A")
    employ(cast.one, 2, line="Tổ 1", workshop="Xưởng B")
    with acting():
        room = Place(
            enterprise=cast.one, kind=PlaceKind.WORKSHOP, name="Xưởng A", distance=DistanceClass.SAME_ROOM
        )
        room.save()
    plan(line_of(cast.one, "Tổ 1", room), 1)
    found = crews(scope=EVERYTHING, enterprise_ids=[cast.one.pk], on=TODAY)
    assert {each.workshop: crew.minimum for each, crew in found.items()} == {"Xưởng A": 1, "Xưởng B": None}


def test_a_plan_without_a_shift_holds_for_the_line(cast: Cast) -> None:
    employ(cast.one, 1)
    plan(line_of(cast.one, "Hàn 1"), 1, shift="")
    found = crews(scope=EVERYTHING, enterprise_ids=[cast.one.pk], on=TODAY)
    assert [each.minimum for each in found.values()] == [1]


def test_who_has_left_works_nowhere(cast: Cast) -> None:
    stays, left = employ(cast.one, 1), employ(cast.one, 2)
    end_employment(employment=left, left_on=date(2022, 1, 15), by=BY, now=NOW)
    found = lines_of(scope=EVERYTHING, person_ids=[stays.person_id, left.person_id], on=TODAY)
    assert found == {stays.person_id: LineKey(cast.one.pk, "", "Hàn 1", "Ca 1")}


def test_months_are_accepted_own_reports_the_newest_first(cast: Cast) -> None:
    for month, revenue in (("2021-09", "10"), ("2021-10", "27"), ("2021-11", "30"), ("2021-12", "52")):
        accepted(cast, month, revenue=revenue)
    file(owed(cast, "2022-01"), cast.reporter, cast, revenue="99")  # filed, not accepted
    found = months_of_work(scope=EVERYTHING, enterprise_ids=[cast.one.pk], until=TODAY)[cast.one.pk]
    assert [(month.revenue, month.since) for month in found] == [
        (Decimal("52"), date(2021, 11, 15)),
        (Decimal("30"), date(2021, 10, 15)),
        (Decimal("27"), date(2021, 9, 15)),
    ]
    assert found[0].a_day == 2
    assert found[0].last == date(2021, 12, 14)
    early = months_of_work(scope=EVERYTHING, enterprise_ids=[cast.one.pk], until=date(2021, 11, 20))
    assert [month.revenue for month in early[cast.one.pk]] == [Decimal("30"), Decimal("27"), Decimal("10")]


def test_other_scopes_see_neither_crews_nor_revenue(cast: Cast) -> None:
    accepted(cast)
    worker = employ(cast.one, 1)
    elsewhere = Scope(ScopeKind.PARKS, park_ids=frozenset({cast.parks[1].pk}))
    for scope in (elsewhere, NOTHING):
        asked = {"scope": scope, "enterprise_ids": [cast.one.pk]}
        assert crews(**asked, on=TODAY) == {}  # type: ignore[arg-type]
        assert lines_of(scope=scope, person_ids=[worker.person_id], on=TODAY) == {}
        assert heads_of(**asked, on=TODAY) == {}  # type: ignore[arg-type]
        assert months_of_work(**asked, until=TODAY) == {}  # type: ignore[arg-type]


def test_more_people_ask_no_more_questions(cast: Cast) -> None:
    plan(line_of(cast.one, "Hàn 1"), 1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            people = [each.person_id for each in employed]
            lines_of(scope=EVERYTHING, person_ids=people, on=TODAY)
            crews(scope=EVERYTHING, enterprise_ids=[cast.one.pk], on=TODAY)
        return len(queries)

    employed = [employ(cast.one, 1)]
    before = asked()
    employed += [employ(cast.one, nth, line=f"Hàn {nth}") for nth in range(2, 12)]
    assert asked() == before == 3
