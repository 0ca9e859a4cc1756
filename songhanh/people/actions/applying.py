"""A comparison written into the tables, inside the act of taking an import."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from songhanh.core import acts
from songhanh.core.bulk import ids_by, new_uuids
from songhanh.enterprises.models import Enterprise
from songhanh.people import queries
from songhanh.people.actions.change_set import NAMES, ChangeSet, Row, plain_columns, plain_rows
from songhanh.people.intake.comparison import Changed, Comparison
from songhanh.people.intake.rows import person_columns, stretch_columns
from songhanh.people.intake.statement import PLACEMENT, Statement, name_key
from songhanh.people.models import Employment, Person

AMENDED = tuple(
    name.removesuffix("_id") for name in NAMES if name not in {"id", "uuid", "enterprise_id", "stay"}
)


def apply(enterprise: Enterprise, comparison: Comparison, on: date) -> ChangeSet:
    """Write it, and return what was before and is after."""
    changes = ChangeSet()
    amended, added = _amendments(comparison, on)
    changes.before = plain_rows(_stored(amended))
    _free_codes(amended)
    acts.amend(amended, AMENDED)
    changes.after = plain_rows(amended)
    changes.created = plain_rows(acts.insert(added, each=False)) + _newcomers(
        enterprise, comparison, on, changes
    )
    return changes


def _newcomers(enterprise: Enterprise, comparison: Comparison, on: date, changes: ChangeSet) -> list[Row]:
    """Insert who is new, and the persons nobody knew; the stored rows as the change set keeps them."""
    known = ids_by(Person, "identity_hash", (key for _, _, key in comparison.new))
    strangers = {key: each for _, each, key in comparison.new if key not in known}
    keys = list(strangers)
    strange = person_columns(list(strangers.values()), keys)
    changes.people = acts.insert_columns(Person, strange | {"uuid": new_uuids(len(keys))})
    known |= dict(zip(keys, changes.people, strict=True))
    codes = _free_code_names(enterprise, comparison)
    for _, statement, _ in comparison.new:
        statement.joined_on = statement.joined_on or _first_day(statement, on)
        statement.employee_code = statement.employee_code or next(codes)
    statements = [each for _, each, _ in comparison.new]
    if not statements:
        return []
    columns = stretch_columns(enterprise.pk, [known[key] for _, _, key in comparison.new], statements)
    columns |= {name: new_uuids(len(statements)) for name in ("uuid", "stay")}
    columns["id"] = acts.insert_columns(Employment, columns)
    return plain_columns(columns)


def _first_day(statement: Statement, on: date) -> date:
    """Who has no joining day on the list has worked since the list's day; or the day before leaving."""
    left = statement.left_on
    return date.fromordinal(left.toordinal() - 1) if left and left <= on else on


def _free_code_names(enterprise: Enterprise, comparison: Comparison) -> Iterator[str]:
    """«NL-00001» and on, for lists without codes: only those never used."""
    if all(each.employee_code for _, each, _ in comparison.new):
        return iter(())
    used = queries.codes_in_use(enterprise) | {each.employee_code for _, each, _ in comparison.new}
    return (code for number in count(1) if (code := f"NL-{number:05d}") not in used)


def _amendments(comparison: Comparison, on: date) -> tuple[list[Employment], list[Employment]]:
    """Stored rows to write again, and new stretches to add."""
    amended: dict[int, Employment] = {}
    added = []
    earlier = _earlier_stretches(comparison)
    for change in comparison.changed:
        for row in (*earlier.get(change.held.stay, ()), change.held):
            _correct(row, change.personal)
            amended[row.pk] = row
        if (begun := _moved(change, on)) is not None:
            added.append(begun)
    for row in comparison.absent:
        row.left_on = row.until = on
        amended[row.pk] = row
    return list(amended.values()), added


def _earlier_stretches(comparison: Comparison) -> dict[Any, list[Employment]]:
    """The other stretches of stays whose personal data change: a correction is for the whole stay."""
    longer = {
        each.held.stay
        for each in comparison.changed
        if each.personal and each.held.since != each.held.joined_on
    }
    held = {each.held.pk for each in comparison.changed}
    found: dict[Any, list[Employment]] = {}
    for row in queries.stretches_of(longer):
        if row.pk not in held:
            found.setdefault(row.stay, []).append(row)
    return found


def _correct(row: Employment, personal: dict[str, Any]) -> None:
    began = row.since == row.joined_on
    for name, value in personal.items():
        setattr(row, name, value)
    if "full_name" in personal:
        row.name_key = name_key(row.full_name)
    if began:
        row.since = row.joined_on


def _moved(change: Changed, on: date) -> Employment | None:
    """A new stretch from the list's day where the placement changes, and the end where the person leaves."""
    last, begun = change.held, None
    if change.placement and last.since < on and (last.until is None or last.until > on):
        fields = {name: getattr(last, name) for name in NAMES if name not in {"id", "uuid"}}
        begun = Employment(**fields | {"since": on})
        last.until, last.left_on = on, None
        last = begun
    for name in PLACEMENT:
        if name in change.placement:
            setattr(last, name, change.placement[name])
    if change.left_on:
        last.left_on = last.until = change.left_on
    return begun


def _stored(rows: list[Employment]) -> Iterator[Employment]:
    """The rows as they were read: what is before the change."""
    for row in rows:
        yield Employment(**{name: row.stored(name) for name in NAMES})


def _free_codes(rows: list[Employment]) -> None:
    """Where codes change hands, the old ones are let go first: each is used once at any moment."""
    changing = [row for row in rows if row.stored("employee_code") != row.employee_code]
    wanted = [row.employee_code for row in changing]
    for row in changing:
        row.employee_code = f"~{row.uuid.hex[:24]}"
    acts.amend(changing, ("employee_code",))
    for row, code in zip(changing, wanted, strict=True):
        row.employee_code = code
