"""Plots by screens, and who stands on them from which day."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Siting
from songhanh.parks.models import Plot
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import SITED, Cast, acting, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def add(client: Client, cast: Cast, code: str = "CN-05", park: int = 0, **other: str) -> Any:
    given = {"park": cast.parks[park].pk, "code": code, "area_ha": "2,5", "purpose": "Nhà xưởng"}
    return client.post("/parks/plots/add/", {**given, **other})


def move(client: Client, cast: Cast, plot: Plot, on: str) -> Any:
    given = {"park": plot.park_id, "plot": plot.pk, "on": on, "reason": "Thuê đất"}
    return client.post("/enterprises/mau-01/move/", given)


def test_a_code_stands_once_in_a_park(cast: Cast, officer: Client) -> None:
    assert add(officer, cast).status_code == 302
    answer = add(officer, cast, code="cn-05")
    assert "Mã lô «cn-05» đã có ở KCN Khánh Phú" in str(answer.context["form"].errors["code"])
    assert add(officer, cast, park=1).status_code == 422, "the other park is out of sight"
    assert [add(signed_in(user), cast).status_code for user in (cast.reporter, cast.auditor)] == [403, 403]
    assert Plot.objects.count() == 1


def test_a_plot_is_put_right_and_taken_out_while_nobody_stands_there(cast: Cast, officer: Client) -> None:
    add(officer, cast)
    plot = Plot.objects.get()
    officer.post(f"/parks/plots/{plot.uuid}/change/", {"code": "CN-06", "area_ha": "3", "purpose": ""})
    plot.refresh_from_db()
    assert (plot.code, plot.area_ha) == ("CN-06", 3)
    officer.post(f"/parks/plots/{plot.uuid}/withdraw/")
    assert not Plot.objects.exists()


def test_an_enterprise_takes_a_plot_and_another_from_a_day_on(cast: Cast, officer: Client) -> None:
    add(officer, cast)
    add(officer, cast, code="CN-06")
    one, two = Plot.objects.order_by("code")
    assert move(officer, cast, one, f"{SITED:%d/%m/%Y}").status_code == 302
    assert Siting.objects.filter(enterprise=cast.one).count() == 1, "where it stands is said more exactly"
    assert move(officer, cast, two, "01/06/2021").status_code == 302
    stood = Siting.objects.filter(enterprise=cast.one).order_by("since")
    assert [(row.plot, row.until) for row in stood] == [(one, date(2021, 6, 1)), (two, None)]
    assert "phải sau 01/06/2021" in str(move(officer, cast, one, "01/05/2021").context["form"].errors["on"])
    assert "Mẫu 01" in officer.get("/parks/plots/").content.decode()
    refused = officer.post(f"/parks/plots/{two.uuid}/withdraw/", follow=True).content.decode()
    assert "không gỡ được" in refused
    officer.post("/enterprises/mau-01/move/take-back/")
    assert [(row.plot, row.until) for row in stood.all()] == [(one, None)]
    said = officer.post("/enterprises/mau-01/move/take-back/", follow=True).content.decode()
    assert "chưa chuyển lần nào" in said


def test_a_plot_of_another_park_is_refused_at_the_field(cast: Cast) -> None:
    with acting():
        plot = Plot(park=cast.parks[0], code="CN-05")
        plot.save()
    given = {"park": cast.parks[1].pk, "plot": plot.pk, "on": "01/06/2021", "reason": "x"}
    answer = signed_in(_officer_of_all()).post("/enterprises/mau-01/move/", given)
    assert "không thuộc KCN Gián Khẩu" in str(answer.context["form"].errors["plot"])


def test_neighbours_on_a_plot_stay_strangers(cast: Cast) -> None:
    with acting():
        plot = Plot(park=cast.parks[0], code="CN-05")
        plot.save()
        for row in Siting.objects.filter(enterprise__in=[cast.one, cast.two]):
            row.plot = plot
            row.save()
    text = signed_in(cast.reporter).get("/parks/plots/").content.decode()
    assert "CN-05" in text
    assert "Mẫu 01" in text
    assert "Mẫu 02" not in text
    assert "CN-05" in b"".join(signed_in(cast.officer).get("/parks/plots/?export=csv")).decode("utf-8-sig")


def _officer_of_all() -> User:
    user = new_user("OFFICER", "toan-ban")
    grant_scope(user=user, kind=ScopeKind.AUTHORITY, target_id=None, valid_from=SITED, by=BY, now=NOW)
    return user
