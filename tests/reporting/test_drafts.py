"""Drafts and versions by their actions: saved cell by cell, stale, locked, copied, submitted, corrected."""

from datetime import timedelta

import pytest

from songhanh.core.reasons import RefusedError
from songhanh.reporting.actions.approval import send_back, send_inside, take_back
from songhanh.reporting.actions.drafts import (
    StaleDraftError,
    copy_last_period,
    drop_draft,
    open_report,
    save_cells,
    undo_copy,
)
from songhanh.reporting.actions.reviews import return_report, unlock_cells
from songhanh.reporting.actions.versions import RejectedError
from songhanh.reporting.models import Draft, Obligation, ObligationState, ReportVersion
from tests.core.cast import new_user
from tests.people.cast import BY, NOW, SITED, Cast
from tests.reporting.filing import accept, accepted, file, owed, type_in, values

LATER = NOW + timedelta(hours=1)


def cell(number: str) -> dict[str, object]:
    return {"typed": number, "number": number, "text": "", "estimate": False, "note": ""}


def refused(code: str) -> object:
    return pytest.raises(RefusedError, check=lambda error: error.code == code)


def test_saving_opens_the_report_and_keeps_the_other_cells(cast: Cast) -> None:
    report, by = owed(cast), cast.by(cast.reporter)
    save_cells(obligation=report, cells={"revenue": cell("10")}, by=by, now=NOW)
    draft = save_cells(obligation=report, cells={"export": cell("2")}, by=by, now=NOW)
    assert {code: held["number"] for code, held in draft.cells.items()} == {"revenue": "10", "export": "2"}
    assert draft.revision == 2
    report.refresh_from_db()
    assert (report.state, report.opened_at) == (ObligationState.DRAFT, NOW)


def test_a_cell_that_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    report, by = owed(cast), cast.by(cast.reporter)
    save_cells(obligation=report, cells={"revenue": cell("10")}, by=by, now=NOW)
    with pytest.raises(StaleDraftError):
        save_cells(obligation=report, cells={"revenue": cell("11")}, expected={"revenue": {}}, by=by, now=NOW)
    save_cells(
        obligation=report, cells={"revenue": cell("12")}, expected={"revenue": cell("10")}, by=by, now=NOW
    )
    assert Draft.objects.get(obligation=report).cells["revenue"]["number"] == "12"


def test_last_period_fills_empty_cells_and_can_be_undone(cast: Cast) -> None:
    accepted(cast)
    report, by = owed(cast), cast.by(cast.reporter)
    save_cells(obligation=report, cells={"export": cell("9")}, by=by, now=NOW)
    draft = copy_last_period(obligation=report, codes=["revenue", "export"], by=by, now=NOW)
    assert {code: held["number"] for code, held in draft.cells.items()} == {"revenue": "114.5", "export": "9"}
    draft = undo_copy(obligation=report, by=by, now=NOW)
    assert draft.cells.keys() == {"export"}
    with refused("nothing_to_undo"):
        undo_copy(obligation=report, by=by, now=NOW)


def test_a_dropped_draft_leaves_the_report_unopened(cast: Cast) -> None:
    report, by = owed(cast), cast.by(cast.reporter)
    open_report(obligation=report, by=by, now=NOW)
    drop_draft(obligation=report, by=by, now=NOW)
    report.refresh_from_db()
    assert (report.state, Draft.objects.count()) == (ObligationState.NEVER_OPENED, 0)


def test_submitting_seals_a_version_and_ends_the_draft(cast: Cast) -> None:
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    version = file(report, cast.reporter, cast)
    assert (version.number, version.receipt, version.values.count()) == (1, "BC-2022-01-0001", 9)
    assert not Draft.objects.exists()
    accept(version, cast)
    assert Obligation.objects.get(pk=report.pk).state == ObligationState.ACCEPTED


