"""Files of time clocks: received, checked again, taken into the stream, dropped, taken back. Each is one act."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.files.kinds import kind_of
from songhanh.core.files.limits import LIMITS
from songhanh.core.tasks.progress import At, silent
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.actions.clock_stream import store_scans, undo_scans
from songhanh.gate.intake.clock_examination import Examination, Sender, examine_clock
from songhanh.gate.intake.clock_preview import kinds_of, preview_of, seal_preview
from songhanh.gate.intake.clock_punches import Terms
from songhanh.gate.models import ClockFormat, ClockImport, ClockState, Gate
from songhanh.gate.models.clock import seal_clock_file
from songhanh.gate.queries.clock_imports import format_of, left_lying


@dataclass(frozen=True, slots=True)
class HowToRead:
    """Columns (heading → code, "" for not needed), answers to what reads two ways, the clock's lag in minutes."""

    mapping: dict[str, str]
    answers: dict[str, str]
    correction: int = 0


@act("gate:clock:received", _("Tải tệp chấm công lên"))
def receive_clock_file(
    *,
    enterprise: Enterprise,
    gate: Gate | None,
    name: str,
    content: bytes,
    correction: int = 0,
    later: bool = False,
    by: Actor,
    now: datetime,
) -> ClockImport:
    """Keep the file encrypted and check it, or (`later`) leave the checking to a task. Raises FileError.

    Nothing of it is written to the stream.
    """
    policies.check_can_manage(by, enterprise)
    policies.check_clock_gate(gate, enterprise)
    policies.check_correction(correction)
    import_ = _received(enterprise, gate, name, content, correction, by, now)
    if later:
        kind_of(content, name, LIMITS)
        import_.state = ClockState.RECEIVED
    else:
        _check(import_, content, now)
    import_.save()
    return import_


@act("gate:clock:checked", _("Kiểm tra tệp chấm công"))
def check_clock_file(
    *, import_: ClockImport, how: HowToRead | None = None, at: At = silent, by: Actor, now: datetime
) -> ClockImport:
    """Read it, or read it in another way; how is remembered for the enterprise's next file, the lag is not."""
    import_ = _locked(import_)
    policies.check_can_manage(by, import_.enterprise)
    policies.check_clock_waits(import_, ClockState.RECEIVED, ClockState.CHECKED)
    if how is not None:
        policies.check_correction(how.correction)
        import_.mapping, import_.answers, import_.correction = how.mapping, how.answers, how.correction
        _remember(import_, now)
    _check(import_, import_.file(), now, at)
    import_.state = ClockState.CHECKED
    import_.save()
    return import_


@act("gate:clock:taken", _("Ghi tệp chấm công"))
def take_clock_file(
    *,
    import_: ClockImport,
    only_right_rows: bool,
    confirmed: bool,
    at: At = silent,
    by: Actor,
    now: datetime,
) -> ClockImport:
    """Its punches into the stream: all of them, or (by explicit choice) those of the right rows.

    The file is checked afresh; then it is destroyed. `at` may raise to call it off: what is in the stream by then is
    found there when it is taken again.
    """
    import_ = _locked(import_)
    policies.check_can_manage(by, import_.enterprise)
    policies.check_clock_waits(import_, ClockState.CHECKED)
    found = _check(import_, import_.file(), now, at)
    policies.check_can_take_clock(
        ready=found.file.ready,
        wrong=len(found.wrong),
        punches=len(found.scans),
        doubts=len(found.doubts),
        only_right_rows=only_right_rows,
        confirmed=confirmed,
    )
    new = store_scans([each.scan for each in found.scans if not each.kept_by], at)
    import_.counts |= {"stored": new + found.counts["ours"]}
    _remember(import_, now)
    import_.only_right_rows = only_right_rows
    _decided(import_, ClockState.TAKEN, by, now)
    return import_


@act("gate:clock:dropped", _("Bỏ tệp chấm công"))
def drop_clock_file(*, import_: ClockImport, by: Actor, now: datetime) -> ClockImport:
    """Forget the file: nothing was written."""
    import_ = _locked(import_)
    policies.check_can_manage(by, import_.enterprise)
    policies.check_clock_waits(import_, ClockState.RECEIVED, ClockState.CHECKED)
    _dropped(import_, by, now)
    return import_


