import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import Settings

from songhanh.core.models import Event
from songhanh.core.scope import EVERYTHING
from songhanh.people.models import Employment, PeopleImport
from songhanh.people.queries import headcount
from tests.core.cast import signed_in
from tests.people.cast import BY, NOW, TODAY, Cast, employ
from tests.people.lists import upload, workbook, worker
from tests.people.pages import TOKEN, UNKNOWN, send, text

pytestmark = pytest.mark.urls("tests.people.addresses")


@pytest.fixture(autouse=True)
def _standing_clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


def test_the_board_sees_masks_the_employer_sees_people(cast: Cast) -> None:
    employ(cast.one, 412)
    board = text(signed_in(cast.officer), "/people/")
    assert "037•••••0412" in board
    assert "(ẩn)" in board
    assert "Nguyễn Thị Ánh" not in board
    desk = text(signed_in(cast.reporter), "/desk/people/")
    assert "037191000412" in desk
    assert "Nguyễn Thị Ánh" in desk


def test_lines_of_one_name_in_two_workshops_are_chosen_apart(cast: Cast) -> None:
    employ(cast.one, 1, workshop="Xưởng A")
    employ(cast.one, 2, workshop="Xưởng B")
    listed = text(signed_in(cast.reporter), "/desk/people/?line=X%C6%B0%E1%BB%9Fng+B+%C2%B7+H%C3%A0n+1")
    assert "NL-0002" in listed
    assert "NL-0001" not in listed
    counted = headcount(scope=EVERYTHING, on=TODAY, by="line")
    assert counted == {(cast.one.pk, "Xưởng A", "Hàn 1"): 1, (cast.one.pk, "Xưởng B", "Hàn 1"): 1}


@pytest.mark.parametrize("who", ["officer", "auditor", "leader"])
@pytest.mark.parametrize("page", ["list", "export", "csv", "person", "desk"])
def test_nobody_outside_the_employer_gets_a_name(cast: Cast, who: str, page: str) -> None:
    row = employ(cast.one, 412, phone="0912345678")
    client = signed_in(getattr(cast, who))
    url = {
        "list": "/people/",
        "export": "/people/?export=xlsx",
        "csv": "/people/?export=csv",
        "person": f"/people/{row.stay}/",
        "desk": f"/desk/people/{row.stay}/",
    }[page]
    answer = client.get(url)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert answer.status_code == 200
    if page == "export":
        book = load_workbook(io.BytesIO(body))
        body = str([list(r) for r in book.active.values]).encode()  # type: ignore[union-attr]
    shown = body.decode()
    assert "NL-0412" in shown
    assert not [
        word for word in ("Nguyễn Thị Ánh", "037191000412", "0912345678", "14/02/1991") if word in shown
    ]


def test_masks_cannot_be_searched_or_sorted_by(cast: Cast) -> None:
    employ(cast.one, 1)
    officer, reporter = signed_in(cast.officer), signed_in(cast.reporter)
    assert "NL-0001" not in text(officer, "/people/", q="ánh")
    assert "sort=name" not in text(officer, "/people/")
    assert "NL-0001" in text(reporter, "/desk/people/", q="anh nguyen")
    assert "NL-0001" in text(reporter, "/desk/people/", q="thi ánh")


def test_search_by_code_and_exact_number(cast: Cast) -> None:
    employ(cast.one, 1)
    employ(cast.one, 2)
    for client, url in ((signed_in(cast.officer), "/people/"), (signed_in(cast.reporter), "/desk/people/")):
        for asked in ("nl-0002", "037191000002", "037 191 000 002"):
            found = text(client, url, q=asked)
            assert "NL-0002" in found
            assert "NL-0001" not in found
    assert "NL-0002" not in text(signed_in(cast.auditor), "/people/", q="037191000002")


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, "1234"),
        ({"park": "khanh-phu"}, "123"),
        ({"enterprise": "mau-02"}, "3"),
        ({"enterprise": "mau-01", "line": "Sơn 2"}, "2"),
        ({"enterprise": "mau-01", "shift": "Ca 1"}, "12"),
        ({"sex": "M"}, "3"),
        ({"nationality": "FOREIGN"}, "4"),
        ({"province": "2021-11-01:35"}, "2"),
        ({"province": "2025-07-01:37"}, "123"),
        ({"on": "2019-01-01"}, "3"),
    ],
)
def test_filters(cast: Cast, query: dict[str, str], codes: str) -> None:
    employ(cast.one, 1)
    employ(cast.one, 2, line="Sơn 2", origin_province="35")
    employ(cast.two, 3, sex="M", number="037091000003", joined_on=TODAY - timedelta(days=1500))
    employ(cast.three, 4, nationality="KR", origin_province="", identity_kind="PASSPORT", number="M1234567")
    shown = text(signed_in(cast.leader), "/people/", **query)
    assert "".join(n for n in "1234" if f"NL-000{n}" in shown) == codes


