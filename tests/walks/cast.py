"""A small authority with one of everything that an address can name, for each of its three enterprises."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actions.notices import send_notice
from songhanh.core.actions.saved_views import save_view
from songhanh.core.actions.tasks import ask_task
from songhanh.core.models import Task, User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import (
    Assignment,
    ContactPoint,
    Enterprise,
    GroupMembership,
    InvestmentCertificate,
    Project,
    Siting,
    WorkingGroup,
)
from songhanh.epidemic.models import HandOver
from songhanh.gate.actions.clock_imports import receive_clock_file
from songhanh.gate.actions.devices import add_device
from songhanh.gate.actions.gates import add_gate
from songhanh.gate.actions.guards import add_guard
from songhanh.gate.actions.passes import issue_passes
from songhanh.gate.actions.places import read_places
from songhanh.gate.actions.rules import RuleTerms, set_rule
from songhanh.gate.actions.visitors import Guest, announce_visitor
from songhanh.gate.models import DeviceKind, Direction, GuestKind, Pass, PassKey, RuleFor, RuleReason
from songhanh.parks.models import Plot
from songhanh.people.models import Employment
from songhanh.presence.actions.roll_calls import start_call
from songhanh.presence.actions.rosters import Terms as RosterTerms
from songhanh.presence.actions.rosters import set_rosters
from songhanh.presence.models import CallKind, RosterFor
from songhanh.reporting.actions.calendar import set_calendar_day
from songhanh.reporting.actions.collecting import ask, exempt
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.actions.exchange import Announced, enter_rate
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reports import draft_dual_goal
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.actions.uploads import receive_upload
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Obligation, Source
from songhanh.reporting.presenters.template import template_workbook
from songhanh.reporting.queries.filing import open_report_of
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, actor, new_user
from tests.epidemic.by_hand import hand_case, hand_run
from tests.people.cast import SITED, Cast, acting, employ, make_cast
from tests.people.lists import upload, workbook, worker

# A day that reads two ways: the file is looked at and refused, never taken.
UNSETTLED = "Mã NLĐ,Ngày,Giờ,Vào/Ra\nNL-0001,03/01/2022,07:31,Vào\nNL-0001,04/01/2022,07:30,Vào\n".encode()
FORM, PROJECT_FORM = "monthly-production", "A.III.1"
BEFORE = parse_period("2021-11", Basis.CUTOFF15)
PERIOD = parse_period("2021-12", Basis.CUTOFF15)
QUARTER = parse_period("2021-q4", Basis.CALENDAR)
FILED = {
    "revenue": 100,
    "export": 10,
    "import": 5,
    "budget_payment": 7,
    "labour_domestic": 1,
    "labour_foreign": 0,
    "new_jobs": 0,
    "payroll": 1,
    "person_months": 52,
}
BOARD = ("ADMINISTRATOR", "LEADER", "OFFICER", "AGENCY_USER", "AUDITOR")


@dataclass(frozen=True)
class Named:
    """What an address can name, by what names it; all of one enterprise."""

    enterprise: str
    project: str
    username: str
    receipt: str
    uuids: dict[str, str]


@dataclass(frozen=True)
class Walk:
    """Enterprises one and two stand in the officer's park, three elsewhere."""

    cast: Cast
    named: dict[str, Named]
    whole: dict[str, str]  # uuids that belong to the authority
    users: dict[str, User]  # by role: the Board's see everything, the enterprise's see enterprise one
    tokens: dict[str, str]  # likewise, and «park»: an officer's client for the park of one and two


