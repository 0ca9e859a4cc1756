"""Projects and certificates by screens: what is stored, what is refused at its field, what can be taken back."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from songhanh.core.models import Event
from songhanh.enterprises.models import InvestmentCertificate, Project, ProjectState
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.models import Obligation
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast, make_cast

ONE: dict[str, Any] = {
    "code": "DA-01", "name": "Nhà máy may", "currency": "USD", "registered_capital": "2.500.000",
    "started_on": "01/03/2018",
}  # fmt: skip
FIRST = {"number": "0123456789", "amendment": "0", "issued_on": "15/01/2018", "authority": "Ban Quản lý"}
QUARTER = parse_period("2021-q4", Basis.CALENDAR)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def add(client: Client, to: str = "mau-01", **other: str) -> Any:
    return client.post(f"/enterprises/{to}/projects/add/", {**ONE, **other})


def home() -> str:
    return f"/enterprises/mau-01/projects/{Project.objects.get(code='DA-01').uuid}/"


def certify(client: Client, **other: str) -> Any:
    return client.post(f"{home()}certificates/add/", {**FIRST, **other})


def test_a_project_entered_by_screen_owes_its_quarter(officer: Client) -> None:
    assert add(officer).status_code == 302
    project = Project.objects.get()
    assert (project.registered_capital, project.currency) == (Decimal("2500000"), "USD")
    raise_obligations(form_code="A.III.1", period=QUARTER, by=BY, now=NOW)
    assert Obligation.objects.get().project == project
    text = officer.get("/enterprises/mau-01/").content.decode()
    assert "2.500.000 USD" in text
    assert Event.objects.filter(name="enterprises:project:added").exists()


def test_nobody_enters_one_outside_of_scope_or_without_the_permission(cast: Cast, officer: Client) -> None:
    assert add(officer, "mau-03").status_code == 404
    assert [add(signed_in(user)).status_code for user in (cast.reporter, cast.leader, cast.auditor)] == [
        403
    ] * 3
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("code", "DA 01/đ", "chỉ gồm chữ không dấu"),
        ("name", "", "Tên dự án: chưa nhập."),
        ("registered_capital", "-5", "nhỏ hơn 0"),
        ("registered_capital", "nhiều", "không phải số"),
        ("registered_capital", "1,234567", "quá 2 chữ số sau dấu phẩy"),
        ("area_ha", "1.503", "đọc được hai cách"),
        ("started_on", "hôm qua", "không đọc được ngày"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(officer: Client, field: str, typed: str, said: str) -> None:
    answer = add(officer, **{field: typed})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert not Project.objects.exists()


def test_a_reading_is_chosen_and_a_stored_area_is_not_asked_again(officer: Client) -> None:
    assert add(officer, area_ha="1.503", **{"area_ha-as": "1.503"}).status_code == 302
    assert Project.objects.get().area_ha == Decimal("1.503")
    shown = officer.get(f"{home()}change/").context["form"]
    assert 'value="1,503"' in str(shown["area_ha"])
    kept = {**ONE, "area_ha": "1,503", "registered_capital": "2.500.000", "name": "Nhà máy may mặc"}
    assert officer.post(f"{home()}change/", kept).status_code == 302
    assert Project.objects.get().name == "Nhà máy may mặc"


def test_a_code_stands_once(officer: Client) -> None:
    add(officer)
    answer = add(officer, code="da-01", name="Khác")
    assert "Mã dự án «da-01» đã dùng" in str(answer.context["form"].errors["code"])


def test_amendments_name_the_one_before_and_say_what_changed(officer: Client) -> None:
    add(officer)
    assert certify(officer, registered_capital="2.500.000").status_code == 302
    second = {
        "amendment": "1",
        "issued_on": "20/06/2020",
        "content": "Tăng vốn",
        "registered_capital": "4.000.000",
    }
    assert certify(officer, **second).status_code == 302
    assert certify(officer, amendment="2", issued_on="01/02/2021", content="Đổi tên").status_code == 302
    rows = list(InvestmentCertificate.objects.order_by("amendment"))
    assert [row.amends for row in rows] == [None, rows[0], rows[1]]
    assert Project.objects.get().registered_capital == 4_000_000
    text = officer.get(home()).content.decode()
    assert "điều chỉnh lần 2" in text
    assert "Tăng vốn; vốn 2.500.000 thành 4.000.000 USD (+1.500.000)" in text
    changed = {**ONE, "registered_capital": "9"}
    answer = officer.post(f"{home()}change/", changed)
    assert "theo giấy chứng nhận" in str(answer.context["form"].errors["registered_capital"])


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"issued_on": "18/01/2999"}, "issued_on", "18/01/2999 ở sau hôm nay"),
        ({"issued_on": "01/01/2017"}, "issued_on", "trước lần liền trước 15/01/2018"),
        ({"content": ""}, "content", "Điều chỉnh những gì: chưa nhập"),
        ({"amendment": "0"}, "amendment", "Đã có điều chỉnh lần 0"),
        ({"number": ""}, "number", "Số giấy chứng nhận: chưa nhập."),
    ],
)
def test_an_amendment_that_cannot_be(officer: Client, given: dict[str, str], field: str, said: str) -> None:
    add(officer)
    certify(officer)
    good = {"amendment": "1", "issued_on": "20/06/2020", "content": "Tăng vốn"}
    answer = certify(officer, **{**good, **given})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert InvestmentCertificate.objects.count() == 1


def test_the_newest_certificate_is_taken_out_and_the_capital_goes_back(officer: Client) -> None:
    add(officer)
    certify(officer, registered_capital="2.500.000")
    certify(officer, amendment="1", issued_on="20/06/2020", content="Tăng", registered_capital="4.000.000")
    old, new = InvestmentCertificate.objects.order_by("amendment")
    taken = "/enterprises/mau-01/certificates/{}/withdraw/"
    refused = officer.post(taken.format(old.uuid), follow=True).content.decode()
    assert "Gỡ lần điều chỉnh mới nhất trước" in refused
    officer.post(taken.format(new.uuid))
    assert InvestmentCertificate.objects.get() == old
    assert Project.objects.get().registered_capital == 2_500_000
    put_right = {**FIRST, "number": "0123456780", "registered_capital": "2.600.000"}
    assert officer.post(f"/enterprises/mau-01/certificates/{old.uuid}/change/", put_right).status_code == 302
    assert Project.objects.get().registered_capital == 2_600_000


def test_an_end_and_its_taking_back_leave_past_days_their_answer(officer: Client) -> None:
    add(officer)
    answer = officer.post(f"{home()}end/", {"on": "01/03/2018"})
    assert "phải sau ngày bắt đầu 01/03/2018" in str(answer.context["form"].errors["on"])
    officer.post(f"{home()}end/", {"on": "01/06/2021"})
    project = Project.objects.get()
    states = [project.state_on(date(year, 5, 1)) for year in (2017, 2021, 2022)]
    assert states == [ProjectState.COMING, ProjectState.RUNNING, ProjectState.ENDED]
    raise_obligations(form_code="A.III.1", period=QUARTER, by=BY, now=NOW)
    assert not Obligation.objects.exists(), "it ended before the quarter"
    officer.post(f"{home()}resume/")
    raise_obligations(form_code="A.III.1", period=QUARTER, by=BY, now=NOW)
    assert Obligation.objects.count() == 1
    refused = officer.post(f"{home()}withdraw/", follow=True).content.decode()
    assert "đã có kỳ báo cáo" in refused
    assert Project.objects.exists()


def test_one_entered_by_mistake_is_taken_out(officer: Client) -> None:
    add(officer)
    certify(officer)
    assert "gỡ giấy chứng nhận trước" in officer.post(f"{home()}withdraw/", follow=True).content.decode()
    officer.post(f"/enterprises/mau-01/certificates/{InvestmentCertificate.objects.get().uuid}/withdraw/")
    officer.post(f"{home()}withdraw/")
    assert not Project.objects.exists()
    assert Event.objects.filter(name="enterprises:project:withdrawn").exists()


def test_lists_hold_what_is_in_sight_and_are_given_as_files(cast: Cast, officer: Client) -> None:
    add(officer)
    certify(officer)
    for page, said in (("projects", "Nhà máy may"), ("certificates", "0123456789"), ("sitings", "Mẫu 01")):
        assert said in officer.get(f"/enterprises/{page}/").content.decode(), page
        given = officer.get(f"/enterprises/{page}/?export=csv")
        assert said in b"".join(given).decode("utf-8-sig"), page
    assert "Nhà máy may" not in signed_in(cast.other).get("/enterprises/projects/").content.decode()
    assert "DA-01" in officer.get("/enterprises/projects/?q=da-01").content.decode()
