"""Imports of worker lists: received, checked again, taken, dropped, taken back. Each is one act."""

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.bulk import without_collector
from songhanh.core.files.extent import cell_name
from songhanh.core.tasks.progress import At, silent
from songhanh.enterprises.models import Enterprise
from songhanh.people import policies, queries
from songhanh.people.actions.applying import AMENDED, apply
from songhanh.people.actions.change_set import Row, rows_again, unsealed
from songhanh.people.intake.checking import Terms
from songhanh.people.intake.examination import Choice, Examination, examine
from songhanh.people.intake.preview import kinds, open_preview, preview_of, rows_to_keep, seal_preview
from songhanh.people.models import ColumnMapping, ImportState, PeopleImport
from songhanh.people.models.corrections import corrected_cells, corrections_of
from songhanh.people.models.imports import seal_file


@act("people:import:received", _("Tải danh sách lao động lên"))
def receive_import(
    *,
    enterprise: Enterprise,
    name: str,
    content: bytes,
    file_hash: str,
    listed_on: date,
    complete: bool,
    by: Actor,
    now: datetime,
) -> PeopleImport:
    """Keep the file encrypted and check it; nothing of it is written to the tables. Raises FileError."""
    policies.check_can_import(by, enterprise)
    policies.check_listed_on(listed_on, now)
    import_ = received(enterprise, name, content, file_hash, listed_on, complete, by, now)
    check_whole(import_, content)
    import_.save()
    return import_


@act("people:import:checked_again", _("Kiểm tra lại danh sách lao động"))
def check_again(
    *,
    import_: PeopleImport,
    mapping: dict[str, str],
    answers: dict[str, str],
    repairs: list[str],
    listed_on: date,
    complete: bool,
    at: At = silent,
    by: Actor,
    now: datetime,
) -> PeopleImport:
    """With other columns, answers, repairs or another day; the columns are remembered for the next list."""
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_open(import_)
    policies.check_listed_on(listed_on, now)
    import_.answers, import_.repairs = answers, sorted(set(repairs))
    import_.listed_on, import_.complete = listed_on, complete
    if mapping != import_.mapping:
        import_.mapping = mapping
        _remember(import_.enterprise, mapping)
    check_whole(import_, import_.file(), at)
    import_.save()
    return import_


@act("people:import:taken", _("Ghi danh sách lao động"))
def take_import(
    *,
    import_: PeopleImport,
    only_right_rows: bool,
    confirmed: bool,
    at: At = silent,
    by: Actor,
    now: datetime,
) -> PeopleImport:
    """Write the list: whole, or (by explicit choice) its right rows only; then nobody leaves by absence.

    The file is checked afresh against the tables as they are now; the change set is sealed with the import.
    `at` is told each step, and may raise to call it off: then nothing is written.
    """
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_open(import_)
    policies.check_checked_whole(len(open_preview(import_.preview or b"")["alone"]))
    return _taken(import_, import_.file(), only_right_rows, confirmed, by, now, at)


@act("people:import:taken_at_once", _("Ghi danh sách lao động trong một lần"))
def import_list(
    *,
    enterprise: Enterprise,
    name: str,
    content: bytes,
    file_hash: str,
    listed_on: date,
    complete: bool = False,
    only_right_rows: bool = False,
    confirmed: bool = False,
    by: Actor,
    now: datetime,
) -> PeopleImport:
    """Receive and take in one act, read once; refused, nothing is kept. For the command line and the API."""
    policies.check_can_import(by, enterprise)
    policies.check_listed_on(listed_on, now)
    import_ = received(enterprise, name, content, file_hash, listed_on, complete, by, now)
    return _taken(import_, content, only_right_rows, confirmed, by, now)


@act("people:import:dropped", _("Bỏ danh sách lao động"))
def drop_import(*, import_: PeopleImport, by: Actor, now: datetime) -> PeopleImport:
    """Forget the file: nothing was written."""
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_undecided(import_)
    import_.state, import_.file_cipher = ImportState.DROPPED, b""
    import_.preview = import_.kept_rows = None
    acts.remove(corrections_of(import_))
    import_.decided_at, import_.decided_by_id = now, by.user_id
    import_.save()
    return import_


@act("people:import:undone", _("Hoàn tác danh sách lao động"))
def undo_import(*, import_: PeopleImport, by: Actor, now: datetime) -> PeopleImport:
    """Put every row back as it was; refused when any of them has changed since."""
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_can_undo(import_)
    changes = unsealed(import_.change_set or b"")
    stored = {row.pk: row for row in queries.stretches_with_ids(changes.written())}
    policies.check_unchanged(changes.differing(stored))
    acts.remove([stored[key] for key in changes.created_ids()])
    _restore(changes.before)
    acts.remove(queries.unused_people(changes.people))
    import_.state, import_.undone_at, import_.undone_by_id = ImportState.UNDONE, now, by.user_id
    import_.save()
    _note(import_)
    return import_