def make_walk() -> Walk:
    """All of it."""
    cast = make_cast()
    enterprises = (cast.one, cast.two, cast.three)
    with acting():
        for number, enterprise in enumerate(enterprises, start=1):
            Project(
                enterprise=enterprise, code=f"DA-{number:02d}", name=f"Dự án {number}", currency="USD",
                started_on=SITED,
            ).save()  # fmt: skip
    for form, period in ((FORM, BEFORE), (FORM, PERIOD), (PROJECT_FORM, QUARTER)):
        raise_obligations(form_code=form, period=period, by=BY, now=NOW)
    reporters = {cast.one.pk: cast.reporter, cast.two.pk: cast.other}
    reporters[cast.three.pk] = _user("ENTERPRISE_REPORTER", "mau-03", ScopeKind.ENTERPRISES, cast.three.pk)
    with acting():
        files = {each.code: _file(cast, each, n) for n, each in enumerate(enterprises)}
        group = WorkingGroup(code="to-1", name="Tổ 1", since=SITED)
        group.save()
        member = GroupMembership(group=group, officer=cast.officer, since=SITED)
        member.save()
    named = {each.code: _everything(each, n, reporters[each.pk]) for n, each in enumerate(enterprises)}
    for code, uuids in files.items():
        named[code].uuids.update(uuids)
    day = set_calendar_day(on=date(2022, 1, 31), kind="OFF", name="Nghỉ Tết", by=BY, now=NOW).day
    announced = Announced(Decimal(23100), "Tỷ giá thử")
    rate = enter_rate(valid_from=date(2021, 10, 1), announced=announced, by=BY, now=NOW)
    document = draft_dual_goal(period=PERIOD, by=BY, now=NOW)
    assert day is not None
    whole = {
        "calendar_day": str(day.uuid),
        "exchange_rate": str(rate.uuid),
        "consolidation": document.subject.split(":")[1],
        "document": str(document.uuid),
        "membership": str(member.uuid),
        "pass_key": str(PassKey.objects.get().uuid),
    }
    return Walk(cast, named, whole, _users(cast), _tokens(cast))


def _users(cast: Cast) -> dict[str, User]:
    users = {role: _user(role, f"ca-{role.lower()}", ScopeKind.AUTHORITY, None) for role in BOARD}
    users["ENTERPRISE_REPORTER"] = cast.reporter
    users["ENTERPRISE_APPROVER"] = _user(
        "ENTERPRISE_APPROVER", "duyet-01", ScopeKind.ENTERPRISES, cast.one.pk
    )
    return users


def _everything(enterprise: Enterprise, number: int, reporter: User) -> Named:
    employment = employ(enterprise, number + 1)
    before = Obligation.objects.get(enterprise=enterprise, period_code=BEFORE.code)
    now = Obligation.objects.get(enterprise=enterprise, period_code=PERIOD.code)
    values = {code: Value(Decimal(value), note="đúng") for code, value in FILED.items()}
    (version,) = submit_reports(filings=[Filing(before, values, Source.WEB)], by=BY, now=NOW)
    accept_reports(versions=[version], by=BY, now=NOW)
    save_cells(obligation=now, cells={"revenue": {"number": "100", "text": ""}}, by=BY, now=NOW)
    content = template_workbook(open_report_of(now))
    sent = receive_upload(obligation=now, name="thang.xlsx", content=content, by=BY, now=NOW)
    question = ask(obligation=now, cell="revenue", text="Có gồm gia công không?", by=BY, now=NOW)
    notice = send_notice(user=reporter, kind="core.test", text="Nhắc", url="/", by=BY, now=NOW)
    view = save_view(user=reporter, page="/reporting/reports/", name="Của tôi", query="", by=BY, now=NOW)
    list_ = upload(reporter, enterprise, workbook(worker(50 + number)))
    free = exempt(
        enterprise=enterprise, form_code=FORM, since=date(2030, 1, 1), until=None, reason="ngừng chuyền",
        by=BY, now=NOW,
    )  # fmt: skip
    target = set_target(
        indicator_code="revenue", year=2021, value=Decimal(1200), enterprise=enterprise,
        decision_number="12/QĐ", by=BY, now=NOW,
    )  # fmt: skip
    client, _token = issue_client(
        name=f"Kế toán {enterprise.code}",
        role="ENTERPRISE_REPORTER",
        permissions=[each for each in API_PERMISSIONS if each in ROLES["ENTERPRISE_REPORTER"].permissions],
        targets=[Target(ScopeKind.ENTERPRISES, enterprise.pk, enterprise.code, str(enterprise))],
        by=BY,
        now=NOW,
    )
    grant = reporter.grants.get()
    rows = {
        "obligation": now, "filed": before, "upload": sent, "question": question, "notice": notice,
        "saved_view": view, "import": list_, "exemption": free, "client": client, "grant": grant,
        "task": _export(reporter), "target": target,
    }  # fmt: skip
    rows |= _at_the_gate(enterprise) | _traced(employment, number)
    rows |= _in_presence(enterprise, rows["place"], employment)
    uuids = {name: str(row.uuid) for name, row in rows.items()} | {"stay": str(employment.stay)}
    return Named(enterprise.code, f"DA-{number + 1:02d}", reporter.username, version.receipt, uuids)


def _in_presence(enterprise: Enterprise, place: Any, employment: Employment) -> dict[str, Any]:
    meals = RosterTerms(place, RosterFor.PERSON, time(11), time(11, 30), NOW.date(), stays=(employment.stay,))
    terms = {"kind": CallKind.DRILL, "points": ["Sân"], "reason": ""}
    return {
        "roster": set_rosters(enterprise=enterprise, terms=[meals], by=BY, now=NOW)[0],
        "roll_call": start_call(enterprise=enterprise, **terms, by=BY, now=NOW),  # type: ignore[arg-type]
    }


