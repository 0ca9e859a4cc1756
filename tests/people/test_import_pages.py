import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from songhanh.people.models import Employment, PeopleImport
from tests.core.cast import signed_in
from tests.people.cast import NOW, Cast
from tests.people.lists import HEADS, workbook, worker

UNKNOWN = "00000000-0000-4000-8000-000000000000"
TOKEN = re.compile(r'(?:csrfmiddlewaretoken" value=|CSRFToken": )"[^"]*"')
pytestmark = pytest.mark.urls("tests.people.addresses")


@pytest.fixture(autouse=True)
def _standing_clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


def text(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return TOKEN.sub("", answer.content.decode())


def send(client: Client, content: bytes, **values: Any) -> Any:
    file = SimpleUploadedFile("danh-sach.xlsx", content)
    return client.post(
        "/desk/people/import/", {"file": file, "listed_on": "2022-01-17", "enterprise": "mau-01", **values}
    )


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
        "371•••••0001",
    ):
        assert words in page
    assert "Nguyễn Thị Ánh" not in page
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
