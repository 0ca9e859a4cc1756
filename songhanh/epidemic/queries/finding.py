"""Finding workers for cases: by code, by identity number, by a whole name; within what the reader may enter.

A name must be typed whole: an officer who sees masks cannot go through a list letter by letter.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.epidemic.models import Case
from songhanh.epidemic.queries.access import Reach
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.people.models.identity import number_hash

LENGTHS = {12: "CCCD", 9: "CMND"}
SEPARATORS = str.maketrans("", "", " .-\u00a0\t")
MOST_LINES = 500
MOST_FOUND = 20
LEFT_WITHIN = timedelta(days=31)  # who has left since may still have infected others here
SAME_ILLNESS = timedelta(days=30)  # ours: within this a second case of one person is the same illness


class Found(StrEnum):
    """What became of one line."""

    ONE = "ONE"
    SEVERAL = "SEVERAL"  # at more than one enterprise
    UNKNOWN = "UNKNOWN"
    TWICE = "TWICE"  # the same person stands on an earlier line
    ALREADY = "ALREADY"  # has an open case


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a pasted list with its outcome; `employment` where there is exactly one."""

    number: int
    text: str
    found: Found
    employment: Employment | None = None
    case: Case | None = None


def workers(reach: Reach, on: date) -> RecordQuerySet[Employment]:
    """Who works in these enterprises on a day or has left within a month before, the last stretch of each stay."""
    since = Q(until=None) | Q(until__gt=on) | Q(left_on__gte=on - LEFT_WITHIN)
    rows = Employment.objects.visible_to(reach.scope).filter(
        since, since__lte=on, person__identity_mask__gt=""
    )
    rows = rows.filter(Q(until=None) | Q(until__gt=on) | Q(left_on__isnull=False))
    if reach.enterprise_ids is not None:
        rows = rows.filter(enterprise_id__in=reach.enterprise_ids)
    return rows.select_related("enterprise", "person").order_by("enterprise__code", "employee_code")


def worker(reach: Reach, stay: UUID, on: date) -> Employment | None:
    """The one of a stay."""
    return workers(reach, on).filter(stay=stay).first()


def by_words(reach: Reach, text: str, on: date, enterprise: str = "") -> list[Employment]:
    """Whose code, identity number or whole name `text` is; at most MOST_FOUND."""
    rows = workers(reach, on)
    if enterprise:
        rows = rows.filter(enterprise__code=enterprise)
    wanted = unicodedata.normalize("NFC", " ".join(text.split()))
    if key := _hash(wanted):
        return list(rows.filter(person__identity_hash=key)[:MOST_FOUND])
    codes = {wanted, wanted.upper()}
    return list(rows.filter(Q(employee_code__in=codes) | Q(full_name__iexact=wanted))[:MOST_FOUND])


def by_lines(reach: Reach, text: str, on: date, enterprise: str = "") -> list[Line]:
    """Every line that is not blank with its outcome, in order; three questions however many they are."""
    typed = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows = workers(reach, on)
    if enterprise:
        rows = rows.filter(enterprise__code=enterprise)
    hashes = {line: key for _number, line in typed if (key := _hash(line))}
    codes = {spelling for _number, line in typed if line not in hashes for spelling in (line, line.upper())}
    wanted = rows.filter(Q(person__identity_hash__in=set(hashes.values())) | Q(employee_code__in=codes))
    found: dict[str, list[Employment]] = {}
    for row in wanted:
        for key in (row.person.identity_hash, row.employee_code):
            found.setdefault(key, []).append(row)
    open_cases = cases_of_people({row.person_id for row in wanted}, on)
    return _outcomes(typed, hashes, found, open_cases)


def cases_of_people(person_ids: Collection[int], on: date) -> dict[int, Case]:
    """The case of each that is open and of the same illness, judged by the day."""
    rows = Case.objects.filter(person_id__in=person_ids, withdrawn_at=None, erased_at=None)
    return {
        row.person_id: row
        for row in rows.order_by("pk")
        if row.person_id is not None and row.reference_on and abs(on - row.reference_on) <= SAME_ILLNESS
    }


def _outcomes(
    typed: Sequence[tuple[int, str]],
    hashes: dict[str, str],
    found: dict[str, list[Employment]],
    open_cases: dict[int, Case],
) -> list[Line]:
    lines, met = [], set()
    for number, text in typed:
        rows = found.get(hashes.get(text, text)) or found.get(text.upper()) or []
        if not rows:
            lines.append(Line(number, text, Found.UNKNOWN))
        elif len({row.stay for row in rows}) > 1:
            lines.append(Line(number, text, Found.SEVERAL))
        elif rows[0].person_id in met:
            lines.append(Line(number, text, Found.TWICE, rows[0]))
        elif case := open_cases.get(rows[0].person_id):
            lines.append(Line(number, text, Found.ALREADY, rows[0], case))
        else:
            met.add(rows[0].person_id)
            lines.append(Line(number, text, Found.ONE, rows[0]))
    return lines


def _hash(text: str) -> str:
    """What a card's number is found by; «» for what is none."""
    digits = text.translate(SEPARATORS)
    kind = LENGTHS.get(len(digits)) if digits.isascii() and digits.isdecimal() else None
    return number_hash(kind, "VN", digits) if kind else ""


def names_of(stays: Collection[str]) -> dict[str, str]:
    """Stay → full name, for who has opened names; of erased people none."""
    wanted = sorted(each for each in stays if each)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), people.BATCH):
        rows = Employment.objects.filter(stay__in=wanted[start : start + people.BATCH]).order_by("since")
        found |= {str(stay): name for stay, name in rows.values_list("stay", "full_name") if name}
    return found
