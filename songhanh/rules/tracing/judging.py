"""Is it a contact? Yes, no, or not to be told from presence: then with the questions to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from songhanh.rules.tracing.definition import Alternative, Question


@dataclass(frozen=True)
class Together:
    """Seconds of two persons in one place of class NEAR, and seconds where their distance is not known."""

    near: int
    unclear: int = 0


@dataclass(frozen=True)
class Answers:
    """What people said about one pair; None is not asked yet."""

    within_distance: bool | None = None
    masked: bool | None = None
    physical: bool | None = None
    unprotected_care: bool | None = None


@dataclass(frozen=True)
class Judgement:
    """`contact` None: it depends on what `questions` ask. `codes`: the alternatives that hold, or may hold."""

    contact: bool | None
    codes: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Bar:
    """What presence alone decides: from how many seconds with one person on it is, or may be, a contact.

    `certain` counts seconds in NEAR places, `possible` all seconds; None is never. With each the alternatives
    that have this lowest bar: the reason given in a list. One pair in full is what `judge` looks at.
    """

    certain: int | None
    possible: int | None
    certain_codes: tuple[str, ...]
    possible_codes: tuple[str, ...]
    questions: tuple[Question, ...]


def judge(
    alternatives: Sequence[Alternative], together: Together, answers: Answers | None = None
) -> Judgement:
    """Any alternative that holds makes a contact; failing that, any that may hold leaves it open."""
    held, open_codes, questions = [], [], set()
    for each in alternatives:
        holds, asked = _holds(each, together, answers or Answers())
        if holds:
            held.append(each.code)
        elif holds is None:
            open_codes.append(each.code)
            questions |= asked
    if held:
        return Judgement(True, tuple(held), ())
    return Judgement(None if open_codes else False, tuple(open_codes), _in_order(questions))


def bar_of(alternatives: Sequence[Alternative]) -> Bar:
    """The same without answers, as two numbers: what columns can be compared with."""
    certain = [each for each in alternatives if each.near and not each.questions]
    lowest_certain = min((each.seconds for each in certain), default=None)
    lowest = min((each.seconds for each in alternatives), default=None)
    possible = [each for each in alternatives if each.seconds == lowest]
    questions = {question for each in possible for question in each.questions}
    if any(each.near for each in possible):
        questions.add(Question.DISTANCE)
    return Bar(
        lowest_certain,
        lowest,
        tuple(each.code for each in certain if each.seconds == lowest_certain),
        tuple(each.code for each in possible),
        _in_order(questions),
    )


def _holds(each: Alternative, together: Together, answers: Answers) -> tuple[bool | None, set[Question]]:
    """All conditions of one alternative: False beats unknown, unknown beats True."""
    said = {
        Question.DISTANCE: answers.within_distance,
        Question.MASK: None if answers.masked is None else answers.masked is each.masked,
        Question.PHYSICAL: answers.physical,
        Question.CARE: answers.unprotected_care,
        Question.WORDING: None,
    }
    if together.near + together.unclear < each.seconds:
        return False, set()
    wanted = set(each.questions)
    if each.near and together.near < each.seconds:
        wanted.add(Question.DISTANCE)
    if any(said[question] is False for question in wanted):
        return False, set()
    unanswered = {question for question in wanted if said[question] is None}
    return (None if unanswered else True), unanswered


def _in_order(questions: Iterable[Question]) -> tuple[Question, ...]:
    kept = set(questions)
    return tuple(question for question in Question if question in kept)
