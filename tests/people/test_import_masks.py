"""A sent list shows its people to their employer alone; and a table says what each of its columns is taken for."""

import re

import pytest
from pytest_django import Settings

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind
from tests.core.cast import BY, new_user, signed_in
from tests.people.cast import NOW, SITED, Cast
from tests.people.lists import HEADS, workbook, worker
from tests.people.pages import send, text

pytestmark = pytest.mark.urls("tests.people.addresses")
NAME, NUMBER, MASK, PHONE = "Nguyễn Thị Ánh", "037191000001", "037•••••0001", "0912345678"
WRONG = {"Ngày sinh": "31/02/1991", "Điện thoại": PHONE, "Ghi chú": "con của Bùi Văn Tám"}
ROW = re.compile(r'<tr(?: class="carried")?><th scope="row"><label for="column-(\d+)">.*?</tr>', re.S)


@pytest.fixture(autouse=True)
def _standing_clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


def content() -> bytes:
    return workbook(worker(1, **WRONG), worker(2), heads=[*HEADS, "Điện thoại", "Ghi chú"])


def pages_of(user: User, url: str) -> list[str]:
    """Everything of a list that shows cells: the grid, all rows, a row, a cell."""
    client = signed_in(user)
    addresses = (url, f"{url}?rows=all", f"{url}rows/2/", f"{url}rows/2/?cell=D2")
    return [text(client, address) for address in addresses]


def officer_of_one(cast: Cast) -> User:
    """An officer whose scope is that very enterprise, as the employer's own is."""
    user = new_user("OFFICER", "chuyen-vien-rieng")
    grant_scope(
        user=user, kind=ScopeKind.ENTERPRISES, target_id=cast.one.pk, valid_from=SITED, by=BY, now=NOW
    )
    return user


def test_the_employer_sees_whom_the_list_names(cast: Cast) -> None:
    url = send(signed_in(cast.reporter), content())["Location"]
    grid, rows, row, cell = pages_of(cast.reporter, url)
    for page in (grid, rows, row, cell):
        assert NUMBER in page
        assert NAME in page
        assert PHONE in page
        assert "(ẩn)" not in page
        assert MASK not in page
    assert "con của Bùi Văn Tám" in grid
    found = text(signed_in(cast.reporter), url, rows="all", q="nguyen thi anh")
    assert 'id="cell-D2"' in found


def test_everybody_else_sees_masks_on_the_same_pages(cast: Cast) -> None:
    url = send(signed_in(cast.reporter), content())["Location"]
    for officer in (cast.officer, officer_of_one(cast)):
        for page in pages_of(officer, url):
            assert MASK in page
            for hidden in (NUMBER, NAME, PHONE, "Bùi Văn Tám"):
                assert hidden not in page
        client = signed_in(officer)
        assert "Không có dòng cần xem nào khớp" in text(client, url, rows="all", q="Bùi Văn")
        assert "tải tệp về" not in text(client, url)
        assert client.get(f"{url}marked/").status_code == 404
    for other in (cast.other, cast.auditor, cast.leader):
        assert signed_in(other).get(url).status_code in {403, 404}


def test_who_has_sent_a_list_has_its_file_and_still_sees_masks(cast: Cast) -> None:
    client = signed_in(cast.officer)
    url = send(client, content())["Location"]
    page = text(client, url)
    assert NAME not in page
    assert MASK in page
    assert client.get(f"{url}marked/").status_code == 200
    other = officer_of_one(cast)
    assert signed_in(other).get(f"{url}marked/").status_code == 404
    assert signed_in(cast.reporter).get(f"{url}marked/").status_code == 200


def test_each_column_shows_its_values_and_why_it_is_taken_so(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    url = send(client, content())["Location"]
    rows = {int(found[1]): found[0] for found in ROW.finditer(text(client, url))}
    assert len(rows) == len(HEADS) + 2
    assert "NL-0002 · NL-0001" in rows[0]
    assert "đoán theo tên cột" in rows[0]
    assert '<option value="employee_code" selected>' in rows[0]
    assert "không nhận ra" in rows[9]
    client.post(url, {"listed_on": "2022-01-17", "column-0": "employee_code", "column-9": ""})
    again = send(client, content())["Location"]
    rows = {int(found[1]): found[0] for found in ROW.finditer(text(client, again))}
    assert "đã nhớ" in rows[0]
    assert "đã nhớ" in rows[9]
    assert "đoán theo tên cột" in rows[1]


def test_the_column_to_choose_stands_first_and_takes_the_focus(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    heads = [head if head != "Số CCCD" else "Giấy tờ" for head in HEADS]
    row = worker(1)
    url = send(client, workbook(row | {"Giấy tờ": row["Số CCCD"]}, heads=heads))["Location"]
    page = text(client, url)
    assert page.index('id="columns"') < page.index('id="cells"')
    assert page.count("data-takes-focus") == 1
    assert 'name="column-2" data-takes-focus' in page
    client.post(url, {"listed_on": "2022-01-17", "column-2": "identity_number"})
    page = text(client, url)
    assert page.index('id="columns"') > page.index('id="cells"')
    assert "Cả 1 dòng đều đúng" in page