def _at_the_gate(enterprise: Enterprise) -> dict[str, Any]:
    lanes = [("lan-1", "Làn 1", Direction.MIXED)]
    gate = add_gate(
        enterprise=enterprise, code=f"{enterprise.code}-c1", name="Cổng", lanes=lanes, by=BY, now=NOW
    )
    device, _code = add_device(gate=gate, name="Máy", kind=DeviceKind.PHONE, by=BY, now=NOW)
    guest = announce_visitor(
        enterprise=enterprise, guest=Guest(GuestKind.VISITOR, "Khách", "Kho"), valid_from=NOW.date(),
        valid_until=date(2022, 2, 1), by=BY, now=NOW,
    )  # fmt: skip
    issue_passes(enterprises=[enterprise], by=BY, now=NOW)
    terms = RuleTerms(
        RuleFor.LINE, RuleReason.LINE_STOPPED, "Mời về.", "Please go home.", NOW.date(), None, value="Hàn 1"
    )
    return {
        "pass": Pass.objects.get(enterprise=enterprise, announcement=None),
        "visitor": guest.announcement,
        "gate": gate,
        "clock_file": receive_clock_file(
            enterprise=enterprise, gate=None, name="cham-cong.csv", content=UNSETTLED, by=BY, now=NOW
        ),
        "device": device,
        "guard": add_guard(enterprise=enterprise, mark="BV-01", name="Bảo vệ", pin="135790", by=BY, now=NOW),
        "place": read_places(enterprise=enterprise, by=BY, now=NOW)[0],
        "rule": set_rule(enterprise=enterprise, terms=terms, by=BY, now=NOW),
    }


def _traced(employment: Employment, number: int) -> dict[str, Any]:
    case = hand_case(employment, f"CA-8{number:03d}")
    run = hand_run(case, employment, f"TV-8{number:03d}")
    with acting():
        handed = HandOver(run=run, enterprise=employment.enterprise, with_f2=True, handed_at=NOW)
        handed.save()
    return {"case": case, "run": run, "handed": handed}


def _file(cast: Cast, enterprise: Enterprise, number: int) -> dict[str, str]:
    """What stands in an enterprise's file: plot, contact, certificate, officer."""
    plot = Plot(park=enterprise.park, code=f"CN-{number + 1:02d}")
    plot.save()
    siting = Siting.objects.get(enterprise=enterprise)
    siting.plot = plot
    siting.save()
    project = Project.objects.get(enterprise=enterprise)
    rows = {
        "contact": ContactPoint(
            enterprise=enterprise, full_name=f"Người {number}", phone=f"0229 {number}", since=SITED
        ),
        "certificate": InvestmentCertificate(project=project, number=f"GCN-{number}", issued_on=SITED),
        "assignment": Assignment(enterprise=enterprise, officer=cast.officer, since=SITED),
    }
    for row in rows.values():
        row.save()
    stored = {**rows, "plot": plot, "project": project}
    return {name: str(row.uuid) for name, row in stored.items()}


def _export(user: User) -> Task:
    return ask_task(kind="core.export", title="x", parameters={"path": "/people/"}, by=actor(user), now=NOW)


def _user(role: str, name: str, kind: ScopeKind, target: int | None) -> User:
    user = new_user(role, name)
    grant_scope(user=user, kind=kind, target_id=target, valid_from=SITED, by=BY, now=NOW)
    return user


def _tokens(cast: Cast) -> dict[str, str]:
    """One client a role with all that the API has for it."""
    whole = [Target(ScopeKind.AUTHORITY, None, "*", "")]
    own = [Target(ScopeKind.ENTERPRISES, cast.one.pk, "", "")]
    park = [Target(ScopeKind.PARKS, cast.parks[0].pk, "", "")]
    wanted = {role: (role, whole) for role in BOARD} | {"park": ("OFFICER", park)}
    wanted |= {role: (role, own) for role in ("ENTERPRISE_REPORTER", "ENTERPRISE_APPROVER")}
    tokens = {}
    for name, (role, targets) in wanted.items():
        held = [each for each in API_PERMISSIONS if each in ROLES[role].permissions]
        _client, tokens[name] = issue_client(
            name=name, role=role, permissions=held, targets=targets, by=BY, now=NOW
        )
    return tokens
