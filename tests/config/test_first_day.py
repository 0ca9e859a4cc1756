"""From nothing to the first report by the screens alone; and every page of an empty installation opens in words."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from songhanh.core.actions.grants import grant_scope
from songhanh.core.models import Event, User
from songhanh.core.scope import ScopeKind
from songhanh.definitions.forms import form_for_period
from songhanh.enterprises.models import ContactPoint, Enterprise, Project, Siting
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Obligation, ObligationState, ReportVersion
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, new_user, signed_in
from tests.people.cast import SITED, acting
from tests.walks.routes import routes

pytestmark = pytest.mark.django_db
PASSWORD = "bon tu de nho bien xanh"
STEP = re.compile(
    r"<li( aria-current=\"step\")?><span class=\"no no--step\">\d+</span>.*?<b>(.*?)</b>(.*?)</li>", re.S
)
CODES = {
    "revenue": "100", "export": "10", "import": "5", "budget_payment": "7", "labour_domestic": "1",
    "labour_foreign": "0", "new_jobs": "0", "payroll": "1", "person_months": "52",
}  # fmt: skip


# A.III.1: nothing of anything but what is named here.
QUARTER = {
    "I.A": "500", "1.A": "500", "1.1.A": "500", "I.B": "500", "1.B": "500", "1.1.B": "500", "I.C": "12500",
    "1.C": "12500", "1.1.C": "12500", "II.A": "4000", "II.B": "15000", "V.A": "120", "V.1.A": "120",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _first_day(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO, settings.DEMO_CLOCK = False, NOW


@pytest.fixture
def admin(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    """As docs/operations.md has it made: there is nothing else."""
    monkeypatch.setenv("SONGHANH_PASSWORD", PASSWORD)
    call_command("user", "add", "quan-tri", "--full-name=Quản trị", "--role=ADMINISTRATOR")
    return User.objects.get()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def sent(client: Client, url: str, **data: Any) -> str:
    """What is sent is taken: the page it leads to."""
    answer = client.post(url, data, follow=True)
    body = answer.content.decode()
    assert answer.status_code == 200, (
        url,
        answer.status_code,
        re.findall(r'class="emsg".*?</p>', body, re.S),
    )
    return body


def steps(client: Client) -> tuple[int, str]:
    """How many are done, and the one to do now."""
    found = STEP.findall(page(client, "/start/"))
    assert len(found) == 7
    coming = [words for current, words, _rest in found if current]
    return sum("Xong" in rest for _current, _words, rest in found), "".join(coming)


def invited(admin: Client, name: str, role: str, target: str) -> Client:
    """Invited on the page, joined by the link that the page shows."""
    given = {"username": name, "full_name": name.title(), "role": role, "target": target}
    shown = sent(admin, "/settings/invite/", **given)
    link = re.search(r"https?://[^/\"<]+(/accounts/password/reset/key/[^\"<\s]+)", shown)
    assert link, shown[:3000]
    guest = Client()
    form = guest.get(link[1], follow=True)
    done = guest.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert done.status_code == 200
    user = User.objects.get(username=name)
    assert user.check_password(PASSWORD)
    return signed_in(user)


def target(admin: Client, words: str) -> str:
    """The scope as the invitation offers it."""
    found = re.search(rf'<option value="([^"]+)"[^>]*>[^<]*{words}', page(admin, "/settings/invite/"))
    assert found, words
    return found[1]


def register(officer: Client) -> None:
    """A park, an enterprise in it, an officer in charge."""
    sent(officer, "/parks/add/", code="khanh-phu", name="KCN Khánh Phú", state="OPERATING")
    assert steps(officer) == (2, "Thêm doanh nghiệp")
    given = {
        "code": "mau-01", "park": IndustrialPark.objects.get().pk, "operating_from": "2015-01-01",
        "name": "Công ty TNHH Mẫu", "short_name": "Mẫu", "tax_code": "0100109106", "ownership": "DDI",
    }  # fmt: skip
    sent(officer, "/enterprises/add/", **given)
    in_charge = {"officer": User.objects.get(username="chuyen-vien").pk, "since": "2021-01-01"}
    sent(officer, "/enterprises/mau-01/assign/", **in_charge)


def file_of(officer: Client) -> Project:
    """Plot, contact, project and its certificate with an amendment: the rest of the enterprise's file."""
    park = IndustrialPark.objects.get().pk
    sent(officer, "/parks/plots/add/", park=park, code="CN-05", area_ha="2,5", purpose="Nhà xưởng")
    enterprise = Enterprise.objects.get()
    sent(officer, "/enterprises/mau-01/move/", park=park, plot=enterprise.park.plots.get().pk,
         on="01/01/2015", reason="Hợp đồng thuê đất")  # fmt: skip
    assert Siting.objects.get().plot is not None
    contact = {"full_name": "Lê Thị Hoa", "phone": "0912 345 678", "focal": "on", "since": "01/01/2021"}
    sent(officer, "/enterprises/mau-01/contacts/add/", **contact)
    assert ContactPoint.objects.get().focal
    given = {
        "code": "DA-01", "name": "Nhà máy may", "currency": "VND", "registered_capital": "45.000",
        "area_ha": "2,5", "started_on": "01/03/2015",
    }  # fmt: skip
    sent(officer, "/enterprises/mau-01/projects/add/", **given)
    project = Project.objects.get()
    address = f"/enterprises/mau-01/projects/{project.uuid}/"
    first = {"number": "0123456789", "amendment": "0", "issued_on": "15/01/2015", "authority": "Ban Quản lý"}
    sent(officer, f"{address}certificates/add/", **first, registered_capital="45.000")
    amended = first | {"amendment": "1", "issued_on": "20/06/2019", "content": "Tăng vốn"}
    shown = sent(officer, f"{address}certificates/add/", **amended, registered_capital="60.000")
    assert "điều chỉnh lần 1" in shown
    assert "vốn 45.000 thành 60.000 triệu đồng (+15.000)" in shown
    return project


