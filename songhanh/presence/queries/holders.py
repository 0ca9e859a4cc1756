"""Whose a pass, or a code that was typed, is: the worker with the work of the day, or an announced guest.

Names are asked for nowhere here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Kind, Pass
from songhanh.gate.queries.clock_codes import register_of
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.presence.queries.batches import pieces


@dataclass(frozen=True, slots=True)
class Work:
    """What the employment register says of a stay on a day (the last it says of who has left)."""

    stay: UUID
    person_id: int
    enterprise_id: int
    employee_code: str
    workshop: str
    line: str
    shift: str
    origin_province: str
    origin_catalogue: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is the stretch of that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Holder:
    """A worker (`person_id`, `work`) or a guest (`pass_id`); `label` is the employee code or the guest's number."""

    kind: str
    label: str
    person_id: int | None = None
    pass_id: int | None = None
    work: Work | None = None
    revoked_at: datetime | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Who it is, whichever pass or code he came by."""
        return ("person", self.person_id) if self.person_id is not None else ("guest", self.pass_id or 0)


FIELDS = (
    "stay", "person_id", "enterprise_id", "employee_code", "workshop", "line", "shift", "origin_province",
    "origin_catalogue", "since", "until",
)  # fmt: skip


def holders_of_passes(numbers: Collection[int], on: date) -> dict[int, Holder]:
    """By pass number; a number of no pass is left out. `on` says which work of a worker is meant."""
    rows = [
        row
        for piece in pieces(sorted(numbers))
        for row in Pass.objects.filter(number__in=piece)
        .order_by()
        .values_list("number", "pk", "kind", "label", "stay", "revoked_at")
    ]
    works = works_of_stays({stay for *_rest, stay, _revoked in rows if stay is not None}, on)
    found = {}
    for number, pk, kind, label, stay, revoked_at in rows:
        work = works.get(stay) if stay is not None else None
        if work is not None:
            found[number] = Holder(kind, work.employee_code, work.person_id, None, work, revoked_at)
        else:
            found[number] = Holder(kind, label, None, pk, None, revoked_at)
    return found


def holders_of_codes(
    enterprise_ids: Iterable[int], codes: Iterable[str], on: date
) -> dict[tuple[int, str], Holder]:
    """By enterprise and code as it was typed: in whichever case, without its leading zeros where that says who is
    meant (as files of time clocks are read). A code that nobody had on that day is left out.
    """
    wanted = {code: {code, code.upper()} for code in codes}
    owners = list(enterprise_ids)
    works = _works_of_codes(owners, sorted(set().union(*wanted.values())), on)
    found: dict[tuple[int, str], Work] = {}
    for owner in owners:
        unread = []
        for code, spellings in wanted.items():
            held = [works[owner, each] for each in sorted(spellings) if (owner, each) in works]
            if held:
                found[owner, code] = held[0]
            else:
                unread.append(code)
        found |= {(owner, code): work for code, work in _meant(owner, unread, on)}
    return {
        key: Holder(Kind.WORKER, work.employee_code, work.person_id, None, work)
        for key, work in found.items()
    }


def _works_of_codes(owners: list[int], codes: Iterable[str], on: date) -> dict[tuple[int, str], Work]:
    found = {}
    for piece in pieces(codes):
        rows = Employment.objects.filter(
            people.valid_on(on), enterprise_id__in=owners, employee_code__in=piece
        )
        for row in rows.order_by("since").values_list(*FIELDS):
            work = Work(*row)
            found[work.enterprise_id, work.employee_code] = work
    return found


def _meant(owner: int, codes: Collection[str], on: date) -> Iterator[tuple[str, Work]]:
    """What is not written as the register writes it."""
    enterprise = Enterprise.objects.filter(pk=owner).first() if codes else None
    if enterprise is None:
        return
    register = register_of(enterprise, on, on)
    meant = {code: found for code in codes if (found := register.meant(code))}
    works = _works_of_codes([owner], sorted(set(meant.values())), on)
    for code, found in meant.items():
        if (owner, found) in works:
            yield code, works[owner, found]


def works_of_stays(stays: Iterable[UUID], on: date) -> dict[UUID, Work]:
    """Of each stay what holds on a day, else the nearest before, else the first."""
    found: dict[UUID, Work] = {}
    for piece in pieces(stays):
        rows = Employment.objects.filter(stay__in=piece).order_by("since").values_list(*FIELDS)
        for row in rows:
            work = Work(*row)
            if work.stay not in found or work.since <= on:
                found[work.stay] = work
    return found


def works_of_people(person_ids: Iterable[int], on: date) -> dict[int, Work]:
    """Of each person the work of a day; of several jobs the one begun last; else the nearest before, else the first."""
    found: dict[int, Work] = {}
    for piece in pieces(person_ids):
        rows = Employment.objects.filter(person_id__in=piece).order_by("since", "pk").values_list(*FIELDS)
        for row in rows:
            work = Work(*row)
            known = found.get(work.person_id)
            if known is None or work.holds_on(on) or (work.since <= on and not known.holds_on(on)):
                found[work.person_id] = work
    return found