def test_a_correction_wants_a_reason_and_a_difference(cast: Cast) -> None:
    report = owed(cast)
    file(report, cast.reporter, cast)
    with refused("no_correction_reason"):
        file(report, cast.reporter, cast, revenue="115")
    with refused("nothing_changed"):
        file(report, cast.reporter, cast, reason="sổ sách")
    second = file(report, cast.reporter, cast, LATER, reason="sổ sách", revenue="115")
    assert (second.number, second.replaces.number if second.replaces else 0) == (2, 1)


def test_two_who_file_at_once_do_not_file_over_each_other(cast: Cast) -> None:
    report = owed(cast)
    same = Obligation.objects.get(pk=report.pk)
    file(report, cast.reporter, cast)
    with refused("newer_version"):
        file(same, cast.reporter, cast, LATER, revenue="115")
    assert ReportVersion.objects.count() == 1


def test_after_an_unlock_only_the_unlocked_cells_change(cast: Cast) -> None:
    report = owed(cast)
    version = file(report, cast.reporter, cast)
    unlock_cells(
        version=version,
        cells=[{"cell": "export", "message": "đơn vị?"}],
        due_at=LATER,
        by=cast.by(cast.officer),
        now=NOW,
    )
    with refused("locked_cell"):
        save_cells(obligation=report, cells={"revenue": cell("1")}, by=cast.by(cast.reporter), now=NOW)
    with refused("locked_cell"):
        file(report, cast.reporter, cast, LATER, export="5", revenue="115")
    file(report, cast.reporter, cast, LATER, export="5")


def test_a_returned_report_is_filed_again_without_a_reason(cast: Cast) -> None:
    report = owed(cast)
    version = file(report, cast.reporter, cast)
    return_report(version=version, reason="thiếu chi nhánh", due_at=LATER, by=cast.by(cast.officer), now=NOW)
    report.refresh_from_db()
    assert Draft.objects.get(obligation=report).cells["revenue"]["number"] == "114.5"
    assert file(report, cast.reporter, cast, LATER, revenue="120").number == 2


def test_nobody_of_another_enterprise_files(cast: Cast) -> None:
    with refused("out_of_scope"):
        file(owed(cast), cast.other, cast)


def approver(cast: Cast) -> object:
    from songhanh.core.actions.grants import grant_scope  # noqa: PLC0415

    user = new_user("ENTERPRISE_APPROVER", "duyet-01")
    grant_scope(user=user, kind="ENTERPRISES", target_id=cast.one.pk, valid_from=SITED, by=BY, now=NOW)
    return user


def test_where_there_is_an_approver_the_reporter_cannot_file(cast: Cast) -> None:
    approver(cast)
    with refused("needs_approval"):
        file(owed(cast), cast.reporter, cast)


def test_the_approver_sends_back_or_files(cast: Cast) -> None:
    boss = approver(cast)
    report, by = owed(cast), cast.by(cast.reporter)
    type_in(report, cast.reporter, cast)
    send_inside(obligation=report, values=values(), by=by, now=NOW)
    assert Obligation.objects.get(pk=report.pk).state == ObligationState.WAITING_INSIDE
    with refused("waiting_inside"):
        save_cells(obligation=report, cells={"revenue": cell("1")}, by=by, now=NOW)
    draft = send_back(obligation=report, reason="xem lại", by=cast.by(boss), now=NOW)  # type: ignore[arg-type]
    assert (draft.sent_back_reason, report.state) == ("xem lại", ObligationState.DRAFT)
    send_inside(obligation=report, values=values(), by=by, now=NOW)
    take_back(obligation=report, by=by, now=NOW)
    send_inside(obligation=report, values=values(), by=by, now=NOW)
    assert file(report, boss, cast).number == 1  # type: ignore[arg-type]
    assert report.state == ObligationState.SUBMITTED


def test_what_has_errors_goes_to_nobody(cast: Cast) -> None:
    approver(cast)
    report = owed(cast)
    type_in(report, cast.reporter, cast)
    wrong = {code: value for code, value in values().items() if code != "export"}
    with pytest.raises(RejectedError):
        send_inside(obligation=report, values=wrong, by=cast.by(cast.reporter), now=NOW)
    assert Draft.objects.get(obligation=report).waiting_since is None
