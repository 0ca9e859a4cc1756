import io

import pytest
from openpyxl import load_workbook
from pytest_django import Settings

from songhanh.people.models import Employment, PeopleImport
from tests.core.cast import signed_in
from tests.people.cast import NOW, Cast
from tests.people.lists import HEADS, workbook, worker
from tests.people.pages import send, text

pytestmark = pytest.mark.urls("tests.people.addresses")


@pytest.fixture(autouse=True)
def _standing_clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


def test_an_import_from_upload_to_undo(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    rows = [worker(1, **{"Số CCCD": 37191000001}), worker(2, **{"Ngày sinh": "31/02/1991"}), worker(3)]
    answer = send(client, workbook(*rows))
    assert answer.status_code == 302
    url = answer["Location"]
    page = text(client, url)
    for words in (
        "Chưa nhận tệp: 2 dòng có lỗi",
        "Thêm số 0 ở đầu cho 1 ô",
        "Nhận 1 dòng đúng trước",
        "Ngày «31/02/1991» không có",
        "37191000001",
        "Nguyễn Thị Ánh",
        "chỉ tài khoản của doanh nghiệp thấy đủ",
    ):
        assert words in page
    marked = client.get(f"{url}marked/")
    book = load_workbook(io.BytesIO(marked.content))
    comment = book["Sheet"]["D3"].comment
    assert comment is not None
    assert "31/02/1991" in comment.text
    client.post(url, {"listed_on": "2022-01-17", "repair": "lost_zeros"})
    assert "Chưa nhận tệp: 1 dòng có lỗi" in text(client, url)
    refused = client.post(f"{url}take/", follow=True)
    assert "Còn 1 dòng có lỗi" in refused.content.decode()
    assert Employment.objects.count() == 0
    client.post(f"{url}take/", {"part": "1"})
    assert Employment.objects.count() == 2
    assert "Đã ghi" in text(client, url)
    assert "danh-sach.xlsx" in text(client, "/desk/people/import/")
    client.post(f"{url}undo/")
    assert Employment.objects.count() == 0
    assert "Đã hoàn tác" in text(client, url)


def test_the_form_sends_what_it_shows(cast: Cast) -> None:
    page = signed_in(cast.reporter).get("/desk/people/import/").content.decode()
    assert 'name="enterprise" value="mau-01"' in page
    page = signed_in(cast.officer).get("/desk/people/import/").content.decode()
    assert '<option value="" selected>' in page
    assert 'value="mau-02"' in page


def test_questions_about_a_list_are_answered_on_its_page(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    content = workbook(worker(1, **{"Ngày sinh": "03/04/1991", "Lương": "1.503"}), heads=[*HEADS, "Lương"])
    url = send(client, content)["Location"]
    page = text(client, url)
    assert 'name="answer-birth_date"' in page
    assert 'name="answer-wage"' in page
    client.post(url, {"listed_on": "2022-01-17", "answer-birth_date": "DAY_FIRST", "answer-wage": "VI"})
    import_ = PeopleImport.objects.get()
    assert import_.counts["wrong"] == 0
    client.post(f"{url}drop/")
    assert "Đã bỏ" in text(client, url)


def test_what_is_no_list_is_refused_in_plain_words(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    for content in (
        b"",
        b"%PDF-1.7 x",
        b"PK\x03\x04 broken",
        workbook({"Doanh thu": 1}, heads=["Doanh thu"]),
    ):
        answer = send(client, content)
        assert answer.status_code == 422
    assert PeopleImport.objects.count() == 0
    assert send(client, workbook(worker(1)), listed_on="2023-01-01").status_code == 422


WRONG = worker(2, **{"Ngày sinh": "31/02/1991"})
CELL = "rows/3/?cell=D3"


def test_a_cell_is_corrected_and_taken_back_on_its_page(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    url = send(client, workbook(worker(1), WRONG))["Location"]
    page = text(client, url)
    assert 'id="cell-D3"' in page
    assert "bấm vào ô để sửa" in page
    form = text(client, f"{url}{CELL}")
    assert 'value="31/02/1991"' in form
    assert "Ngày «31/02/1991» không có" in form
    assert "Các ô khác của dòng 3" in form
    answer = client.post(f"{url}{CELL}", {"cell-3": "28/02/1991"})
    assert answer["Location"] == f"{url}?at=D3"
    page = text(client, answer["Location"])
    assert "Cả 2 dòng đều đúng" in page
    assert "<del>31/02/1991</del> <ins>28/02/1991</ins>" in page
    assert "1 ô đã sửa ở trang này" in page
    client.post(f"{url}{CELL}", {"restore": "3"})
    assert "Chưa nhận tệp: 1 dòng có lỗi" in text(client, url)
    client.post(f"{url}rows/3/", {"cell-3": "28/02/1991", "cell-4": "Nam"})
    page = text(client, url)
    assert "2 ô đã sửa ở trang này" in page
    assert "1 dòng cần xác nhận" in page
    client.post(f"{url}take/", {"confirmed": "1"})
    assert "2 ô đã sửa ở trang này" in text(client, url)
    assert client.get(f"{url}{CELL}").status_code == 302


def test_what_cannot_be_typed_comes_back_with_its_reason(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    url = send(client, workbook(worker(1), WRONG))["Location"]
    answer = client.post(f"{url}{CELL}", {"cell-3": "x" * 201}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#form-D3"
    assert "cần không quá 200 ký tự" in answer.content.decode()
    assert client.get(f"{url}rows/2/").status_code == 200
    assert client.get(f"{url}rows/77/").status_code == 404
    for other in (cast.other, cast.auditor):
        assert signed_in(other).get(f"{url}{CELL}").status_code in {403, 404}
        assert signed_in(other).post(f"{url}{CELL}", {"cell-3": "x"}).status_code in {403, 404}


def test_an_officer_corrects_without_seeing(cast: Cast) -> None:
    client = signed_in(cast.officer)
    url = send(client, workbook(worker(1), worker(2, **{"Số CCCD": "99119100000"})))["Location"]
    form = text(client, f"{url}rows/3/")
    assert "991•••••0000 (che)" in form
    for hidden in ("99119100000", "Nguyễn Thị Ánh"):
        assert hidden not in form
    sent = {f"cell-{at}": "" for at in (1, 2)}
    client.post(f"{url}rows/3/", sent)
    assert "Chưa nhận tệp: 1 dòng có lỗi" in text(client, url)
    client.post(f"{url}rows/3/", sent | {"cell-2": "037191000002"})
    page = text(client, url)
    assert "Cả 2 dòng đều đúng" in page
    assert "<del>991•••••0000</del> <ins>037•••••0002</ins>" in page


def test_all_rows_to_look_at_can_be_turned_searched_and_filtered(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    rows = [worker(n, **{"Ngày sinh": "31/02/1991"} if n % 2 else {"Giới tính": "?"}) for n in range(1, 131)]
    url = send(client, workbook(*rows))["Location"]
    assert "Xem cả 130 dòng" in text(client, url)
    page = text(client, url, rows="all")
    assert page.count('class="edit"') == 50
    page = text(client, url, rows="all", page="3")
    assert page.count('class="edit"') == 30
    assert 'id="cell-E131"' in page
    assert text(client, url, rows="all", kind="sex_unknown.sex.ERROR").count('class="edit"') == 50
    for q in ("131", "e131", "nl-0130"):
        page = text(client, url, rows="all", q=q)
        assert page.count('class="edit"') == 1
        assert 'id="cell-E131"' in page
    assert "Không có dòng cần xem nào khớp" in text(client, url, rows="all", q="Trần")
    href = f"{url}rows/131/?cell=E131&rows=all&page=3"
    answer = client.post(href, {"cell-4": "Nữ"})
    assert answer["Location"] == f"{url}?rows=all&page=3&at=E131"
