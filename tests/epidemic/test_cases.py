"""Cases: entered, pasted, corrected, withdrawn; found without going through masked lists."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songhanh.core.models import Event
from songhanh.epidemic.actions.cases import Illness, correct_case, enter_case, enter_cases, withdraw_case
from songhanh.epidemic.models import Case
from songhanh.epidemic.policies import EpidemicRefusedError
from songhanh.epidemic.queries.access import reach_of
from songhanh.epidemic.queries.finding import Found, by_lines, by_words, worker
from songhanh.people.actions.people import end_employment
from tests.epidemic.outbreak import BY, NOW, ONSET, Outbreak, new_case
from tests.people.cast import TODAY, employ, statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("illness", "code"),
    [
        (Illness(None, None), "no_day"),
        (Illness(None, None, isolated_on=TODAY), "no_day"),
        (Illness(TODAY + timedelta(days=1), None), "day_to_come"),
        (Illness(None, TODAY + timedelta(days=1)), "day_to_come"),
        (Illness(ONSET, None, isolated_on=date(2023, 1, 1)), "day_to_come"),
        (Illness(date(2021, 1, 14), None), "day_too_old"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(outbreak: Outbreak, illness: Illness, code: str) -> None:
    case = new_case(outbreak)
    with pytest.raises(EpidemicRefusedError) as refused:
        correct_case(case=case, illness=illness, by=outbreak.cast.by(outbreak.cast.officer), now=NOW)
    assert refused.value.code == code
    assert len(str(refused.value)) > 30


def test_either_day_is_enough(outbreak: Outbreak) -> None:
    case, by = new_case(outbreak), outbreak.cast.by(outbreak.cast.officer)
    correct_case(case=case, illness=Illness(None, TODAY), by=by, now=NOW)
    assert case.reference_on == TODAY
    correct_case(case=case, illness=Illness(ONSET, TODAY), by=by, now=NOW)
    assert case.reference_on == ONSET


def test_one_illness_is_one_case(outbreak: Outbreak) -> None:
    first = new_case(outbreak)
    with pytest.raises(EpidemicRefusedError) as refused:
        new_case(outbreak)
    assert refused.value.code == "case_already"
    assert first.code in str(refused.value)
    by = outbreak.cast.by(outbreak.cast.officer)
    withdraw_case(case=first, reason="Nhập nhầm người khác", by=by, now=NOW)
    assert new_case(outbreak).code == "CA-0002"


def test_withdrawing_wants_a_reason_and_happens_once(outbreak: Outbreak) -> None:
    case, by = new_case(outbreak), outbreak.cast.by(outbreak.cast.officer)
    for reason, code in (("nhầm", "reason_short"), ("Nhập nhầm người khác", "")):
        if code:
            with pytest.raises(EpidemicRefusedError) as refused:
                withdraw_case(case=case, reason=reason, by=by, now=NOW)
            assert refused.value.code == code
        else:
            withdraw_case(case=case, reason=reason, by=by, now=NOW)
    with pytest.raises(EpidemicRefusedError) as refused:
        withdraw_case(case=case, reason="Nhập nhầm người khác", by=by, now=NOW)
    assert refused.value.code == "withdrawn_already"


def test_only_an_officer_in_charge_enters(outbreak: Outbreak) -> None:
    cast = outbreak.cast
    for user in (cast.leader, cast.auditor, cast.reporter):
        outsider = Outbreak(cast, outbreak.workers, {}, {})
        outsider.cast.officer, kept = user, cast.officer
        try:
            with pytest.raises(EpidemicRefusedError) as refused:
                new_case(outsider)
        finally:
            cast.officer = kept
        assert refused.value.code == "no_permission"
    with pytest.raises(EpidemicRefusedError):
        new_case(outbreak, 101)  # in the officer's park, not in the officer's charge


def found(outbreak: Outbreak, text: str) -> list[tuple[int, str, Found]]:
    reach = reach_of(outbreak.cast.by(outbreak.cast.officer), TODAY)
    return [(line.number, line.text, line.found) for line in by_lines(reach, text, TODAY)]


def test_every_pasted_line_has_its_outcome(outbreak: Outbreak) -> None:
    new_case(outbreak, 3)
    text = "NL-0001\n\n  nl-0002 \n037191000002\nNL-0003\nNL-9999\nNL-0101\n037 191 000 004\nkhông có\n"
    assert found(outbreak, text) == [
        (1, "NL-0001", Found.ONE),
        (3, "nl-0002", Found.ONE),
        (4, "037191000002", Found.TWICE),
        (5, "NL-0003", Found.ALREADY),
        (6, "NL-9999", Found.UNKNOWN),
        (7, "NL-0101", Found.UNKNOWN),  # of an enterprise that is not in the officer's charge
        (8, "037 191 000 004", Found.ONE),
        (9, "không có", Found.UNKNOWN),
    ]


def test_a_code_at_two_enterprises_is_nobody_until_one_is_chosen(outbreak: Outbreak) -> None:
    employ(outbreak.cast.two, 1, number="037191777777")
    reach = reach_of(outbreak.cast.by(outbreak.cast.leader), TODAY)
    assert [line.found for line in by_lines(reach, "NL-0001", TODAY)] == [Found.SEVERAL]
    assert [line.found for line in by_lines(reach, "NL-0001", TODAY, "mau-02")] == [Found.ONE]


def test_a_long_list_costs_as_many_questions_as_a_short_one(outbreak: Outbreak) -> None:
    reach = reach_of(outbreak.cast.by(outbreak.cast.officer), TODAY)
    counts = []
    for lines in (2, 400):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            by_lines(reach, "\n".join(f"NL-{nth:04d}" for nth in range(1, lines + 1)), TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_the_right_lines_are_entered_and_the_trail_counts_the_others(outbreak: Outbreak) -> None:
    by = outbreak.cast.by(outbreak.cast.officer)
    lines = by_lines(reach_of(by, TODAY), "NL-0001\nNL-9999\nNL-0002", TODAY)
    made = enter_cases(lines=lines, illness=Illness(None, TODAY), by=by, now=NOW)
    assert [case.code for case in made] == ["CA-0001", "CA-0002"]
    note = Event.objects.filter(name="epidemic:case:listed", subject="epidemic.case").get().after
    assert note["lines"] == 3
    assert note["outcomes"]["UNKNOWN"] == 1
    assert Case.objects.count() == 2


def test_who_was_entered_since_the_lines_were_looked_at_is_not_entered_again(outbreak: Outbreak) -> None:
    by = outbreak.cast.by(outbreak.cast.officer)
    lines = by_lines(reach_of(by, TODAY), "NL-0001\nNL-0002", TODAY)
    statement_of = Illness(None, TODAY)
    first = enter_case(employment=outbreak.workers[1], illness=statement_of, by=by, now=NOW)
    made = enter_cases(lines=lines, illness=statement_of, by=by, now=NOW)
    assert [case.person_id for case in made] == [outbreak.workers[2].person_id]
    assert Case.objects.filter(person_id=first.person_id).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
def test_two_officers_at_once_enter_one_person_once(outbreak: Outbreak) -> None:
    by = outbreak.cast.by(outbreak.cast.officer)
    together = Barrier(2)

    def entered() -> str:
        try:
            together.wait(20)
            return enter_case(
                employment=outbreak.workers[1], illness=Illness(TODAY, None), by=by, now=NOW
            ).code
        except EpidemicRefusedError:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(entered) for _ in range(2)]
    assert sorted(each.result() for each in answers) == ["CA-0001", "refused"]
    assert Case.objects.count() == 1


def test_found_by_code_number_and_whole_name_only(outbreak: Outbreak) -> None:
    employ(outbreak.cast.one, 55, full_name="Đỗ Thị Lạ")
    reach = reach_of(outbreak.cast.by(outbreak.cast.officer), TODAY)

    def codes(text: str) -> list[str]:
        return [row.employee_code for row in by_words(reach, text, TODAY)]

    assert codes("nl-0055") == codes("037191000055") == codes("Đỗ Thị Lạ") == ["NL-0055"]
    assert codes("Đỗ  Thị Lạ ") == ["NL-0055"]
    assert codes("Đỗ") == codes("Lạ") == codes("NL-00") == []


def test_who_has_left_lately_may_still_have_infected(outbreak: Outbreak) -> None:
    reach = reach_of(outbreak.cast.by(outbreak.cast.officer), TODAY)
    row = outbreak.workers[2]
    end_employment(employment=row, left_on=TODAY - timedelta(days=5), by=BY, now=NOW)
    assert worker(reach, row.stay, TODAY) is not None
    assert worker(reach, row.stay, TODAY + timedelta(days=60)) is None
    assert statement(2).employee_code == row.employee_code
