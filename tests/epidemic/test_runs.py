"""Tracing as an act: what is found, what is sealed, what is told of who was never seen."""

import hashlib
from datetime import date, timedelta

import pytest

from songhanh.analytics.presence.snapshot import open_snapshot
from songhanh.core.models import Event
from songhanh.core.records import SealedError
from songhanh.definitions.contacts import contact_definition
from songhanh.epidemic.actions.answers import answer_contact
from songhanh.epidemic.actions.cases import Illness, correct_case, withdraw_case
from songhanh.epidemic.actions.runs import repeat_run
from songhanh.epidemic.models import Outcome, TracedList, TracingRun
from songhanh.epidemic.models.definition import restored
from songhanh.epidemic.models.result import opened
from songhanh.epidemic.policies import EpidemicRefusedError
from songhanh.epidemic.presenters.differences import difference_from
from songhanh.epidemic.queries.encounters import exposure_of
from songhanh.epidemic.queries.runs import result
from songhanh.epidemic.queries.search import fingerprint
from songhanh.people.actions.people import correct
from songhanh.presence.models import Number
from songhanh.presence.queries.snapshots import folder
from songhanh.rules.tracing.judging import Answers
from tests.epidemic.outbreak import BY, NOW, Outbreak, build, new_case, traced
from tests.people.cast import acting, statement

pytestmark = pytest.mark.django_db


def tiers(outbreak: Outbreak, run: TracingRun) -> dict[int, tuple[str, bool, int]]:
    """Worker → tier, certain, minutes."""
    found = result(run).traced.contacts()
    return {outbreak.nth(each.person): (each.tier.value, each.certain, each.minutes) for each in found}


