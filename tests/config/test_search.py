"""The search at the top of every page: what is found, by whom, and that it tells nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target as GrantTarget
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.models import Event
from songhanh.core.scope import ScopeKind
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import Obligation, Target
from songhanh.reporting.queries.searching import periods_in
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import Cast, employ, make_cast
from tests.reporting.test_counting import MONTHS, file, owed

LOOKED_UP = "people:number:looked_up"


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, NOW


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    for number, enterprise in enumerate((made.one, made.two, made.three), start=1):
        employ(enterprise, number, full_name=f"Đặng Thị Ánh {('Mai', 'Lan', 'Cúc')[number - 1]}")
    accept_reports(versions=[file(row, NOW) for row in owed(MONTHS[0]).values()], by=BY, now=NOW)
    quarter = parse_period("2021-12", Basis.CUTOFF15)
    raise_obligations(form_code="monthly-safety", period=quarter, by=BY, now=NOW)
    set_target(
        indicator_code="revenue", year=2022, value=Decimal(65000), decision_number="9/QĐ", by=BY, now=NOW
    )
    draft_dual_goal(period=parse_period("2021", Basis.CUTOFF15), by=BY, now=NOW)
    return made


def found(client: Client, q: str) -> dict[str, list[str]]:
    """Titles by kind."""
    answer = client.get("/search/", {"q": q})
    assert answer.status_code == 200
    return {each.key: [hit.title for hit in each.hits] for each in answer.context["groups"]}


def text_of(client: Client, q: str) -> str:
    return str(client.get("/search/", {"q": q}).content.decode())


@pytest.mark.parametrize("typed", ["Mẫu 02", "mau 02", "MAU-02", "0101248141", "2 công ty mẫu"])
def test_an_enterprise_by_name_code_and_tax_code(cast: Cast, typed: str) -> None:
    assert found(signed_in(cast.leader), typed)["enterprises"][0] == "Mẫu 02"


@pytest.mark.parametrize(
    ("typed", "codes", "rest"),
    [
        ("T12/2021", ["2021-12"], ""),
        ("an toàn tháng 3/2021", ["2021-03"], "an toàn"),
        ("mẫu 01 quý IV/2021", ["2021-q4"], "mẫu 01"),
        ("q4/2021", ["2021-q4"], ""),
        ("quy 2 nam 2021", ["2021-q2"], ""),
        ("6 tháng đầu năm 2021", ["2021-h1"], ""),
        ("2021-12-h2 x", ["2021-12-h2"], "x"),
        ("năm 2021", ["2021"], ""),
        ("T13/2021", ["2021"], "T13/"),
        ("TH-2021-01", [], "TH-2021-01"),
        ("mã 120212", [], "mã 120212"),
    ],
)
def test_periods_as_people_write_them(typed: str, codes: list[str], rest: str) -> None:
    got, left = periods_in(typed)
    assert (got, left.strip()) == (codes, rest) or typed.startswith("T13")


def test_reports_by_form_period_owner_and_receipt(cast: Cast) -> None:
    client = signed_in(cast.leader)
    safety = found(client, "mẫu 01 an toàn T12/2021")["reports"]
    assert safety == ["Tổng hợp an toàn, hỗ trợ tháng 12/2021"]
    row = Obligation.objects.filter(latest__isnull=False).select_related("latest")[0]
    receipt = row.latest.receipt  # type: ignore[union-attr]
    assert len(found(client, receipt.lower())["reports"]) == 1
    listed = client.get("/reporting/reports/", {"q": receipt}).content.decode()
    assert receipt in listed
    assert "1 dòng" in listed


def test_what_is_made_from_reports(cast: Cast) -> None:
    client = signed_in(cast.leader)
    assert found(client, "th-2021")["documents"] == ["TH-2021-01"]
    assert found(client, "mục tiêu kép 2021")["documents"] == ["TH-2021-01"]
    assert "documents" not in found(client, "mục tiêu kép 2020")
    assert found(client, "doanh thu 2022")["targets"] == ["Doanh thu năm 2022, toàn Ban"]
    assert str(Target.objects.get(year=2022).uuid) in text_of(client, "9/QĐ")
    assert found(client, "khanh phu")["parks"] == ["KCN Khánh Phú"]
    assert "Lịch nghỉ, hạn nộp" in found(client, "lich nghi")["pages"]


def test_the_filters_of_the_lists_lead_to_the_same(cast: Cast) -> None:
    client = signed_in(cast.leader)
    assert "TH-2021-01" in client.get("/reporting/consolidations/?q=muc+tieu+kep").content.decode()
    assert "Không có bản tổng hợp nào khớp" in client.get("/reporting/consolidations/?q=zzz").content.decode()


def test_a_few_of_each_kind_and_the_way_to_all(cast: Cast) -> None:
    for number in range(10, 17):
        employ(cast.one, number)
    answer = signed_in(cast.leader).get("/search/", {"q": "NL-00"})
    people = next(each for each in answer.context["groups"] if each.key == "people")
    assert len(people.hits) == 5
    assert people.more_url == "/people/?q=NL-00"
    assert "Xem tất cả" in answer.content.decode()
    shown = signed_in(cast.reporter).get(people.more_url.replace("/people/", "/desk/people/"))
    assert shown.status_code == 200


def test_names_are_found_by_the_employer_alone(cast: Cast) -> None:
    own = found(signed_in(cast.reporter), "ánh đặng")
    assert own["people"] == ["NL-0001 · Đặng Thị Ánh Mai"]
    for who in (cast.leader, cast.officer, cast.auditor):
        assert "people" not in found(signed_in(who), "đặng ánh")
        assert "Đặng Thị" not in text_of(signed_in(who), "NL-0001")
        assert found(signed_in(who), "NL-0001")["people"] == ["NL-0001 · (ẩn)"]


def test_an_identity_number_is_found_whole_masked_and_written_down(cast: Cast) -> None:
    client = signed_in(cast.officer)
    text = text_of(client, "037 191 000001")
    assert "037•••••0001" in text
    assert text.count("037191000001") == 0
    event = Event.objects.get(name=LOOKED_UP)
    assert event.after["found"] == 1
    assert event.by_id == cast.officer.pk
    assert "037191000001" not in str((event.after, event.subject, event.origin))
    client.get("/people/", {"q": "037191000001"})
    again = Event.objects.filter(name=LOOKED_UP).order_by("number")
    assert [each.after for each in again] == [event.after] * 2, "the list writes it down as well"
    assert "people" not in found(client, "03719100000")
    assert Event.objects.filter(name=LOOKED_UP).count() == 2, "a part of a number is none"


def test_who_may_not_reveal_finds_no_number(cast: Cast) -> None:
    assert "people" not in found(signed_in(cast.leader), "037191000001")
    assert not Event.objects.filter(name=LOOKED_UP).exists()


@pytest.mark.parametrize("who", ["officer", "reporter"])
@pytest.mark.parametrize(
    ("foreign", "unknown"),
    [
        ("mau-03", "mau-99"),
        ("0100686209", "0100686208"),
        ("NL-0003", "NL-0999"),
        ("037191000003", "037191000999"),
        ("Gián Khẩu", "Gián Khậu"),
        ("BC-2021-01-0003", "BC-2021-01-9999"),
        ("TH-2021-01", "TH-2020-01"),
    ],
)
def test_foreign_and_unknown_are_told_the_same(cast: Cast, who: str, foreign: str, unknown: str) -> None:
    client = signed_in(getattr(cast, who))
    client.get("/notices/")
    seen = []
    for q in (foreign, unknown):
        with CaptureQueriesContext(connection) as queries:
            body = text_of(client, q)
        kept = [line for line in body.splitlines() if "csrf" not in line.lower()]
        seen.append(("\n".join(kept).replace(q, "·").replace(q.replace(" ", "+"), "·"), len(queries)))
    assert seen[0] == seen[1]
    assert "Không thấy «·»" in seen[0][0]


def test_each_kind_has_its_gate(cast: Cast) -> None:
    administrator = signed_in(new_user("ADMINISTRATOR", "quan-tri"))
    assert set(found(administrator, "mau")) == {"users"}
    assert found(administrator, "người dùng")["pages"][0] == "Người dùng"
    agency = signed_in(new_user("AGENCY_USER", "co-quan"))
    assert found(agency, "mau") == {}
    assert Client().get("/search/?q=mau").status_code == 302


def test_nothing_asked_nothing_found_and_letters_of_markup(cast: Cast) -> None:
    client = signed_in(cast.leader)
    assert "Tìm được:" in text_of(client, " ")
    assert "Không thấy «zzzz»" in text_of(client, "zzzz")
    assert "<script>alert" not in text_of(client, "<script>alert(1)</script>")
    for odd in ("%", "_", "'", "/", "…", "a" * 5000, "037" * 60, "2021-99", "q9/2021"):
        assert client.get("/search/", {"q": odd}).status_code == 200, odd


def test_a_nul_is_refused_in_words(cast: Cast) -> None:
    answer = signed_in(cast.leader).get("/search/", {"q": "\0"})
    assert answer.status_code == 400
    assert "Chữ gửi lên có ký tự không đọc được" in answer.content.decode()


@pytest.mark.parametrize("q", ["mẫu 01 T12/2021", "NL-0001", "037191000001", "báo cáo"])
def test_a_fixed_number_of_questions(cast: Cast, q: str) -> None:
    """However many rows there are: people and enterprises are added, the queries stay."""
    client = signed_in(cast.officer)
    client.get("/search/", {"q": q})
    counts = []
    for more in (0, 12):
        for number in range(100, 100 + more):
            employ(cast.one, number, employee_code=f"NL-0001-{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", {"q": q})
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def _token(cast: Cast, role: str, target: GrantTarget) -> Client:
    held = [each for each in API_PERMISSIONS if each in ROLES[role].permissions]
    _client, token = issue_client(name=role, role=role, permissions=held, targets=[target], by=BY, now=NOW)
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_the_api_finds_the_same_but_no_names(cast: Cast) -> None:
    officer = _token(cast, "OFFICER", GrantTarget(ScopeKind.AUTHORITY, None, "*", ""))
    said: dict[str, Any] = officer.get("/api/v1/search", {"q": "mẫu 03", "limit": 2}).json()
    assert said["groups"][0]["key"] == "enterprises"
    assert said["groups"][0]["hits"][0]["url"] == "/enterprises/mau-03/"
    own = _token(cast, "ENTERPRISE_REPORTER", GrantTarget(ScopeKind.ENTERPRISES, cast.one.pk, "", ""))
    assert own.get("/api/v1/search", {"q": "Đặng"}).json()["groups"] == []
    code = own.get("/api/v1/search", {"q": "NL-0001"}).json()["groups"]
    assert code[0]["hits"][0]["title"] == "NL-0001 · (ẩn)"
    assert own.get("/api/v1/search", {"q": "NL-0003"}).json()["groups"] == []
    assert own.get("/api/v1/search").status_code == 422
