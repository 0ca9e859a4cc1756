"""Writing the register: what is stored, what is refused, what stays of before."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from songhanh.core.accounts.roles import Officer
from songhanh.core.actor import Actor, system
from songhanh.core.models import Event, User
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import Scope, ScopeKind
from songhanh.enterprises.actions.assignments import assign_officers, substitute_officer
from songhanh.enterprises.actions.certificates import add_certificates
from songhanh.enterprises.actions.enterprises import (
    add_enterprises,
    change_enterprise,
    close_enterprise,
    move_enterprise,
)
from songhanh.enterprises.actions.projects import add_projects
from songhanh.enterprises.models import Assignment, Enterprise, InvestmentCertificate, Project, Siting
from songhanh.parks.actions.parks import add_parks, change_park
from songhanh.parks.models import IndustrialPark

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 1, 17, 2, tzinfo=UTC)
BY = system("test")


@pytest.fixture
def parks() -> list[IndustrialPark]:
    rows = [IndustrialPark(code=f"khu-{n}", name=f"KCN {n}", state="OPERATING") for n in (1, 2)]
    return add_parks(parks=rows, by=BY, now=NOW)


def row(park: IndustrialPark, tax_code: str = "2799000012") -> Enterprise:
    return Enterprise(
        code="mau-01",
        name="Công ty TNHH Đại Dương",
        short_name="Đại Dương",
        tax_code=tax_code,
        park=park,
        ownership="DDI",
        country="VN",
        operating_from=date(2010, 1, 1),
    )


@pytest.fixture
def enterprise(parks: list[IndustrialPark]) -> Enterprise:
    return add_enterprises(enterprises=[row(parks[0])], by=BY, now=NOW)[0]


def officer_of(park: IndustrialPark) -> Actor:
    scope = Scope(ScopeKind.PARKS, park_ids=frozenset({park.pk}))
    return Actor(1, "Chuyên viên", "OFFICER", scope, "test", Officer.permissions)


def test_an_enterprise_is_sited_and_found_without_diacritics(enterprise: Enterprise) -> None:
    assert "dai duong" in enterprise.name_key
    assert Siting.objects.get(enterprise=enterprise).since == date(2010, 1, 1)
    assert Event.objects.filter(name="enterprises:enterprise:added").count() == 2


def test_a_wrong_check_digit_is_refused(parks: list[IndustrialPark]) -> None:
    with pytest.raises(ValidationError, match="2799000017"):
        add_enterprises(enterprises=[row(parks[0], "2799000017")], by=BY, now=NOW)
    assert not Enterprise.objects.exists()


def test_moving_keeps_where_it_stood(enterprise: Enterprise, parks: list[IndustrialPark]) -> None:
    move_enterprise(
        enterprise=enterprise, park=parks[1], on=date(2022, 1, 1), reason="Thuê đất mới", by=BY, now=NOW
    )
    sitings = Siting.objects.filter(enterprise=enterprise).order_by("since")
    assert [(s.park_id, s.until) for s in sitings] == [(parks[0].pk, date(2022, 1, 1)), (parks[1].pk, None)]
    with pytest.raises(RefusedError) as refused:
        move_enterprise(enterprise=enterprise, park=parks[0], on=date(2021, 1, 1), reason="", by=BY, now=NOW)
    assert refused.value.code == "before_last_move"


def test_closing_happens_once(enterprise: Enterprise) -> None:
    close_enterprise(enterprise=enterprise, on=date(2022, 1, 1), by=BY, now=NOW)
    with pytest.raises(RefusedError) as refused:
        close_enterprise(enterprise=enterprise, on=date(2022, 2, 1), by=BY, now=NOW)
    assert refused.value.code == "closed"


def test_an_officer_changes_only_what_he_sees(enterprise: Enterprise, parks: list[IndustrialPark]) -> None:
    inside, outside = officer_of(parks[0]), officer_of(parks[1])
    change_enterprise(enterprise=enterprise, trade="may mặc", by=inside, now=NOW)
    with pytest.raises(RefusedError) as refused:
        change_enterprise(enterprise=enterprise, trade="sợi", by=outside, now=NOW)
    assert refused.value.code == "out_of_scope"
    with pytest.raises(RefusedError):
        add_parks(parks=[], by=inside, now=NOW)
    with pytest.raises(TypeError):
        change_park(park=parks[0], by=inside, now=NOW, code="khac")


def test_the_newest_certificate_says_the_capital(enterprise: Enterprise) -> None:
    project = add_projects(
        projects=[Project(enterprise=enterprise, code="MAU-01-1", name="Nhà máy", currency="VND")],
        by=BY,
        now=NOW,
    )[0]
    rows = [
        InvestmentCertificate(
            project=project,
            number="GCN-1",
            amendment=n,
            issued_on=date(2020 + n, 1, 1),
            registered_capital=capital,
        )
        for n, capital in ((1, Decimal(900)), (0, Decimal(500)))
    ]
    add_certificates(certificates=rows, by=BY, now=NOW)
    assert Project.objects.get().registered_capital == 900


def test_the_next_officer_ends_the_one_before_and_a_substitute_ends_nobody(enterprise: Enterprise) -> None:
    first, second = (
        User.objects.create(username=f"cv{n}", full_name=f"Chuyên viên {n}", role="OFFICER") for n in (1, 2)
    )
    for officer, since in ((first, date(2020, 1, 1)), (second, date(2021, 3, 1))):
        assign_officers(
            assignments=[Assignment(enterprise=enterprise, officer=officer, since=since)], by=BY, now=NOW
        )
    assert Assignment.objects.get(officer=first).until == date(2021, 3, 1)
    days = {"since": date(2022, 1, 10), "until": date(2022, 1, 24)}
    substituted = substitute_officer(
        officer=second, substitute=first, reason="Nghỉ phép", by=BY, now=NOW, **days
    )
    assert [a.enterprise_id for a in substituted] == [enterprise.pk]
    assert Assignment.objects.get(officer=second).until is None