def test_the_list_asks_a_fixed_number_of_questions(cast: Cast) -> None:
    client = signed_in(cast.officer)
    for number in range(60):
        employ(cast.one, number)
    text(client, "/people/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text(client, "/people/", sex="F")
    questions = [each["sql"] for each in asked if "people_employment" in each["sql"]]
    counts = [sql for sql in questions if "COUNT" in sql]
    assert len(counts) == 1
    assert "JOIN" not in counts[0]
    assert len(questions) <= 3
    assert len(asked) <= 12


def test_person_forms(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    values = {
        "enterprise": "mau-01", "full_name": "Lê Thị Đào", "identity_kind": "CCCD", "number": "037191000007",
        "birth_date": "1991-02-14", "sex": "F", "nationality": "VN", "province": "Ninh Bình",
        "district": "Kim Sơn", "employee_code": "NL-7", "joined_on": "2021-05-01", "line": "May 1", "wage": "5200000",
    }  # fmt: skip
    refused = client.post("/desk/people/add/", {**values, "number": "03719100000"})
    assert refused.status_code == 422
    assert "Có 11 số. Căn cước cần đúng 12 số" in refused.content.decode()
    doubtful = client.post("/desk/people/add/", {**values, "sex": "M"})
    assert "Cột giới tính ghi Nam, số căn cước ghi Nữ" in doubtful.content.decode()
    assert Employment.objects.count() == 0
    assert client.post("/desk/people/add/", values).status_code == 302
    row = Employment.objects.get()
    assert (row.full_name, row.origin_district, row.line) == ("Lê Thị Đào", "376", "May 1")
    url = f"/desk/people/{row.stay}/"
    assert "Lê Thị Đào" in text(client, url)
    client.post(f"{url}move/", {"line": "Sơn 2", "since": "2022-01-01"})
    assert list(Employment.objects.order_by("since").values_list("line", flat=True)) == ["May 1", "Sơn 2"]
    assert "Lê Thị Đào" in text(client, f"{url}correct/")
    client.post(f"{url}correct/", {**values, "full_name": "Lê Thị Hoa"})
    assert set(Employment.objects.values_list("name_key", flat=True)) == {"hoa le thi"}
    client.post(f"{url}end/", {"left_on": "2022-01-10"})
    assert str(Employment.objects.order_by("since").last().left_on) == "2022-01-10"  # type: ignore[union-attr]
    assert "Ghi nghỉ việc" not in text(client, url)


def test_revealing_shows_one_person_for_a_while(cast: Cast) -> None:
    row = employ(cast.one, 1)
    client, url = signed_in(cast.officer), f"/people/{row.stay}/"
    assert client.post(f"{url}reveal/", {"reason": "xem"}).status_code == 422
    assert client.get(f"/desk/people/{row.stay}/correct/").status_code == 302
    assert client.post(f"{url}reveal/", {"reason": "Xác minh hồ sơ hỗ trợ"}).status_code == 302
    assert "Nguyễn Thị Ánh" in text(client, url)
    assert "Nguyễn Thị Ánh" not in text(signed_in(cast.leader), url)
    assert Event.objects.filter(name="people:person:revealed").exists()
    assert "Xác minh hồ sơ hỗ trợ" in text(signed_in(cast.reporter), f"/desk/people/{row.stay}/")


def test_exports_are_events(cast: Cast) -> None:
    employ(cast.one, 1)
    answer = signed_in(cast.reporter).get("/desk/people/?export=csv")
    assert b"037191000001" in b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    event = Event.objects.filter(name="people:list:exported").get()
    assert (event.after["rows"], event.after["masked"]) == (1, False)
    signed_in(cast.reporter).get("/desk/people/?export=csv&sex=F&q=037191000001")
    asked = Event.objects.filter(name="people:list:exported").latest("number").after["filters"]
    assert "sex=F" in asked
    assert "037191000001" not in asked


def test_origins_page(cast: Cast) -> None:
    employ(cast.one, 1)
    employ(cast.two, 2, origin_province="35")
    client = signed_in(cast.leader)
    old, new = text(client, "/people/origin/"), text(client, "/people/origin/", units="2025-07-01")
    assert "Hà Nam" in old
    assert "Hà Nam" not in new
    assert "Mẫu 02" not in text(signed_in(cast.reporter), "/people/origin/")


def test_origins_are_taken_away_with_every_province(cast: Cast) -> None:
    for nth, code in enumerate(("37", "35", "36", "38", "40", "01", "34", "17", "30", "27"), 1):
        employ(cast.one, nth, origin_province=code)
    employ(cast.one, 20, origin_province="37", origin_catalogue="2025-07-01")
    client = signed_in(cast.leader)
    answer = client.get("/people/origin/", {"export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(b"".join(answer))).active.values)
    heads = next(row for row in rows if row[0] == "Mã doanh nghiệp")
    assert {"Ninh Bình", "Ninh Bình (34 tỉnh)", "Hải Dương", "Chưa khai"} <= set(heads)
    assert rows[-1][2] == 11 == sum(rows[-1][3:])
    assert "mau-01" in b"".join(client.get("/people/origin/", {"export": "csv"})).decode()


@pytest.mark.parametrize("typed", ["15/12/2021", "2021-12-15"])
def test_one_control_asks_for_another_day_and_keeps_what_was_chosen(cast: Cast, typed: str) -> None:
    employ(cast.one, 1)
    page = text(signed_in(cast.reporter), "/desk/people/", sex="F", on=typed)
    assert page.count('name="on"') == 1
    assert 'name="on" value="15/12/2021"' in page
    assert "Bỏ lọc Tại ngày: 15/12/2021" in page
    assert "người tại ngày 15/12/2021" in page
    assert '<option value="F" selected>' in page


@pytest.mark.parametrize("typed", ["31/12/2099", "31/02/2021", "hôm qua"])
def test_a_day_to_come_or_none_is_today(cast: Cast, typed: str) -> None:
    page = text(signed_in(cast.reporter), "/desk/people/", on=typed)
    assert "người tại ngày 17/01/2022" in page
    assert "Bỏ lọc Tại ngày" not in page


def test_foreign_and_unknown_take_the_same_path(cast: Cast) -> None:
    """Same status, body and number of questions, over every address with an id."""
    row = employ(cast.two, 1)
    import_ = upload(cast.other, cast.two, workbook(worker(2)))
    client = signed_in(cast.reporter)
    text(client, "/desk/people/")  # the first page of a session writes it
    names = {
        "people:person": row.stay, "people:desk-person": row.stay, "people:correct": row.stay,
        "people:move": row.stay, "people:end": row.stay, "people:reveal": row.stay, "people:import": import_.uuid,
        "people:import-take": import_.uuid, "people:import-drop": import_.uuid, "people:import-undo": import_.uuid,
        "people:import-marked": import_.uuid,
    }  # fmt: skip
    for name, foreign in names.items():
        for method in (client.get, client.post):
            answers = []
            for uuid in (foreign, UNKNOWN):
                with CaptureQueriesContext(connection) as asked:
                    answer = method(reverse(name, args=[uuid]))
                shown = TOKEN.sub("", answer.content.decode()).replace(str(uuid), "")
                answers.append((answer.status_code, shown, len(asked)))
            assert answers[0] == answers[1], name
            assert answers[0][0] in {404, 405}


def test_foreign_enterprises_in_forms_and_filters_are_unknown(cast: Cast) -> None:
    employ(cast.two, 1)
    client = signed_in(cast.reporter)
    shown = [
        text(client, "/desk/people/", enterprise=code).replace(code, "") for code in ("mau-02", "khong-co")
    ]
    assert shown[0] == shown[1]
    answers = [send(client, workbook(worker(1)), enterprise=code) for code in ("mau-02", "khong-co")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert PeopleImport.objects.count() == 0


@pytest.mark.parametrize("url", ["/people/", "/desk/people/import/", "/desk/people/add/"])
def test_strangers_sign_in_first(cast: Cast, url: str) -> None:
    assert Client().get(url).status_code == 302


def test_auditors_change_nothing(cast: Cast) -> None:
    row = employ(cast.one, 1)
    client = signed_in(cast.auditor)
    for url in ("/desk/people/import/", "/desk/people/add/", f"/desk/people/{row.stay}/end/"):
        assert client.get(url).status_code == 403
    assert client.post(f"/people/{row.stay}/reveal/", {"reason": "Xem thử một người"}).status_code == 403
    assert BY.user_id is None
