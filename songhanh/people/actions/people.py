"""Persons and their employment, one at a time: taken on, corrected, moved, ended, shown."""

from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.files.identity import read_identity
from songhanh.core.records import fingerprint
from songhanh.enterprises.models import Enterprise
from songhanh.people import policies, queries
from songhanh.people.intake.identity import hash_of
from songhanh.people.intake.rows import new_person, stretch
from songhanh.people.intake.statement import PERSONAL, PLACEMENT, Statement, name_key
from songhanh.people.models import Employment, Person, Revelation


@act("people:person:hired", _("Thêm người lao động"))
def hire(*, enterprise: Enterprise, statement: Statement, by: Actor, now: datetime) -> Employment:
    """A person begins to work; `statement` is checked (`intake`), `joined_on` must be set."""
    policies.check_can_edit(by, enterprise)
    policies.check_can_hire(enterprise, statement)
    employment = stretch(enterprise, _person_of(statement), statement)
    employment.save()
    return employment


@act("people:person:corrected", _("Sửa thông tin người lao động"))
def correct(*, stay: list[Employment], statement: Statement, by: Actor, now: datetime) -> list[Employment]:
    """What was stated wrongly, for the whole stay: name, birth date, sex, origin, joining, number."""
    policies.check_can_edit(by, stay[0].enterprise)
    policies.check_can_correct(stay, statement)
    person, old = _person_of(statement), stay[0].person
    for row in stay:
        _take_over(row, statement, PERSONAL)
        row.person, row.name_key = person, name_key(statement.full_name)
        if statement.joined_on and row.since == row.joined_on:
            row.since = statement.joined_on
        row.joined_on = statement.joined_on or row.joined_on
        row.save()
    if old.pk != person.pk:
        _forget_if_unused(old)
    return stay


@act("people:employment:moved", _("Đổi việc, chuyền, ca"))
def move(
    *, employment: Employment, placement: dict[str, Any], since: date, by: Actor, now: datetime
) -> Employment:
    """From `since` on, other job, line, shift, wage: a new stretch, so that earlier days keep their answer."""
    policies.check_can_edit(by, employment.enterprise)
    policies.check_can_change_from(employment, since, timezone.localdate(now))
    if since == employment.since:
        return _placed(employment, placement)
    fields = {f.attname: getattr(employment, f.attname) for f in Employment._meta.concrete_fields}
    del fields["id"], fields["uuid"]
    employment.until = since
    employment.save()
    return _placed(Employment(**fields | {"since": since, "until": None}), placement)


@act("people:employment:ended", _("Ghi nghỉ việc"))
def end_employment(*, employment: Employment, left_on: date, by: Actor, now: datetime) -> Employment:
    """`left_on` is the first day no longer employed."""
    policies.check_can_edit(by, employment.enterprise)
    policies.check_can_end(employment, left_on, timezone.localdate(now))
    employment.left_on = employment.until = left_on
    employment.save()
    return employment


@act("people:person:revealed", _("Xem đủ thông tin một người"))
def reveal(*, employment: Employment, reason: str, by: Actor, now: datetime) -> Revelation:
    """Show one person unmasked to one officer for fifteen minutes; the reason stays."""
    policies.check_can_reveal(by, employment, reason)
    shown = Revelation(
        stay=employment.stay,
        enterprise=employment.enterprise,
        user_id=policies.user_id_of(by),
        reason=reason.strip(),
        revealed_at=now,
        until=now + policies.SHOWN_FOR,
    )
    shown.save()
    acts.current("Person").note(acts.subject(employment), {}, {"shown_to": by.name, "reason": reason.strip()})
    return shown


@act("people:list:exported", _("Xuất danh sách lao động"))
def note_export(*, count: int, masked: bool, filters: str, by: Actor, now: datetime) -> None:
    """A list of people left the system as a file: how many, masked or not, what was asked for."""
    note = {"rows": count, "masked": masked, "filters": _without_words(filters)[:500]}
    acts.current("Person").note("people.employment", {}, note)


@act("people:number:looked_up", _("Tra một số định danh"))
def note_lookup(*, number: str, found: int, by: Actor, now: datetime) -> None:
    """Somebody looked for an identity number: its keyed fingerprint and how many rows it led to."""
    note = {"number": fingerprint(read_identity(number).text), "found": found}
    acts.current("Person").note("people.person", {}, note)


def _without_words(query: str) -> str:
    """What was typed into the search may be a name or a number: the trail keeps its fingerprint."""
    asked = parse_qsl(query)
    return urlencode([(key, fingerprint(value) if key == "q" else value) for key, value in asked])


def _placed(employment: Employment, placement: dict[str, Any]) -> Employment:
    for name in PLACEMENT:
        if name in placement:
            setattr(employment, name, placement[name])
    employment.save()
    return employment


def _take_over(row: Employment, statement: Statement, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, getattr(statement, name))


def _person_of(statement: Statement) -> Person:
    """The person with this number: the one that is there, else a new one. Nobody is told which."""
    key = hash_of(statement)
    found = queries.person_with_hash(key)
    if found is None:
        found = new_person(statement, key)
        found.save()
    return found


def _forget_if_unused(person: Person) -> None:
    """A number that nobody is employed under is not kept."""
    if not queries.is_employed_anywhere(person):
        person.delete()