@act("gate:clock:forgotten", _("Xóa tệp chấm công quá hạn"))
def forget_clock_files(*, before: datetime, by: Actor, now: datetime) -> int:
    """Files that nobody has taken for so long that none of their punches can be taken any more."""
    lying = left_lying(before)
    for import_ in lying:
        _dropped(import_, by, now)
    return len(lying)


@act("gate:clock:undone", _("Hoàn tác tệp chấm công"))
def undo_clock_file(*, import_: ClockImport, at: At = silent, by: Actor, now: datetime) -> ClockImport:
    """Take back each scan that the file has brought, by a scan that undoes it; both stay in the stream."""
    import_ = _locked(import_)
    policies.check_can_manage(by, import_.enterprise)
    policies.check_clock_waits(import_, ClockState.TAKEN)
    import_.counts |= {"undone": undo_scans(import_, now, at)}
    import_.state, import_.undone_at, import_.undone_by_id = ClockState.UNDONE, now, by.user_id
    import_.save()
    _note(import_)
    return import_


def _received(
    enterprise: Enterprise,
    gate: Gate | None,
    name: str,
    content: bytes,
    correction: int,
    by: Actor,
    now: datetime,
) -> ClockImport:
    remembered = format_of(enterprise)
    return ClockImport(
        enterprise=enterprise,
        gate=gate,
        file_name=name[:200],
        file_hash=sha256(content).hexdigest(),
        file_cipher=seal_clock_file(content),
        mapping=remembered.mapping if remembered else {},
        answers=remembered.answers if remembered else {},
        correction=correction,
        uploaded_at=now,
        uploaded_by_id=by.user_id,
    )


def _check(import_: ClockImport, content: bytes, now: datetime, at: At = silent) -> Examination:
    """Read and check all of the file; what the page shows of it; the caller saves."""
    gate = import_.gate.code if import_.gate else ""
    zone = timezone.get_default_timezone()
    found = examine_clock(
        content,
        import_.file_name,
        sender=Sender(import_.enterprise, import_.device, gate),
        mapping=import_.mapping,
        terms=Terms(int(now.timestamp() * 1000), zone, import_.answers, import_.correction),
        at=at,
    )
    import_.counts, import_.findings = found.counts, kinds_of(found.findings)
    import_.doubts = [{"code": each.code, "values": each.values} for each in found.doubts]
    import_.preview = seal_preview(preview_of(found))
    return found


def _dropped(import_: ClockImport, by: Actor, now: datetime) -> None:
    """Where taking it was broken off half way, what is in the stream by then is taken back."""
    if undone := undo_scans(import_, now, silent):
        import_.counts |= {"undone": undone}
    _decided(import_, ClockState.DROPPED, by, now)


def _decided(import_: ClockImport, state: ClockState, by: Actor, now: datetime) -> None:
    """What the file said of people goes with the decision; its hash, its figures and the kinds of findings stay."""
    import_.state, import_.file_cipher, import_.preview = state, b"", None
    import_.decided_at, import_.decided_by_id = now, by.user_id
    import_.save()
    _note(import_)


def _remember(import_: ClockImport, now: datetime) -> None:
    row = format_of(import_.enterprise) or ClockFormat(enterprise=import_.enterprise)
    mapping = {**row.mapping, **import_.mapping}
    if row.pk is None or (row.mapping, row.answers) != (mapping, import_.answers):
        row.mapping, row.answers, row.changed_at = mapping, import_.answers, now
        row.save()


def _locked(import_: ClockImport) -> ClockImport:
    """The row as it is now, held until the act ends: two clicks take a file once."""
    rows = ClockImport.objects.select_related("enterprise", "gate").filter(pk=import_.pk)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get()


def _note(import_: ClockImport) -> None:
    """The event names the file and its figures."""
    after = {"file_hash": import_.file_hash, "state": import_.state, **import_.counts}
    acts.current("ClockImport").note(acts.subject(import_), {}, after)
