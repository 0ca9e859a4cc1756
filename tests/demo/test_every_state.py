"""Every screen finds something of its own in the demo: states, substitutes, lists, scopes, reports, habits."""

from collections import Counter
from datetime import date

import pytest

from songhanh.core.accounts.actors import actor_of
from songhanh.core.actor import system
from songhanh.core.models import Grant, Notice, SavedView, User
from songhanh.core.scope import EVERYTHING, ScopeKind
from songhanh.dashboards.presenters.both_goals import running
from songhanh.dashboards.presenters.queue import queue_groups
from songhanh.dashboards.presenters.standing_months import morning
from songhanh.demo.generation.authority import Authority
from songhanh.demo.loading.moments import CLOCK
from songhanh.demo.loading.register import read_register
from songhanh.documents.models import DocumentState, OfficialDocument, Rendition
from songhanh.enterprises.models import Assignment, GroupMembership
from songhanh.people.models import Employment, ImportState, PeopleImport, Person
from songhanh.people.policies import is_employer, sees_unmasked
from songhanh.reporting.models import (
    CalendarDay,
    Consolidation,
    Draft,
    Figure,
    FigureKind,
    Obligation,
    ObligationState,
    ReportValue,
    ReportVersion,
    Substitute,
    SubstituteHow,
    Target,
)
from songhanh.reporting.presenters.renditions import KEPT
from songhanh.reporting.presenters.report import report_data
from songhanh.reporting.presenters.timing import timing_of
from songhanh.reporting.queries.breakdown import By, split
from songhanh.reporting.queries.counted import asked_of
from songhanh.reporting.queries.reachable import reachable
from songhanh.reporting.queries.waiting import pile_of
from songhanh.rules.periods import Basis, parse_period

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("undone"),
]
TODAY = CLOCK.date()


def timings(form_code: str, period_code: str) -> Counter[str]:
    owed = Obligation.objects.filter(form_code=form_code, period_code=period_code)
    return Counter(
        timing_of(
            state=each.state,
            filed_at=each.filed_at,
            due_at=each.due_at,
            original_due_at=each.original_due_at,
            unlock_due_at=each.unlock_due_at,
            now=CLOCK,
        )
        for each in owed
    )


def test_the_month_under_way_and_the_quarter_show_every_timing() -> None:
    month, quarter = timings("monthly-production", "2022-01"), timings("A.III.1", "2021-q4")
    assert min(month[each] for each in ("ON_TIME", "RUNNING", "EXTENDED", "OVERDUE", "")) >= 1
    assert min(quarter[each] for each in ("ON_TIME", "LATE", "OVERDUE")) >= 1


def test_the_last_quarter_has_projects_in_every_state_and_difficulties() -> None:
    owed = Obligation.objects.filter(form_code="A.III.1", period_code="2021-q4", project__isnull=False)
    states = set(owed.values_list("state", flat=True))
    assert states >= {
        ObligationState.ACCEPTED,
        ObligationState.SUBMITTED,
        ObligationState.RETURNED,
        ObligationState.DRAFT,
        ObligationState.NEVER_OPENED,
    }
    assert Draft.objects.filter(obligation__in=owed, obligation__state=ObligationState.DRAFT).exists()
    told = ReportValue.objects.filter(version__obligation__in=owed, cell="difficulties").exclude(text="")
    assert told.count() > 5
    assert ReportVersion.objects.filter(obligation__in=owed, late=True).count() >= 2


def test_some_substitutes_gave_way_and_some_stand() -> None:
    gone = Substitute.objects.filter(obligation__period_code__lt="2022-01")
    assert gone.exists()
    for substitute in gone:
        figures = Figure.objects.filter(substitute=substitute)
        assert figures.exists()
        assert all(figure.known_until == substitute.obligation.accepted_at for figure in figures)
    standing = Substitute.objects.filter(obligation__period_code="2022-01")
    assert set(standing.values_list("how", flat=True)) == set(SubstituteHow.values)
    open_ = Figure.objects.filter(known_until=None, period_until=date(2022, 1, 15))
    assert {FigureKind.LAST_PERIOD, FigureKind.OFFICER_ESTIMATE} <= set(open_.values_list("kind", flat=True))
    january = report_data(parse_period("2022-01", Basis.CUTOFF15), scope=EVERYTHING, now=CLOCK)
    assert january.figures["revenue"].kind == "estimate"


def test_the_morning_screen_counts_substitutes_apart() -> None:
    shown = running(morning(by=system("test"), now=CLOCK, as_of=None))
    assert shown is not None
    accepted = Obligation.objects.filter(
        form_code="monthly-production", period_code="2022-01", state=ObligationState.ACCEPTED
    )
    assert (shown.done, shown.carried) == (accepted.count(), 2)
    assert all("(ước)" in unit for _label, _value, unit, _url in shown.figures)


def test_what_came_on_saturday_is_not_overdue_on_monday_morning() -> None:
    groups = queue_groups(pile_of(EVERYTHING, None, CLOCK), officer_id=None, now=CLOCK)
    overdue = [task for group in groups if group.overdue for task in group.tasks]
    assert overdue
    assert not [task for task in overdue if task.state == "SUBMITTED"]


def test_no_whole_parks_plan_is_held_against_a_part_of_it() -> None:
    for kind, planned in ((ScopeKind.PARKS, True), (ScopeKind.ENTERPRISES, False)):
        grant = Grant.objects.filter(user__role="OFFICER", kind=kind).select_related("user").first()
        assert grant is not None
        scope = actor_of(grant.user, on=TODAY, origin="test").scope
        parts = split(asked_of(parse_period("2021", Basis.CUTOFF15), scope), By.PARK)
        assert [figures["revenue"].plan is not None for _code, _name, figures in parts] == [planned]


