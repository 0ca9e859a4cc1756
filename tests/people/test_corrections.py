"""Cells corrected on the page of an import: read like the file, kept beside it, taken back cell by cell."""

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from songhanh.core.audit.chain import verify
from songhanh.core.models import Event
from songhanh.people import policies
from songhanh.people.actions import corrections as actions
from songhanh.people.actions.change_set import unsealed
from songhanh.people.actions.imports import check_again, drop_import, take_import, undo_import
from songhanh.people.models import CellCorrection, Employment, PeopleImport
from songhanh.people.policies import PeopleRefusedError
from songhanh.people.presenters.imports import import_page, marked
from tests.people.cast import NOW, Cast, employ
from tests.people.lists import upload, workbook, worker

BIRTH, SEX, NUMBER, CODE, PHONE = 3, 4, 2, 0, 8
WRONG = worker(2, **{"Ngày sinh": "31/02/1991"})


def correct(cast: Cast, import_: PeopleImport, row: int, **texts: str) -> PeopleImport:
    """`row` of the sheet from 1; texts by `c<column>`."""
    given = {int(name[1:]): text for name, text in texts.items()}
    return actions.correct_cells(
        import_=import_, row=row - 1, texts=given, by=cast.by(cast.reporter), now=NOW
    )


def restore(cast: Cast, import_: PeopleImport, row: int, column: int) -> PeopleImport:
    return actions.restore_cell(
        import_=import_, row=row - 1, column=column, by=cast.by(cast.reporter), now=NOW
    )


def take(cast: Cast, import_: PeopleImport, **how: bool) -> PeopleImport:
    given = {"only_right_rows": False, "confirmed": False, **how}
    return take_import(import_=import_, by=cast.by(cast.reporter), now=NOW, **given)


@pytest.fixture(params=[5_000, 0], ids=["whole", "row alone"])
def at_once(request: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(actions, "AT_ONCE", request.param)
    return int(request.param)


def test_a_corrected_cell_is_checked_taken_sealed_and_undone(cast: Cast, at_once: int) -> None:
    content = workbook(worker(1), WRONG, worker(3))
    import_ = upload(cast.reporter, cast.one, content)
    assert import_.counts["wrong"] == 1
    import_ = correct(cast, import_, 3, c3="28/02/1991")
    assert (import_.counts["wrong"], import_.counts["right"]) == (0, 3)
    page = import_page(import_)
    (row,) = page.corrections
    assert (row.cell, row.was, row.now) == ("D3", "31/02/1991", "28/02/1991")
    assert import_.file() == content
    if not at_once:
        assert page.alone == 1
        with pytest.raises(PeopleRefusedError, match="1 dòng đã sửa chưa kiểm tra lại"):
            take(cast, import_)
        how: dict[str, Any] = {"mapping": {}, "answers": {}, "repairs": [], "complete": False}
        import_ = check_again(
            import_=import_, listed_on=import_.listed_on, by=cast.by(cast.reporter), now=NOW, **how
        )
    import_ = take(cast, import_)
    stored = Employment.objects.get(employee_code="NL-0002")
    assert stored.birth_date is not None
    assert f"{stored.birth_date:%d/%m/%Y}" == "28/02/1991"
    (kept,) = unsealed(import_.change_set or b"").corrections
    assert kept[:3] == ["D3", "31/02/1991", "28/02/1991"]
    with pytest.raises(PeopleRefusedError, match="đã xử lý"):
        correct(cast, import_, 3, c3="27/02/1991")
    undo_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    assert Employment.objects.count() == 0
    assert list(verify()) == []


def test_what_is_typed_is_read_like_the_file(cast: Cast, at_once: int) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), WRONG))
    import_ = correct(cast, import_, 3, c3="30/02/1991")
    (kind,) = import_page(import_).kinds
    assert "Ngày «30/02/1991» không có" in kind.message
    import_ = correct(cast, import_, 3, c3="  2８-2-1991 ")
    assert import_.counts["wrong"] == 0
    assert CellCorrection.objects.get().now == "28-2-1991"
    import_ = correct(cast, import_, 3, c3="28/02/1990")
    assert [(kind.column, kind.css) for kind in import_page(import_).kinds] == [("Số định danh", "warn")]
    assert CellCorrection.objects.count() == 1


def test_a_cell_is_taken_back(cast: Cast, at_once: int) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), WRONG))
    before = import_.findings
    import_ = correct(cast, import_, 3, c3="28/02/1991", c4="Nu")
    assert CellCorrection.objects.count() == 2
    import_ = restore(cast, import_, 3, BIRTH)
    import_ = correct(cast, import_, 3, c4="Nữ")  # the file's own text is no correction
    assert CellCorrection.objects.count() == 0
    assert import_.findings == before
    names = [event.name for event in Event.objects.order_by("number") if "cell" in event.name]
    assert "people:import:cells_corrected" in names
    assert "people:import:cell_restored" in names


