"""Drafts: opening a report and keeping what is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.models import Draft, Obligation, ObligationState, ReportVersion

Cells = Mapping[str, dict[str, Any]]


@acts.act("reporting:draft:opened", _("Mở báo cáo"))
def open_report(*, obligation: Obligation, by: Actor, now: datetime) -> Draft:
    """The draft of an obligation, begun from the newest version where there is one."""
    policies.check_can_write(by, obligation)
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


@acts.act("reporting:draft:saved", _("Lưu nháp báo cáo"))
def save_cells(
    *,
    obligation: Obligation,
    cells: Cells,
    by: Actor,
    now: datetime,
    revision: int | None = None,
    source: str = "WEB",
    on_behalf: str = "",
) -> Draft:
    """Put `cells` (code → {typed, number, text, estimate, note}) over what the draft holds.

    `revision` is the one the page was made from: a stale page may not overwrite another's typing.
    """
    draft = open_report(obligation=obligation, by=by, now=now)
    if revision is not None and revision != draft.revision and draft.saved_by_id != by.user_id:
        raise StaleDraftError(draft)
    locked = [code for code in cells if not policies.may_type(obligation, code)]
    if locked:
        raise RefusedError(
            "locked_cell", _("Chỉ tiêu này đang khóa: Ban chỉ mở khóa một số chỉ tiêu để sửa.")
        )
    draft.cells = {**draft.cells, **cells}
    draft.revision += 1
    draft.saved_at, draft.saved_by_id = now, by.user_id
    draft.source, draft.on_behalf = source, on_behalf or draft.on_behalf
    draft.save()
    return draft


@acts.act("reporting:draft:dropped", _("Bỏ bản nháp"))
def drop_draft(*, obligation: Obligation, by: Actor, now: datetime) -> None:
    """Throw the draft away: the way back before anything was submitted."""
    policies.check_can_write(by, obligation)
    for draft in Draft.objects.filter(obligation=obligation):
        draft.delete()
    if obligation.state == ObligationState.DRAFT:
        obligation.state = ObligationState.NEVER_OPENED
        obligation.save()


def cells_of(version: ReportVersion) -> dict[str, dict[str, Any]]:
    """A version's values in a draft's shape."""
    return {
        value.cell: {
            "number": None if value.number is None else format(value.number.normalize(), "f"),
            "text": value.text,
            "estimate": value.estimate,
            "note": value.note,
        }
        for value in version.values.all()
    }


class StaleDraftError(RefusedError):
    """Somebody else has typed in the meantime; the page shows both."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            "stale_draft",
            _("Người khác vừa lưu báo cáo này. Tải lại trang để xem số mới trước khi nhập tiếp."),
        )
        self.draft = draft