def test_people_hold_new_and_old_cards_and_passports() -> None:
    kinds = Counter(Person.objects.values_list("identity_kind", flat=True))
    assert set(kinds) == {"CCCD", "CMND", "PASSPORT"}
    assert Person.objects.filter(identity_kind="PASSPORT").values("identity_country").distinct().count() >= 3
    foreign = Employment.objects.filter(since__lte=TODAY, person__identity_kind="PASSPORT").exclude(
        until__lte=TODAY
    )
    assert foreign.count() == 323


def test_lists_of_workers_were_taken_taken_back_and_wait(authority: Authority) -> None:
    sender = read_register(authority).enterprises[7]
    states = (
        PeopleImport.objects.filter(enterprise=sender).order_by("uploaded_at").values_list("state", flat=True)
    )
    assert list(states) == [ImportState.TAKEN, ImportState.UNDONE, ImportState.CHECKED]
    waiting = PeopleImport.objects.get(state=ImportState.CHECKED)
    assert waiting.counts["wrong"] > 5
    assert waiting.counts["changed"] > 5
    assert {"lost_zeros", "twice", "date_no_such_day", "unit_unknown"} <= {
        f["code"] for f in waiting.findings
    }
    assert waiting.file().startswith(b"PK")


def test_officers_of_one_park_and_of_some_enterprises_see_no_more() -> None:
    scopes = {
        user.username: actor_of(user, on=TODAY, origin="test").scope
        for user in User.objects.filter(role="OFFICER")
    }
    kinds = Counter(scope.kind for scope in scopes.values())
    assert kinds == {ScopeKind.AUTHORITY: 6, ScopeKind.PARKS: 1, ScopeKind.ENTERPRISES: 1}
    for username, scope in scopes.items():
        charges = Assignment.objects.filter(officer__username=username, substitute=False, until=None)
        seen = charges.visible_to(scope)
        assert seen.count() == charges.count() > 0


def test_an_officer_of_some_enterprises_is_not_taken_for_their_employer() -> None:
    grant = (
        Grant.objects.filter(user__role="OFFICER", kind=ScopeKind.ENTERPRISES).select_related("user").first()
    )
    assert grant is not None
    assert grant.target_id is not None
    officer = actor_of(grant.user, on=TODAY, origin="test")
    assert not is_employer(officer)
    assert not sees_unmasked(officer, grant.target_id)
    assert grant.user not in reachable([grant.target_id], TODAY)[grant.target_id].users


def test_groups_have_terms_and_an_officer_is_stood_in_for() -> None:
    assert GroupMembership.objects.filter(until__isnull=False, leads=True).exists()
    now = GroupMembership.objects.filter(until=None)
    assert now.filter(leads=True).values("group").distinct().count() == 3
    assert now.count() == User.objects.filter(role="OFFICER").count()
    away = Assignment.objects.filter(substitute=True, since__lte=TODAY, until__gt=TODAY)
    assert away.exists()


def test_last_sign_ins_lie_before_the_present_and_an_administrator_is_there() -> None:
    assert not User.objects.filter(last_login__gte=CLOCK).exists()
    assert not User.objects.filter(last_login=None).exists()
    assert User.objects.filter(role="ADMINISTRATOR", is_active=True).exists()


def test_the_year_was_signed_once_and_waits_once_and_the_month_is_a_draft() -> None:
    """And the command that loads the demo drafts the year once more, for its files."""
    states = Counter(OfficialDocument.objects.values_list("abstract", "state"))
    year, month = "Kết quả thực hiện mục tiêu kép năm 2021", "Kết quả thực hiện mục tiêu kép tháng 12/2021"
    assert states == {
        (year, DocumentState.APPROVED): 1,
        (year, DocumentState.SUBMITTED): 1,
        (year, DocumentState.DRAFT): 1,
        (month, DocumentState.DRAFT): 1,
    }
    signed = OfficialDocument.objects.get(state=DocumentState.APPROVED)
    assert (signed.number, signed.number_year, signed.signed_on) == (1, 2021, date(2021, 12, 24))
    assert signed.signer is not None
    assert signed.signer.role == "LEADER"
    assert Rendition.objects.filter(document=signed, state=DocumentState.APPROVED).count() == len(KEPT)
    assert Notice.objects.filter(user__username="lanhdao", read_at=None).exists()


def test_what_was_signed_says_the_published_figures() -> None:
    signed = OfficialDocument.objects.get(state=DocumentState.APPROVED)
    sealed = Consolidation.objects.get(uuid=signed.subject.split(":")[1])
    values = {figure["code"]: figure["value"] for figure in sealed.figures}
    assert (values["revenue"], values["export"], values["labour_total"]) == (69_448, 1_503, 43_451)


def test_the_quarters_of_2022_were_decided_anew() -> None:
    quarters = Target.objects.filter(year=2022, indicator="revenue", quarter__isnull=False)
    for version in (1, 2):
        assert sum(target.value for target in quarters.filter(version=version)) == 65_000
    assert list(quarters.filter(version=1).values_list("value", flat=True)) != list(
        quarters.filter(version=2).values_list("value", flat=True)
    )


def test_habits() -> None:
    assert SavedView.objects.values("user").distinct().count() >= 3
    assert set(CalendarDay.objects.values_list("kind", flat=True)) == {"OFF", "WORKED"}
    for username in ("lanhdao", "chuyenvien03", "mau-07", "mau-12-duyet"):
        assert Notice.objects.filter(user__username=username, read_at=None).exists(), username