def test_rows_are_held_against_each_other_again(cast: Cast) -> None:
    employ(cast.one, 9)
    rows = [worker(1), worker(2, **{"Mã NLĐ": "NL-0001"}), worker(3, **{"Mã NLĐ": "NL-0009"})]
    import_ = upload(cast.reporter, cast.one, workbook(*rows))
    assert import_.counts["wrong"] == 3
    import_ = correct(cast, import_, 3, c0="NL-0002")
    assert import_.counts["wrong"] == 1
    import_ = correct(cast, import_, 4, c0="NL-0003")
    assert import_.counts["wrong"] == 0
    import_ = correct(cast, import_, 4, c0="NL-0002")
    assert [kind.cells for kind in import_page(import_).kinds] == ["A3, A4"]


def test_of_a_long_list_what_needs_the_whole_waits_and_is_never_taken(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    rows = [worker(1), worker(2, **{"Mã NLĐ": "NL-0001"}), WRONG | {"Số CCCD": "037191000007"}]
    import_ = upload(cast.reporter, cast.one, workbook(*rows))
    import_ = correct(cast, import_, 4, c3="28/02/1991", c0="NL-0001")
    assert import_.counts["wrong"] == 2
    assert import_page(import_).alone == 1
    for part in (True, False):
        with pytest.raises(PeopleRefusedError, match="chưa kiểm tra lại"):
            take(cast, import_, only_right_rows=part)
    how: dict[str, Any] = {"mapping": {}, "answers": {}, "repairs": [], "complete": False}
    import_ = check_again(
        import_=import_, listed_on=import_.listed_on, by=cast.by(cast.reporter), now=NOW, **how
    )
    assert import_.counts["wrong"] == 3
    assert import_page(import_).alone == 0


def test_a_long_list_reads_one_row_as_its_columns_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    rows = [worker(1, **{"Ngày sinh": "14/02/1991"}), worker(2, **{"Ngày sinh": "31/02/1991"})]
    import_ = upload(cast.reporter, cast.one, workbook(*rows))
    import_ = correct(cast, import_, 3, c3="03/04/1991")
    assert import_.counts["wrong"] == 0


def test_what_may_not_be_corrected(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(*(worker(n) for n in range(1, 6)), WRONG))
    for row, texts in ((6, {"c3": "x"}), (99, {"c3": "x"}), (7, {"c40": "x"})):
        with pytest.raises(PeopleRefusedError, match="không sửa ở đây được"):
            correct(cast, import_, row, **texts)
    with pytest.raises(PeopleRefusedError, match="không quá 200 ký tự"):
        correct(cast, import_, 7, c3="x" * 201)
    monkeypatch.setattr(policies, "MOST_CORRECTIONS", 1)
    with pytest.raises(PeopleRefusedError, match="Đã sửa 1 ô"):
        correct(cast, import_, 7, c3="28/02/1991", c4="x")
    assert CellCorrection.objects.count() == 0
    with pytest.raises(PeopleRefusedError, match="Chỉ đầu mối"):
        actions.correct_cells(import_=import_, row=6, texts={3: "x"}, by=cast.by(cast.other), now=NOW)
    with pytest.raises(PeopleRefusedError, match="Chỉ đầu mối"):
        actions.restore_cell(import_=import_, row=6, column=3, by=cast.by(cast.auditor), now=NOW)


def test_the_marked_workbook_keeps_the_senders_text_and_names_the_correction(cast: Cast) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), WRONG, worker(3, **{"Giới tính": "?"})))
    import_ = correct(cast, import_, 3, c3="28/02/1991")
    book = load_workbook(io.BytesIO(marked(import_, import_.file()).content))
    cell = book["Sheet"]["D3"]
    assert cell.value == "31/02/1991"
    assert cell.comment is not None
    assert "Đã sửa trên trang thành «28/02/1991»" in cell.comment.text
    assert cell.fill.fgColor.rgb not in {book["Sheet"]["E4"].fill.fgColor.rgb, "00000000"}


def test_dropping_forgets_the_corrections_too(cast: Cast) -> None:
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), WRONG))
    import_ = correct(cast, import_, 3, c3="28/02/1991")
    import_ = drop_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    assert import_.kept_rows is None
    assert CellCorrection.objects.count() == 0


def test_dates_and_numbers_of_the_workbook_keep_their_kind(cast: Cast, at_once: int) -> None:
    row = worker(2, **{"Ngày sinh": datetime(1991, 2, 14), "Số CCCD": 37191000002})
    import_ = upload(cast.reporter, cast.one, workbook(worker(1), row))
    assert [kind.repair for kind in import_page(import_).kinds] == ["lost_zeros"]
    import_ = correct(cast, import_, 3, c2="037191000002")
    assert import_.counts["wrong"] == 0
    assert import_page(import_).corrections[0].was == "371•••••0002"
