"""The register's pages: list, file, changes by date, who may and who may not."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from songhanh.core.models import Event
from songhanh.enterprises.models import Assignment, Enterprise, Siting
from tests.core.cast import signed_in
from tests.people.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def test_an_officer_of_a_park_sees_its_enterprises_and_no_others(officer: Client) -> None:
    text = officer.get("/enterprises/").content.decode()
    assert "Mẫu 01" in text
    assert "Mẫu 03" not in text
    assert officer.get("/enterprises/mau-03/").status_code == 404
    assert officer.get("/enterprises/mau-99/").status_code == 404


def test_a_page_leads_to_what_else_there_is_of_the_enterprise(cast: Cast, officer: Client) -> None:
    panel = officer.get("/enterprises/mau-01/").content.decode().split('id="about"')[1].split("</nav>")[0]
    links = re.findall(r'href="([^"]+)"', panel)
    assert len(links) == 4
    for url in links:
        answer = officer.get(url)
        assert answer.status_code == 200, url
        assert "Mẫu 02" not in re.sub(r"<option.*?</option>", "", answer.content.decode()), url
    own = signed_in(cast.reporter).get("/enterprises/mau-01/").content.decode()
    assert "Xem tiếp" not in own


def test_a_search_needs_no_diacritics(officer: Client) -> None:
    found = officer.get("/enterprises/?q=cong+ty+tnhh+mau+02").content.decode()
    assert "Mẫu 02" in found
    assert "Mẫu 01" not in found


def test_a_list_costs_the_same_however_many_enterprises(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get("/enterprises/")
    with django_assert_max_num_queries(20):
        officer.get("/enterprises/")


def test_the_tax_code_must_fit_and_the_field_says_so(officer: Client) -> None:
    answer = officer.post(
        "/enterprises/mau-01/change/",
        {"name": "A", "short_name": "A", "tax_code": "0100109107", "ownership": "DDI"},
    )
    assert answer.status_code == 422
    assert "chữ số kiểm tra" in answer.content.decode()


def test_a_change_is_an_audited_act(officer: Client) -> None:
    one = Enterprise.objects.get(code="mau-01")
    officer.post(
        "/enterprises/mau-01/change/",
        {
            "name": "Công ty TNHH Đổi Tên",
            "short_name": "Đổi Tên",
            "tax_code": one.tax_code,
            "ownership": "DDI",
        },
    )
    event = Event.objects.filter(name="enterprises:enterprise:changed").latest("number")
    assert event.after["name"] == "Công ty TNHH Đổi Tên"
    assert event.before["name"] == one.name
    assert "doi ten" in Enterprise.objects.get(code="mau-01").name_key


def test_an_enterprise_moves_from_a_day_on(cast: Cast) -> None:
    leaderless = signed_in(cast.officer)
    park = cast.parks[1].pk
    refused = leaderless.post("/enterprises/mau-01/move/", {"park": park, "on": "2022-02-01", "reason": "x"})
    assert refused.status_code == 422, "the other park is out of this officer's sight"
    assert Siting.objects.filter(enterprise__code="mau-01").count() == 1


def test_an_enterprise_closes_and_an_officer_is_put_in_charge(cast: Cast, officer: Client) -> None:
    officer.post("/enterprises/mau-02/close/", {"on": "2022-03-01"})
    assert Enterprise.objects.get(code="mau-02").closed_on == date(2022, 3, 1)
    officer.post("/enterprises/mau-01/assign/", {"officer": cast.officer.pk, "since": "2022-01-17"})
    assert Assignment.objects.get(enterprise__code="mau-01").officer == cast.officer


def test_who_may_not_edit_is_told_so(cast: Cast) -> None:
    for user in (cast.reporter, cast.auditor):
        client = signed_in(user)
        assert client.get("/enterprises/add/").status_code == 403
        assert client.post("/enterprises/mau-01/close/", {"on": "2022-03-01"}).status_code == 403
    assert Client().get("/enterprises/").status_code == 302
