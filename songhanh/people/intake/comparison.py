"""A checked list against what is stored: who is new, changed, the same, left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from songhanh.people.intake.statement import ORIGIN, PERSONAL, PLACEMENT, Statement


class Held(Protocol):
    """A stored stretch, as far as comparing needs it (an Employment)."""

    employee_code: str
    joined_on: date
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One person on the list and in the tables, with what the list states differently.

    `personal` are corrections for the whole stay, `placement` holds from the list's day on.
    """

    place: int
    held: Any
    personal: dict[str, Any]
    placement: dict[str, Any]
    left_on: date | None


@dataclass(slots=True)
class Comparison:
    """What taking the list would do. `absent` are held but not on a complete list: they have left."""

    new: list[tuple[int, Statement, str]] = field(default_factory=list)  # place, statement, hash
    changed: list[Changed] = field(default_factory=list)
    absent: list[Any] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str, str, dict[str, Any]]] = field(
        default_factory=list
    )  # place, column, code, values

    @property
    def leaving(self) -> int:
        """How many leave: by their own row or by their absence."""
        return len(self.absent) + sum(1 for change in self.changed if change.left_on)

    @property
    def changing(self) -> int:
        """How many stay and change."""
        return sum(1 for change in self.changed if not change.left_on)


def compare(
    rows: Iterable[tuple[int, Statement, str]],
    held: Mapping[str, Held],
    ended: Collection[tuple[str, date]],
    *,
    on: date,
    complete: bool,
) -> Comparison:
    """`rows` are (place, statement, hash); `held` the stretches of the day by hash; `ended` (hash, left_on).

    Only what the list states is compared: a blank cell or an absent column leaves what is stored.
    """
    found = Comparison()
    seen: set[str] = set()
    for place, statement, key in rows:
        seen.add(key)
        if (row := held.get(key)) is not None:
            _compare_one(found, place, statement, row)
        elif statement.left_on and (key, statement.left_on) in ended:
            found.same += 1
        else:
            found.new.append((place, statement, key))
    if complete:
        found.absent = [row for key, row in held.items() if key not in seen and row.since < on]
    _refuse_taken_codes(found, held)
    return found


def _compare_one(found: Comparison, place: int, statement: Statement, row: Any) -> None:
    personal = {
        name: value for name in PERSONAL if _stated(value := getattr(statement, name), getattr(row, name))
    }
    if statement.origin_province and any(name in personal for name in ORIGIN):
        # Codes belong together: a stated origin replaces the whole of the old one.
        personal |= {name: getattr(statement, name) for name in ORIGIN}
    if _stated(statement.joined_on, row.joined_on):
        personal["joined_on"] = statement.joined_on
    placement = {n: value for n in PLACEMENT if _stated(value := getattr(statement, n), getattr(row, n))}
    left = statement.left_on if _stated(statement.left_on, row.until) else None
    if not (personal or placement or left):
        found.same += 1
    elif left and left <= row.since:
        found.refused.append((place, "left_on", "left_before_stretch", {"since": f"{row.since:%d/%m/%Y}"}))
    elif _moves_joining_past_a_change(statement, row):
        found.refused.append((place, "joined_on", "joining_past_change", {"since": f"{row.since:%d/%m/%Y}"}))
    else:
        found.changed.append(Changed(place, row, personal, placement, left))


def _stated(value: Any, stored: Any) -> bool:
    return value not in (None, "") and value != stored


def _moves_joining_past_a_change(statement: Statement, row: Any) -> bool:
    """A later joining day where the stay has earlier stretches: they would be left without days."""
    joined = statement.joined_on
    if not joined or joined <= row.joined_on:
        return False
    return bool(row.since != row.joined_on or (row.until and joined >= row.until))


def _refuse_taken_codes(found: Comparison, held: Mapping[str, Any]) -> None:
    """A code in use by somebody who neither leaves nor gets another one."""
    freed = {id(row) for row in found.absent}
    freed |= {id(each.held) for each in found.changed if each.left_on or "employee_code" in each.personal}
    taken = {row.employee_code for row in held.values() if id(row) not in freed and row.until is None}
    refused = {
        place: code
        for place, code in (
            *((place, statement.employee_code) for place, statement, _ in found.new if not statement.left_on),
            *((each.place, str(each.personal.get("employee_code", ""))) for each in found.changed),
        )
        if code in taken
    }
    for place, code in refused.items():
        found.refused.append((place, "employee_code", "code_taken", {"text": code}))
    found.new = [each for each in found.new if each[0] not in refused]
    found.changed = [each for each in found.changed if each.place not in refused]