def file_quarter(officer: Client, desk: Client) -> Obligation:
    """A.III.1 of the project: opened by the officer, filed by the enterprise."""
    overview = page(officer, "/reporting/")
    to_open = re.findall(r'href="(/reporting/A\.III\.1/2021-q4/raise/)"', overview)
    assert to_open, overview
    sent(officer, to_open[0])
    owed = Obligation.objects.get(form_code="A.III.1", period_code="2021-q4")
    address = "/reporting/A.III.1/2021-q4/DA-01/"
    assert address in page(desk, "/desk/")
    form = form_for_period("A.III.1", parse_period("2021-q4", Basis.CALENDAR))
    needed = {code: "0" for code, cell in form.cells.items() if cell.required} | QUARTER
    sent(desk, f"{address}cell/", cells=",".join(needed), **needed)
    check = page(desk, f"{address}check/")
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', check))
    assert "Nộp báo cáo" in check, re.findall(r'class="emsg".*?</p>', check, re.S)
    sent(desk, f"{address}submit/", **kept, exchange_rate="23.100", confirmed="on")
    owed.refresh_from_db()
    return owed


def file(desk: Client, owed: Obligation) -> None:
    """Typed into the form, checked, submitted."""
    address = f"/reporting/{owed.form_code}/{owed.period_code}/mau-01/"
    assert address in page(desk, "/desk/")
    sent(desk, f"{address}cell/", cells=",".join(CODES), **CODES)
    check = page(desk, f"{address}check/")
    assert "Nộp báo cáo" in check
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', check))
    sent(desk, f"{address}submit/", **kept, exchange_rate="23.100", confirmed="on")


