"""Whose a pass, or a code that was typed, is: the worker with the work of the day, or an announced guest.

Names are asked for nowhere here.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Kind, Pass
from songhanh.gate.queries.clock_codes import register_of
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.presence.queries.batches import AT_ONCE, pieces


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


def holders_of_passes(
    numbers: Collection[int], on: date, *, enterprise_ids: Collection[int] = ()
) -> dict[int, Holder]:
    """By pass number; a number of no pass is left out. `on` says which work of a worker is meant.

    Of many numbers the passes of all these enterprises are read at once, which is several times quicker.
    """
    wanted = set(numbers)
    whole = bool(enterprise_ids) and len(wanted) > AT_ONCE
    sought: list[dict[str, Any]] = [{"enterprise_id__in": list(enterprise_ids)}] if whole else []
    sought += [{"number__in": piece} for piece in pieces(sorted(wanted))] if not whole else []
    names = ("number", "pk", "kind", "label", "stay", "revoked_at")
    rows = [
        row
        for each in sought
        for row in Pass.objects.filter(**each).order_by().values_list(*names)
        if row[0] in wanted
    ]
    stays = {stay for *_rest, stay, _revoked in rows if stay is not None}
    works = works_of_stays(stays, on, enterprise_ids=enterprise_ids)
    found = {}
    if whole and (others := wanted - {row[0] for row in rows}):
        found = holders_of_passes(others, on)  # passes of an enterprise elsewhere
    for number, pk, kind, label, stay, revoked_at in rows:
        work = works.get(stay) if stay is not None else None
        if work is not None:
            found[number] = Holder(kind, work.employee_code, work.person_id, None, work, revoked_at)
        else:
            found[number] = Holder(kind, label, None, pk, None, revoked_at)
    return found


def holders_of_codes(pairs: Iterable[tuple[int, str]], on: date) -> dict[tuple[int, str], Holder]:
    """By enterprise and code as it was typed: in whichever case, without its leading zeros where that says who is
    meant (as files of time clocks are read). A code that nobody had on that day is left out.
    """
    wanted: dict[int, set[str]] = {}
    for owner, code in pairs:
        wanted.setdefault(owner, set()).add(code)
    found: dict[tuple[int, str], Work] = {}
    for owner, codes in wanted.items():
        works = _works_of_codes(owner, sorted(codes | {code.upper() for code in codes}), on)
        unread = []
        for code in codes:
            work = works.get(code) or works.get(code.upper())
            if work is not None:
                found[owner, code] = work
            else:
                unread.append(code)
        found |= {(owner, code): work for code, work in _meant(owner, unread, on)}
    return {
        key: Holder(Kind.WORKER, work.employee_code, work.person_id, None, work)
        for key, work in found.items()
    }


def _works_of_codes(owner: int, codes: Iterable[str], on: date) -> dict[str, Work]:
    found = {}
    for piece in pieces(codes):
        rows = Employment.objects.filter(people.valid_on(on), enterprise_id=owner, employee_code__in=piece)
        for row in rows.order_by("since").values_list(*FIELDS):
            work = Work(*row)
            found[work.employee_code] = work
    return found


def _meant(owner: int, codes: Collection[str], on: date) -> Iterator[tuple[str, Work]]:
    """What is not written as the register writes it."""
    enterprise = Enterprise.objects.filter(pk=owner).first() if codes else None
    if enterprise is None:
        return
    register = register_of(enterprise, on, on)
    meant = {code: found for code in codes if (found := register.meant(code))}
    works = _works_of_codes(owner, sorted(set(meant.values())), on)
    for code, found in meant.items():
        if found in works:
            yield code, works[found]


def works_of_stays(
    stays: Iterable[UUID], on: date, *, enterprise_ids: Collection[int] = ()
) -> dict[UUID, Work]:
    """Of each stay what holds on a day, else the nearest before, else the first."""
    wanted = set(stays)
    whole = bool(enterprise_ids) and len(wanted) > AT_ONCE
    sought: list[dict[str, Any]] = [{"enterprise_id__in": list(enterprise_ids)}] if whole else []
    sought += [{"stay__in": piece} for piece in pieces(wanted)] if not whole else []
    found: dict[UUID, Work] = {}
    for each in sought:
        for row in Employment.objects.filter(**each).order_by("since").values_list(*FIELDS):
            if row[0] not in wanted:
                continue
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