def test_the_lists_are_those_counted_by_hand(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    together = 5 * 4 * 60  # five days, the 12th to the 16th
    assert tiers(outbreak, run) == {
        2: ("F1", True, together),
        3: ("F1", True, together),
        4: ("F1", True, together),
        9: ("F1", False, together),
        5: ("F2", True, together + 30),
        6: ("F2", False, together),
        7: ("F2", False, together),
        8: ("F2", False, together),
    }
    assert (run.f1, run.f1_uncertain, run.f2, run.f2_uncertain) == (4, 1, 4, 3)


def test_a_run_says_what_it_was_made_with(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    assert restored(run.definition) == contact_definition("ours")
    assert run.days == [date(2022, 1, day).isoformat() for day in range(12, 17)]
    snapshot = open_snapshot(folder())
    assert run.snapshot_serial == snapshot.serial
    assert run.result_hash == hashlib.sha256(opened(TracedList.objects.get().content)).hexdigest()
    assert run.engine.startswith("kernel ")
    assert run.made_at == NOW
    assert run.made_by == outbreak.cast.officer


def test_a_sealed_run_reads_the_same_after_presence_people_and_places_have_changed(
    outbreak: Outbreak,
) -> None:
    run = traced(outbreak, new_case(outbreak))
    before = result(run)
    build(outbreak, without=frozenset({3, 9}))
    row = outbreak.workers[2]
    with acting():
        row.line = "Sơn 7"
        row.save()
    after = result(run)
    assert list(after.traced.contacts()) == list(before.traced.contacts())
    assert (after.people, after.places, after.cases) == (before.people, before.places, before.cases)
    assert after.people[outbreak.numbers[2]].line == "Hàn 1"
    assert {place.name for place in after.places.values()} >= {"Hàn 1", "Bàn 3"}


def test_a_run_is_sealed(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    run.f1 = 0
    with pytest.raises(SealedError), acting():
        run.save()


def test_the_trail_holds_the_run_and_nobody_of_it(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    run = traced(outbreak, case)
    kept = " ".join(
        f"{event.name} {event.subject} {event.before} {event.after}" for event in Event.objects.all()
    )
    assert f"epidemic.tracingrun:{run.uuid}" in kept
    of_case = Event.objects.get(subject=f"epidemic.case:{case.uuid}").after
    assert of_case["code"] == case.code
    for name in ("person", "stay", "onset_on"):
        assert str(of_case[name]).startswith("#"), name


def test_who_was_never_seen_is_told_and_the_others_are_traced(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak, 1), new_case(outbreak, 10))
    assert (run.cases, run.unseen, run.f1) == (2, 1, 4)
    seen = {each.case: (each.number, each.seen) for each in result(run).cases}
    assert seen["CA-0002"] == (None, False)
    assert seen["CA-0001"][1]


def test_a_run_of_nobody_seen_is_sealed_with_empty_lists(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak, 10))
    assert (run.cases, run.unseen, run.f1, run.f2) == (1, 1, 0, 0)
    assert list(result(run).traced.contacts()) == []


def test_a_corrected_identity_number_neither_fails_nor_loses_the_case(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    correct(stay=[outbreak.workers[1]], statement=statement(1, number="037191555555"), by=BY, now=NOW)
    assert (
        traced(outbreak, case).f1 == 4
    )  # days built before the correction know the person by the old number
    outbreak.numbers[1] = Number.objects.create(person=outbreak.workers[1].person).pk
    build(outbreak)
    assert traced(outbreak, case).f1 == 4


def test_one_tier_only(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak), tiers=1)
    assert (run.f1, run.f2) == (4, 0)


def test_days_before_onset_are_chosen(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak), days=0)
    assert run.days[0] == "2022-01-14"
    assert tiers(outbreak, run)[2][2] == 3 * 4 * 60


def test_a_case_set_apart_infects_no_longer_than_that_day(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    by = outbreak.cast.by(outbreak.cast.officer)
    correct_case(case=case, illness=Illness(case.onset_on, None, date(2022, 1, 13)), by=by, now=NOW)
    run = traced(outbreak, case)
    assert tiers(outbreak, run)[2][2] == 2 * 4 * 60
    assert run.days[-1] == "2022-01-16"  # F1 go on to meet others
    correct_case(case=case, illness=Illness(case.onset_on, None, date(2022, 1, 10)), by=by, now=NOW)
    with pytest.raises(EpidemicRefusedError) as refused:
        traced(outbreak, case)
    assert refused.value.code == "no_window"
    assert case.code in str(refused.value)


def test_a_document_without_numbers_asks_about_everybody(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak), definition="11042")
    assert run.f1 == run.f1_uncertain > 0
    contact = next(result(run).traced.contacts())
    assert {question.value for question in contact.questions} >= {"PHYSICAL", "WORDING"}


def test_what_cannot_be_traced_is_refused_in_words(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    by = outbreak.cast.by(outbreak.cast.officer)
    withdraw_case(case=case, reason="Mẫu âm tính khi xét nghiệm lại", by=by, now=NOW)
    with pytest.raises(EpidemicRefusedError) as refused:
        traced(outbreak, case)
    assert refused.value.code == "withdrawn_already"
    with pytest.raises(EpidemicRefusedError) as refused:
        traced(outbreak)
    assert refused.value.code == "cases_chosen"


def test_without_any_day_there_is_no_run(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    for path in folder().iterdir():
        path.unlink()
    with pytest.raises(EpidemicRefusedError) as refused:
        traced(outbreak, case)
    assert refused.value.code == "no_presence"
    assert not TracingRun.objects.exists()


def answered(
    outbreak: Outbreak, run: TracingRun, nth: int, said: Answers, by_wording: bool | None = None
) -> Outcome:
    by = outbreak.cast.by(outbreak.cast.officer)
    made = answer_contact(
        run=run, result=result(run), number=outbreak.numbers[nth], said=said, by_wording=by_wording, note="", by=by,
        now=NOW,
    )  # fmt: skip
    return Outcome(made.outcome)


def test_an_answer_yields_a_tier_or_none_and_what_is_not_asked_stays_open(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    assert answered(outbreak, run, 9, Answers()) == Outcome.OPEN
    assert answered(outbreak, run, 9, Answers(within_distance=True)) == Outcome.F1
    assert answered(outbreak, run, 9, Answers(within_distance=False)) == Outcome.NONE
    with pytest.raises(EpidemicRefusedError) as refused:
        answered(outbreak, run, 2, Answers(within_distance=False))
    assert refused.value.code == "certain_already"


def test_wording_that_we_do_not_have_is_the_officers_word(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak), definition="11042")
    assert answered(outbreak, run, 2, Answers(physical=False)) == Outcome.OPEN
    assert answered(outbreak, run, 2, Answers(physical=False), by_wording=False) == Outcome.NONE
    assert answered(outbreak, run, 2, Answers(physical=False), by_wording=True) == Outcome.F1


def test_minutes_count_with_one_person_alone(outbreak: Outbreak) -> None:
    """1909: masked contact wants fifteen minutes with one case; half an hour at one table with a case is that."""
    run = traced(outbreak, new_case(outbreak, 4), definition="1909", days=0)
    masked = Answers(within_distance=True, masked=True, physical=False, unprotected_care=False)
    assert answered(outbreak, run, 5, masked) == Outcome.F1
    apart = Answers(within_distance=False, masked=True, physical=False, unprotected_care=False)
    assert answered(outbreak, run, 5, apart) == Outcome.NONE


def test_tracing_again_takes_the_answers_along_and_shows_who_is_gone(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    answered(outbreak, run, 9, Answers(within_distance=False))
    again = repeat_run(run=run, by=outbreak.cast.by(outbreak.cast.officer), now=NOW + timedelta(hours=1))
    assert again.repeats == run
    # Without 9 as F1, those that only 9 could have met are no F2; and 9 may still be an F2 of the others.
    found = tiers(outbreak, again)
    assert {nth for nth, (tier, _sure, _minutes) in found.items() if tier == "F1"} == {2, 3, 4}
    assert found[5][:2] == ("F2", True)
    assert not {6, 7, 8} & found.keys()
    shown = difference_from(again, result(again), None)
    assert shown is not None
    assert shown.gone == ("NL-0006 (F2)", "NL-0007 (F2)", "NL-0008 (F2)")
    assert shown.moved == ("NL-0009: F1 → F2",)
    assert shown.new == ()
    assert again.answers.get().number == outbreak.numbers[9]


def test_tracing_again_after_presence_was_rebuilt_shows_the_difference(outbreak: Outbreak) -> None:
    build(outbreak, without=frozenset({3}))
    run = traced(outbreak, new_case(outbreak))
    build(outbreak)
    again = repeat_run(run=run, by=outbreak.cast.by(outbreak.cast.officer), now=NOW)
    shown = difference_from(again, result(again), None)
    assert shown is not None
    assert shown.new == ("NL-0003 (F1)",)
    assert not shown.same
    assert difference_from(run, result(run), None) is None


def test_who_exposed_whom(outbreak: Outbreak) -> None:
    run = traced(outbreak, new_case(outbreak))
    kept = result(run)
    exposure = exposure_of(run, kept, outbreak.numbers[5])
    assert exposure is not None
    assert exposure.rebuilt == ()
    at_table = [each for each in exposure.encounters if exposure.places[each.place].name == "Bàn 3"]
    assert [(outbreak.nth(each.source), (each.end - each.start) // 60, each.near) for each in at_table] == [
        (4, 30, True)
    ]
    assert {outbreak.nth(each.source) for each in exposure.encounters} == {4, 9}
    build(outbreak)
    later = exposure_of(run, kept, outbreak.numbers[5])
    assert later is not None
    assert [day.isoformat() for day in later.rebuilt] == run.days
    assert fingerprint(open_snapshot(folder())) != run.snapshot_hash


def test_only_who_is_in_charge_traces(outbreak: Outbreak) -> None:
    case = new_case(outbreak)
    with acting():
        case.enterprise = outbreak.cast.two
        case.save()
    with pytest.raises(EpidemicRefusedError) as refused:
        traced(outbreak, case)
    assert refused.value.code == "no_permission"
    assert BY.user_id is None