def test_from_nothing_to_the_first_report(admin: User) -> None:
    office = signed_in(admin)
    assert "Bước đầu" in page(office, "/settings/users/")
    assert steps(office) == (0, "Mời lãnh đạo và chuyên viên của Ban")
    leader = invited(office, "lanh-dao", "LEADER", target(office, "Toàn Ban"))
    officer = invited(office, "chuyen-vien", "OFFICER", target(office, "Toàn Ban"))
    assert steps(officer) == (1, "Thêm khu công nghiệp")
    assert "thêm khu ở trang Khu công nghiệp trước" in page(officer, "/enterprises/add/")
    assert 'href="/parks/add/"' in page(officer, "/parks/")
    register(officer)
    assert steps(leader) == (4, "Mời đầu mối của doanh nghiệp")
    desk = invited(office, "dau-moi", "ENTERPRISE_REPORTER", target(office, "Mẫu"))
    assert steps(officer) == (5, "Mở kỳ báo cáo")
    overview = page(officer, "/reporting/")
    to_open = re.findall(r'href="(/reporting/monthly-production/[^"]+/raise/)"', overview)
    assert to_open, overview
    page(officer, to_open[0])
    sent(officer, to_open[0])
    assert steps(officer) == (6, "Nộp báo cáo đầu tiên")
    owed = Obligation.objects.get(form_code="monthly-production")
    file(desk, owed)
    assert ReportVersion.objects.get().obligation_id == owed.pk
    owed.refresh_from_db()
    assert owed.state == ObligationState.SUBMITTED
    assert steps(officer) == (7, "")
    project = file_of(officer)
    quarter = file_quarter(officer, desk)
    assert (quarter.project, quarter.state) == (project, ObligationState.SUBMITTED)
    assert ReportVersion.objects.filter(obligation=quarter).exists()
    assert "Bước đầu" not in page(officer, "/queue/")
    assert Enterprise.objects.get().code == "mau-01"
    acts = set(Event.objects.values_list("name", flat=True))
    assert {
        "parks:park:added", "enterprises:enterprise:added", "reporting:obligation:raised", "parks:plot:added",
        "enterprises:project:added", "enterprises:certificate:added", "enterprises:contact:added",
    } <= acts  # fmt: skip


@pytest.mark.parametrize("role", ["ADMINISTRATOR", "LEADER", "OFFICER", "AUDITOR", "AGENCY_USER"])
def test_every_page_of_an_empty_installation_opens(admin: User, role: str) -> None:
    user = admin if role == "ADMINISTRATOR" else new_user(role, "nguoi-dau")
    if role != "ADMINISTRATOR":
        grant_scope(user=user, kind=ScopeKind.AUTHORITY, target_id=None, valid_from=SITED, by=BY, now=NOW)
    client = signed_in(user)
    opened = 0
    for route in routes():
        if route.of_api or route.arguments or not route.gates:
            continue
        answer = client.get(reverse(route.name))
        assert answer.status_code in {200, 302, 403, 405}, (route.name, answer.status_code)
        if answer.status_code == 200 and b"<main" in answer.content:
            body = answer.content.decode()
            assert re.search(r"<h1[^>]*>\s*\S", body), route.name
            assert "None" not in re.sub(r"<[^>]+>", " ", body.split("<main", 1)[1]), route.name
            opened += 1
    assert opened >= {"ADMINISTRATOR": 6, "AGENCY_USER": 3}.get(role, 10)


def test_nobody_without_the_whole_authority_is_led_to_add_a_park(admin: User) -> None:
    park = IndustrialPark(code="khanh-phu", name="KCN Khánh Phú", state="OPERATING")
    with acting():
        park.save()
    officer = new_user("OFFICER", "cua-khu")
    since = NOW.date() - timedelta(days=30)
    grant_scope(user=officer, kind=ScopeKind.PARKS, target_id=park.pk, valid_from=since, by=BY, now=NOW)
    client = signed_in(officer)
    assert "/parks/add/" not in page(client, "/parks/")
    assert "/parks/add/" not in page(client, "/start/")
    assert client.get("/parks/add/").status_code == 403
    assert client.post("/parks/add/", {"code": "x", "name": "X", "state": "PLANNED"}).status_code == 403
    changed = {"name": "KCN Khánh Phú 2", "state": "OPERATING", "planned_area_ha": "351,5"}
    sent(client, "/parks/khanh-phu/change/", **changed)
    park.refresh_from_db()
    assert (park.name, str(park.planned_area_ha)) == ("KCN Khánh Phú 2", "351.50")
    assert client.get("/parks/khong-co/change/").status_code == 404
    assert sorted(IndustrialPark.objects.values_list("code", flat=True)) == ["khanh-phu"]
