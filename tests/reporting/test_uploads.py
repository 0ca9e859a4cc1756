"""Filing by the enterprise's own workbook: filled, spoilt, sent back, corrected."""

import io
from collections.abc import Mapping
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from songhanh.core.files.workbook import open_workbook
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.intake import layout
from songhanh.reporting.models import Draft, Obligation, Upload
from songhanh.reporting.presenters.template import template_workbook
from songhanh.reporting.presenters.upload_page import marks_of, upload_page
from songhanh.reporting.queries.filing import open_report_of
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.rates import project_report

PERIOD = parse_period("2021-12", Basis.CUTOFF15)
GOOD = {
    "revenue": 1284.6,
    "export": 41.2,
    "import": 28.9,
    "budget_payment": 402.7,
    "labour_domestic": 0,
    "labour_foreign": 0,
    "new_jobs": 0,
    "payroll": 12.5,
    "person_months": 900,
}


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    raise_obligations(form_code="monthly-production", period=PERIOD, by=BY, now=NOW)
    return made


def report_of(cast: Cast, code: str = "mau-01", form: str = "monthly-production") -> Obligation:
    return Obligation.objects.get(enterprise__code=code, period_code="2021-12", form_code=form)


def filled(obligation: Obligation, values: Mapping[str, Any], **more: Any) -> bytes:
    """The template filled in with another program; `more` changes the units by cell."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(open_report_of(obligation))))
    for sheet in book.worksheets[:-1]:
        for row in range(layout.FIRST_ROW + 1, sheet.max_row + 1):
            code = sheet.cell(row, layout.CODE + 1).value
            if code in values:
                sheet.cell(row, layout.VALUE + 1).value = values[code]
            if code in more:
                sheet.cell(row, layout.UNIT + 1).value = more[code]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def send(client: Client, content: bytes, name: str = "thang-12.xlsx", owner: str = "mau-01") -> Any:
    file = io.BytesIO(content)
    file.name = name
    return client.post(f"/reporting/monthly-production/2021-12/{owner}/upload/", {"file": file}, follow=True)


def test_the_template_is_stamped_prefilled_and_locked(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(open_report_of(report_of(cast)))))
    assert book.worksheets[-1].sheet_state == "veryHidden"
    first = book.worksheets[0]
    assert first.protection.sheet
    assert first.cell(layout.FIRST_ROW + 1, layout.VALUE + 1).protection.locked is False
    assert first.cell(layout.FIRST_ROW + 1, layout.NAME + 1).protection.locked is True


def test_no_two_rows_of_the_template_are_called_the_same(cast: Cast) -> None:
    raise_obligations(form_code="monthly-safety", period=PERIOD, by=BY, now=NOW)
    with translation.override("en"):
        workbooks = [
            template_workbook(open_report_of(each))
            for each in (report_of(cast, form="monthly-safety"), project_report(cast, "USD"))
        ]
    for content in workbooks:
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets[:-1]:
            column = [sheet.cell(row, layout.NAME + 1).value for row in range(7, sheet.max_row + 1)]
            assert len(set(column)) == len(column)
    assert "Lao động được hỗ trợ (NQ116)" in str(
        [row for sheet in openpyxl.load_workbook(io.BytesIO(workbooks[0])) for row in sheet.values]
    )


@pytest.mark.parametrize(
    ("changed", "cell", "found"),
    [
        ({layout.VALUE: "Kỳ trước", layout.PREVIOUS: "Kỳ này"}, "D6", "Kỳ trước"),
        ({layout.UNIT: "ĐVT"}, "C6", "ĐVT"),
        ({layout.NOTE: ""}, "H6", ""),
    ],
)
def test_headings_that_were_swapped_or_renamed_refuse_the_file(
    cast: Cast, changed: dict[int, str], cell: str, found: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(report_of(cast), GOOD)))
    for column, heading in changed.items():
        book.worksheets[0].cell(layout.HEADING_ROW + 1, column + 1).value = heading
    target = io.BytesIO()
    book.save(target)
    answer = send(signed_in(cast.reporter), target.getvalue())
    assert answer.status_code == 422
    assert f"ô {cell}: tiêu đề là «{found}»" in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_heading_written_with_other_spaces_and_letters_is_the_same(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(report_of(cast), GOOD)))
    book.worksheets[0].cell(layout.HEADING_ROW + 1, layout.VALUE + 1).value = " KỲ  NÀY "
    target = io.BytesIO()
    book.save(target)
    assert send(signed_in(cast.reporter), target.getvalue()).status_code == 200
    assert Upload.objects.exists()


def test_a_right_file_goes_into_the_draft_and_on_to_the_check(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    answer = send(client, filled(report_of(cast), GOOD))
    assert answer.status_code == 200
    assert not Draft.objects.exists(), "nothing is written before confirmation"
    upload = Upload.objects.get()
    done = client.post(f"/reporting/monthly-production/2021-12/mau-01/upload/{upload.uuid}/", {"check": "1"})
    assert done.headers["Location"].endswith("/mau-01/check/")
    draft = Draft.objects.get()
    assert draft.source == "EXCEL"
    assert draft.cells["revenue"]["number"] == "1284.6"


def test_spoilt_cells_are_named_with_their_place_and_a_fix_where_it_is_certain(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    spoilt = {
        **GOOD,
        "export": 41200,
        "import": "28.9",
        "revenue": "#REF!",
        "payroll": "mười hai",
        "budget_payment": None,
    }
    answer = send(client, filled(report_of(cast), spoilt, export="nghìn USD"))
    page = upload_page(Upload.objects.get())
    by_cell = {problem.cell: problem for problem in page.problems}
    assert {"export", "import", "payroll", "budget_payment"} <= set(by_cell)
    assert by_cell["export"].choices[0].value == "export=41.2"
    assert len(by_cell["import"].choices) == 2
    assert by_cell["import"].address == "D9"
    assert "Để trống nghĩa là chưa báo" in by_cell["budget_payment"].text
    assert "D9" in answer.content.decode()


def test_a_fix_is_taken_only_if_the_page_offers_it(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    send(client, filled(report_of(cast), {**GOOD, "export": 41200}, export="nghìn USD"))
    upload = Upload.objects.get()
    here = f"/reporting/monthly-production/2021-12/mau-01/upload/{upload.uuid}/"
    assert client.post(here, {"choose": "export=1"}).status_code == 404
    client.post(here, {"choose": "export=41.2"})
    upload.refresh_from_db()
    assert upload.cells["export"]["number"] == "41.2"
    assert not [p for p in upload_page(upload).problems if p.cell == "export"]


def test_the_senders_own_file_comes_back_marked(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    sent = filled(report_of(cast), {**GOOD, "import": "28.9"})
    send(client, sent)
    upload = Upload.objects.get()
    answer = client.get(f"/reporting/monthly-production/2021-12/mau-01/upload/{upload.uuid}/marked/")
    marks = marks_of(upload_page(upload))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cell = book[marks[0].sheet].cell(marks[0].row + 1, marks[0].column + 1)
    assert cell.comment is not None
    assert "28.9" in cell.comment.text
    assert cell.value == "28.9"
    assert open_workbook(answer.content, "x.xlsx").sheet(marks[0].sheet) is not None


@pytest.mark.parametrize(
    ("owner", "period", "words"),
    [("mau-02", "2021-12", "doanh nghiệp khác"), ("mau-01", "2021-11", "kỳ tháng 11/2021")],
)
def test_a_template_of_another_report_is_refused_in_plain_words(
    cast: Cast, owner: str, period: str, words: str
) -> None:
    if period != "2021-12":
        raise_obligations(
            form_code="monthly-production", period=parse_period(period, Basis.CUTOFF15), by=BY, now=NOW
        )
    other = Obligation.objects.get(enterprise__code=owner, period_code=period)
    answer = send(signed_in(cast.reporter), filled(other, GOOD))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"<html><table></table></html>", "HTML"),
        (b"PK\x03\x04broken", "hỏng"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_plain_words(cast: Cast, content: bytes, words: str) -> None:
    answer = send(signed_in(cast.reporter), content)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stamp_that_was_edited_is_refused(cast: Cast) -> None:
    book = openpyxl.load_workbook(io.BytesIO(filled(report_of(cast), GOOD)))
    book.worksheets[-1]["B4"] = "2021-11"
    target = io.BytesIO()
    book.save(target)
    answer = send(signed_in(cast.reporter), target.getvalue())
    assert "đã bị sửa" in answer.content.decode()


def test_another_enterprise_sees_neither_template_nor_upload(cast: Cast) -> None:
    send(signed_in(cast.reporter), filled(report_of(cast), GOOD))
    upload = Upload.objects.get()
    other = signed_in(cast.other)
    for page in ("workbook/", "upload/", f"upload/{upload.uuid}/", f"upload/{upload.uuid}/marked/"):
        assert other.get(f"/reporting/monthly-production/2021-12/mau-01/{page}").status_code == 404
    foreign = other.get(f"/reporting/monthly-production/2021-12/mau-02/upload/{upload.uuid}/")
    assert foreign.status_code == 404
