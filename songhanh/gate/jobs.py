"""The gate's scheduled and long work: passes in step with the register, badges by the thousand."""

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.actor import Actor, system
from songhanh.core.models import Task
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.kinds import Outcome, Run, TaskKind
from songhanh.core.tasks.results import write_result
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.actions.erasing import erase_guests
from songhanh.gate.actions.passes import RENEWED_BEFORE, keep_passes
from songhanh.gate.queries.badges import Badge, badges_of, guest_badges_of
from songhanh.gate.queries.passes import out_of_step, pass_of
from songhanh.gate.queries.retention import due_announcements, strangers_typed
from songhanh.gate.rendering.badges import badge_sheets, parts
from songhanh.people import queries as people

PIECE = 1024 * 1024


def keep_all_passes(*, now: datetime) -> None:
    """Joiners get passes, leavers lose them, wherever an enterprise uses passes; nothing changes a second time."""
    today = timezone.localdate(now)
    for enterprise in out_of_step(today, today + RENEWED_BEFORE):
        keep_passes(enterprise=enterprise, by=system("job"), now=now)


def erase_due_guests(*, now: datetime) -> None:
    """Guests whose time is over; nothing is written where there are none."""
    today = timezone.localdate(now)
    if due_announcements(today) or strangers_typed(today):
        erase_guests(by=system("job"), now=now)


def _run(run: Run) -> Outcome:
    enterprise = _enterprise(run.task, run.by)
    run.progress.at("sign")
    badges = _badges(run, enterprise)
    if not badges:
        raise RefusedError("no_badges", _("Không có thẻ nào đang dùng để in. Cấp thẻ trước."))
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "badges"
        name = _write(run, enterprise, badges, made)
        with made.open("rb") as file:
            size = write_result(run.task.uuid, _pieces(file), run.progress.heed)
    return Outcome(name, size, _("Có %(count)s thẻ.") % {"count": len(badges)})


def _badges(run: Run, enterprise: Enterprise) -> list[Badge]:
    given, on = run.task.parameters, timezone.localdate(run.now)
    if "guests_on" in given:
        return guest_badges_of(enterprise, on=date.fromisoformat(given["guests_on"]))
    if "pass" not in given:
        return badges_of(enterprise, on=on, line=given["line"])
    one = pass_of(scope=run.by.scope, uuid=UUID(given["pass"]))
    if one is None:
        return []
    of_guest = one.announcement_id is not None
    return (guest_badges_of if of_guest else badges_of)(enterprise, on=on, pass_=one)


def _write(run: Run, enterprise: Enterprise, badges: list[Badge], made: Path) -> str:
    """The badges at `made`: one PDF, or many in an archive; the file's name."""
    name, total, printed = f"the-qr-{enterprise.code}", len(badges), 0
    files = list(parts(badges))
    if len(files) == 1:
        run.progress.at("draw", 0, total)
        made.write_bytes(badge_sheets(badges, str(enterprise), now=run.now))
        return f"{name}.pdf"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for number, part in enumerate(files, start=1):
            run.progress.at("draw", printed, total)
            archive.writestr(f"{name}-{number:02d}.pdf", badge_sheets(part, str(enterprise), now=run.now))
            printed += len(part)
    return f"{name}.zip"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def _enterprise(task: Task, by: Actor) -> Enterprise:
    given: dict[str, Any] = task.parameters
    enterprise = people.enterprise_of(by.scope, given["enterprise"])
    if enterprise is None:
        raise RefusedError("out_of_scope", _("Doanh nghiệp này không còn trong phạm vi được xem."))
    policies.check_can_manage(by, enterprise)
    return enterprise


def _check_reader(task: Task, by: Actor) -> None:
    _enterprise(task, by)


BADGES = TaskKind(
    code="gate.badges",
    steps=(("sign", gettext_lazy("Ký thẻ")), ("draw", gettext_lazy("Vẽ trang in"))),
    unit=gettext_lazy("thẻ"),
    run=_run,
    check_reader=_check_reader,
)
