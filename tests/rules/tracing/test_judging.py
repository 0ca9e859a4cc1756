"""A contact for certain, perhaps, or not; and what is to be asked."""

from itertools import product

import pytest

from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.definition import UNREAD, Alternative, Question
from songhanh.rules.tracing.judging import Answers, Together, bar_of, judge

OURS = contact_definition("ours").f1
LAW = contact_definition("1909").f1


@pytest.mark.parametrize(
    ("near", "unclear", "contact", "questions"),
    [
        (899, 0, False, ()),
        (900, 0, True, ()),
        (0, 900, None, (Question.DISTANCE,)),
        (899, 1, None, (Question.DISTANCE,)),
        (900, 9000, True, ()),
        (0, 899, False, ()),
    ],
)
def test_ours_counts_near_places_and_asks_about_the_others(
    near: int, unclear: int, contact: bool | None, questions: tuple[Question, ...]
) -> None:
    judged = judge(OURS, Together(near, unclear))
    assert (judged.contact, judged.questions) == (contact, questions)


def test_a_document_wants_what_presence_never_tells() -> None:
    short = judge(LAW, Together(near=60))
    assert short.contact is None
    assert short.codes == ("physical", "unmasked", "carer")
    long = judge(LAW, Together(near=900))
    assert long.codes == ("physical", "masked", "unmasked", "carer")
    assert set(long.questions) == {Question.DISTANCE, Question.MASK, Question.PHYSICAL, Question.CARE}
    assert judge(LAW, Together(near=0)).contact is False


def test_answers_settle_it() -> None:
    none_of_it = Answers(within_distance=False, physical=False, unprotected_care=False)
    assert judge(LAW, Together(near=9000), none_of_it).contact is False
    masked = Answers(within_distance=True, masked=True, physical=False, unprotected_care=False)
    assert judge(LAW, Together(near=899), masked).contact is False
    assert judge(LAW, Together(near=900), masked).codes == ("masked",)
    assert judge(LAW, Together(near=1), Answers(physical=True)).codes == ("physical",)
    assert judge(OURS, Together(near=0, unclear=900), Answers(within_distance=False)).contact is False
    assert judge(OURS, Together(near=0, unclear=900), Answers(within_distance=True)).contact is True


def test_one_answer_leaves_the_other_questions_open() -> None:
    judged = judge(LAW, Together(near=900), Answers(physical=False))
    assert judged.contact is None
    assert "physical" not in judged.codes
    assert Question.PHYSICAL not in judged.questions


def test_what_was_not_read_is_never_no() -> None:
    judged = judge(UNREAD, Together(near=0, unclear=1))
    assert (judged.contact, judged.questions) == (None, (Question.WORDING,))
    assert judge((), Together(near=90_000)).contact is False


@pytest.mark.parametrize("code", ["ours", "1909", "11042", "3638", "5053"])
@pytest.mark.parametrize("tier", ["f1", "f2"])
def test_the_bars_say_what_judging_says_without_answers(code: str, tier: str) -> None:
    alternatives: tuple[Alternative, ...] = getattr(contact_definition(code), tier)
    bar = bar_of(alternatives)
    for near, unclear in product((0, 1, 899, 900, 901), repeat=2):
        contact = judge(alternatives, Together(near, unclear)).contact
        assert (contact is not False) == (bar.possible is not None and near + unclear >= bar.possible)
        assert (contact is True) == (bar.certain is not None and near >= bar.certain)
