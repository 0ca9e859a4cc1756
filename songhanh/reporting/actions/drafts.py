"""Drafts: opening a report, keeping what is typed, taking last period's figures, undoing that."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.models import Draft, Obligation, ObligationState
from songhanh.reporting.queries.checking import earlier_value, form_of, past_of
from songhanh.reporting.queries.typed import cells_of, is_blank

__all__ = [
    "StaleDraftError",
    "cells_of",
    "copy_last_period",
    "drop_draft",
    "open_report",
    "save_cells",
    "undo_copy",
]

Cells = Mapping[str, dict[str, Any]]


@acts.act("reporting:draft:opened", _("Mở báo cáo"))
def open_report(*, obligation: Obligation, by: Actor, now: datetime) -> Draft:
    """The draft of an obligation, begun from the newest version where there is one."""
    return _open(obligation, by, now)


@acts.act("reporting:draft:saved", _("Lưu nháp báo cáo"))
def save_cells(
    *,
    obligation: Obligation,
    cells: Cells,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    expected: Cells | None = None,
    source: str = "WEB",
    on_behalf: str = "",
) -> Draft:
    """Put `cells` (code → {typed, number, text, estimate, note}) over what the draft holds.

    `revision` is the one the page was made from: a stale page may not overwrite another's typing.
    `expected` says the same cell by cell: what the page knew to stand there (an empty cell where nothing did).
    """
    draft = _open(obligation, by, now)
    policies.check_draft_open(by, draft)
    # Programs have no user id: of two of them nobody knows whether they are one.
    own = by.user_id is not None and draft.saved_by_id == by.user_id
    if revision is not None and revision != draft.revision and not own:
        raise StaleDraftError(draft)
    if expected is not None and any(draft.cells.get(code, {}) != was for code, was in expected.items()):
        raise StaleDraftError(draft)
    _check_unlocked(obligation, cells)
    draft.cells = {**draft.cells, **cells}
    draft.source, draft.on_behalf = source, on_behalf or draft.on_behalf
    return _saved(draft, by, now)


@acts.act("reporting:draft:copied", _("Lấy số kỳ trước"))
def copy_last_period(*, obligation: Obligation, codes: Iterable[str], by: Actor, now: datetime) -> Draft:
    """Put last period's accepted figures into those of `codes` that are still empty; can be undone."""
    draft = _open(obligation, by, now)
    policies.check_draft_open(by, draft)
    definition, past = form_of(obligation), past_of(obligation)
    taken = {}
    for code in codes:
        before = earlier_value(definition, obligation, past, code)
        empty = is_blank(draft.cells.get(code))
        if before is not None and empty and policies.may_type(obligation, code):
            number = format(before.normalize(), "f")
            taken[code] = {"number": number, "text": "", "estimate": False, "note": ""}
    if not taken:
        raise RefusedError("nothing_to_copy", _("Không còn ô trống nào mà kỳ trước có số."))
    draft.undo = {code: draft.cells.get(code) for code in taken}
    draft.cells = {**draft.cells, **taken}
    return _saved(draft, by, now)


@acts.act("reporting:draft:copy_undone", _("Bỏ số kỳ trước vừa lấy"))
def undo_copy(*, obligation: Obligation, by: Actor, now: datetime) -> Draft:
    """Take away what the last copying put in."""
    draft = _open(obligation, by, now)
    policies.check_draft_open(by, draft)
    if not draft.undo:
        raise RefusedError("nothing_to_undo", _("Không có gì để hoàn tác."))
    kept = {code: cell for code, cell in draft.cells.items() if code not in draft.undo}
    draft.cells = {**kept, **{code: cell for code, cell in draft.undo.items() if cell}}
    draft.undo = {}
    return _saved(draft, by, now)


@acts.act("reporting:draft:dropped", _("Bỏ bản nháp"))
def drop_draft(*, obligation: Obligation, by: Actor, now: datetime) -> None:
    """Throw the draft away: the way back before anything was submitted."""
    policies.check_can_write(by, obligation)
    lock([obligation])
    for draft in Draft.objects.filter(obligation=obligation):
        policies.check_draft_open(by, draft)
        draft.delete()
    if obligation.state == ObligationState.DRAFT:
        obligation.state = ObligationState.NEVER_OPENED
        obligation.save()


def _open(obligation: Obligation, by: Actor, now: datetime) -> Draft:
    policies.check_can_write(by, obligation)
    lock([obligation])
    draft = Draft.objects.filter(obligation=obligation).first()
    if draft is not None:
        return draft
    cells = cells_of(obligation.latest) if obligation.latest else {}
    draft = Draft(obligation=obligation, cells=cells, saved_at=now, saved_by_id=by.user_id)
    draft.save()
    if obligation.state == ObligationState.NEVER_OPENED:
        obligation.state, obligation.opened_at = ObligationState.DRAFT, now
        obligation.save()
    return draft


def _check_unlocked(obligation: Obligation, cells: Cells) -> None:
    if any(not policies.may_type(obligation, code) for code in cells):
        raise RefusedError(
            "locked_cell", _("Chỉ tiêu này đang khóa: Ban chỉ mở khóa một số chỉ tiêu để sửa.")
        )


def _saved(draft: Draft, by: Actor, now: datetime) -> Draft:
    draft.revision += 1
    draft.saved_at, draft.saved_by_id = now, by.user_id
    draft.save()
    return draft


class StaleDraftError(RefusedError):
    """Somebody else has typed in the meantime; the page shows both."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            "stale_draft",
            _("Người khác vừa lưu báo cáo này. Tải lại trang để xem số mới trước khi nhập tiếp."),
        )
        self.draft = draft