def received(
    enterprise: Enterprise, name: str, content: bytes, file_hash: str, listed_on: date, complete: bool, by: Actor,
    now: datetime,
) -> PeopleImport:  # fmt: skip
    """The import with its file, not yet checked."""
    return PeopleImport(
        enterprise=enterprise,
        file_name=name[:200],
        file_hash=file_hash,
        file_cipher=seal_file(content),
        listed_on=listed_on,
        complete=complete,
        mapping=queries.remembered_mapping(enterprise),
        uploaded_at=now,
        uploaded_by_id=by.user_id,
    )


@without_collector()
def _taken(
    import_: PeopleImport, content: bytes, only_right_rows: bool, confirmed: bool, by: Actor, now: datetime,
    at: At = silent,
) -> PeopleImport:  # fmt: skip
    """Check afresh, write, seal the change set."""
    choice = Choice(doubtful=confirmed, complete=import_.complete and not only_right_rows)
    examination = _examined(import_, content, choice, at)
    found = examination.list
    policies.check_can_take(
        ready=found.source.ready,
        errors=len(found.wrong),
        doubts=len(found.doubtful),
        right=examination.right + (len(found.doubtful) if confirmed else 0),
        only_right_rows=only_right_rows,
        confirmed=confirmed,
    )
    rows = examination.counts()["rows"]
    at("write", 0, rows)
    changes = apply(import_.enterprise, examination.comparison, import_.listed_on)
    changes.corrections = in_words(import_)
    import_.change_set = changes.sealed()
    _keep(import_, examination)
    import_.state, import_.only_right_rows = ImportState.TAKEN, only_right_rows
    import_.decided_at, import_.decided_by_id = now, by.user_id
    import_.save()
    at("write", rows, rows)
    _note(import_)
    return import_


@without_collector()
def _examined(import_: PeopleImport, content: bytes, choice: Choice, at: At = silent) -> Examination:
    return examine(
        content,
        import_.file_name,
        enterprise=import_.enterprise,
        mapping=import_.mapping,
        terms=terms_of(import_),
        choice=choice,
        corrections=corrected_cells(import_),
        at=at,
    )


def terms_of(import_: PeopleImport) -> Terms:
    """How the list is to be read."""
    return Terms(import_.listed_on, import_.answers, frozenset(import_.repairs))


def check_whole(import_: PeopleImport, content: bytes, at: At = silent) -> None:
    """Read and check all of the list with the corrections made so far; the caller saves."""
    _keep(import_, _examined(import_, content, Choice(complete=import_.complete), at))


def _keep(import_: PeopleImport, examination: Examination) -> None:
    """What the page shows of it."""
    corrected = [row for row, _column in corrected_cells(import_)]
    import_.counts, import_.findings = examination.counts(), kinds(examination.list.findings)
    import_.preview = seal_preview(preview_of(examination))
    import_.kept_rows = rows_to_keep(examination, corrected)


def in_words(import_: PeopleImport) -> list[list[str]]:
    """The corrections as the change set keeps them."""
    return [
        [
            cell_name(each.row, each.column),
            each.was,
            each.now,
            str(each.corrected_by or ""),
            str(each.corrected_at),
        ]
        for each in corrections_of(import_)
    ]


def _restore(before: list[Row]) -> None:
    rows = rows_again(before)
    wanted = [row.employee_code for row in rows]
    for row in rows:
        row.employee_code = f"~{row.uuid.hex[:24]}"
    acts.amend(rows, ("employee_code",))
    for row, code in zip(rows, wanted, strict=True):
        row.employee_code = code
    acts.amend(rows, AMENDED)


def locked(import_: PeopleImport) -> PeopleImport:
    """The row as it is now, held until the act ends: two clicks take a list once."""
    rows = PeopleImport.objects.select_related("enterprise").filter(pk=import_.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get()


def _remember(enterprise: Enterprise, mapping: dict[str, str]) -> None:
    known = {row.heading: row for row in ColumnMapping.objects.filter(enterprise=enterprise)}
    for heading, column in mapping.items():
        row = known.get(heading[:200]) or ColumnMapping(enterprise=enterprise, heading=heading[:200])
        if row.pk is None or row.column != column:
            row.column = column
            row.save()


def _note(import_: PeopleImport) -> None:
    """The event of an import names its file and its figures."""
    after = {"file_hash": import_.file_hash, "state": import_.state, **import_.counts}
    acts.current("PeopleImport").note(acts.subject(import_), {}, after)
