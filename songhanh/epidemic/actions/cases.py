"""Cases: entered one by one or from a pasted list, corrected, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models.counter import hold, take
from songhanh.core.records import fingerprint
from songhanh.epidemic import policies
from songhanh.epidemic.models import Case
from songhanh.epidemic.queries.finding import Found, Line, cases_of_people
from songhanh.people.models import Employment

NUMBERS = "epidemic.case"


@dataclass(frozen=True, slots=True)
class Illness:
    """What an officer states: onset or sampling (or both), the day set apart if it was, a note without names."""

    onset_on: date | None
    sampled_on: date | None
    isolated_on: date | None = None
    note: str = ""

    @property
    def reference_on(self) -> date | None:
        """The day it is counted from, as of a case."""
        return self.onset_on or self.sampled_on


@act("epidemic:case:entered", _("Nhập ca bệnh"))
def enter_case(*, employment: Employment, illness: Illness, by: Actor, now: datetime) -> Case:
    """One worker."""
    today = timezone.localdate(now)
    policies.check_can_trace(by, [employment.enterprise], today)
    _check(illness, today)
    hold(NUMBERS)
    found = cases_of_people([employment.person_id], illness.reference_on or today)
    policies.check_no_case_yet(found.get(employment.person_id))
    return _saved([employment], illness, by, now)[0]


@act("epidemic:case:listed", _("Nhập ca bệnh từ danh sách"))
def enter_cases(*, lines: Sequence[Line], illness: Illness, by: Actor, now: datetime) -> list[Case]:
    """Every line that names exactly one worker without an open case; the others are told, not entered.

    So is a worker whom somebody else has entered since the lines were looked at.
    """
    today = timezone.localdate(now)
    employments = [each.employment for each in lines if each.found is Found.ONE and each.employment]
    policies.check_can_trace(by, [each.enterprise for each in employments], today)
    _check(illness, today)
    hold(NUMBERS)
    entered = cases_of_people([each.person_id for each in employments], illness.reference_on or today)
    employments = [each for each in employments if each.person_id not in entered]
    counts = {str(found): sum(each.found is found for each in lines) for found in Found}
    acts.current("Case").note("epidemic.case", {}, {"lines": len(lines), "outcomes": counts})
    return _saved(employments, illness, by, now)


@act("epidemic:case:corrected", _("Sửa ca bệnh"))
def correct_case(*, case: Case, illness: Illness, by: Actor, now: datetime) -> Case:
    """Other days, another note; runs that were made stay as they were."""
    today = timezone.localdate(now)
    policies.check_can_trace(by, [case.enterprise], today)
    policies.check_case_open(case)
    _check(illness, today)
    case.onset_on, case.sampled_on = illness.onset_on, illness.sampled_on
    case.isolated_on, case.note = illness.isolated_on, illness.note.strip()
    case.save()
    return case


@act("epidemic:case:withdrawn", _("Rút ca bệnh"))
def withdraw_case(*, case: Case, reason: str, by: Actor, now: datetime) -> Case:
    """Entered by mistake, or the sample was negative after all: it is traced no more."""
    policies.check_can_trace(by, [case.enterprise], timezone.localdate(now))
    policies.check_case_open(case)
    policies.check_reason(reason)
    case.withdrawn_at, case.withdrawn_by_id, case.withdrawn_for = now, by.user_id, reason.strip()
    case.save()
    return case


@act("epidemic:person:looked_up", _("Tìm người để nhập ca"))
def note_lookup(*, typed: str, found: int, by: Actor, now: datetime) -> None:
    """Somebody looked for a worker by code, number or whole name: a keyed fingerprint of it, how many it led to."""
    acts.current("Person").note("people.person", {}, {"typed": fingerprint(typed.strip()), "found": found})


def _check(illness: Illness, today: date) -> None:
    policies.check_days(illness.onset_on, illness.sampled_on, illness.isolated_on, today)


def _saved(employments: Sequence[Employment], illness: Illness, by: Actor, now: datetime) -> list[Case]:
    numbers = take(NUMBERS, len(employments)) if employments else range(0)
    rows = [
        Case(
            code=f"CA-{number:04d}",
            enterprise=employment.enterprise,
            person_id=employment.person_id,
            stay=employment.stay,
            onset_on=illness.onset_on,
            sampled_on=illness.sampled_on,
            isolated_on=illness.isolated_on,
            note=illness.note.strip(),
            entered_at=now,
            entered_by_id=by.user_id,
        )
        for number, employment in zip(numbers, employments, strict=True)
    ]
    return acts.insert(rows)
