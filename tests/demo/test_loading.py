"""The loaded rows: counted by the product's own queries they give the published figures."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from songhanh.core.audit import chain
from songhanh.core.models import Event, Notice
from songhanh.core.scope import EVERYTHING
from songhanh.demo.generation.authority import Authority
from songhanh.demo.loading.load import load
from songhanh.demo.loading.moments import CLOCK
from songhanh.demo.loading.periods import submit
from songhanh.demo.loading.register import read_register
from songhanh.demo.loading.users import read_users
from songhanh.people.models import Employment, Person
from songhanh.people.models.identity import unseal_number
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.versions import Filing
from songhanh.reporting.models import (
    Decision,
    Exemption,
    Extension,
    Figure,
    Obligation,
    ObligationState,
    OnBehalf,
    Question,
    Reminder,
    ReportVersion,
    Review,
    Source,
)
from songhanh.reporting.presenters.report import report_data, report_json
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("undone"),
]
# The report that the command itself makes once all is loaded and the demo's clock runs.
BY_COMMAND = ("consolidation:sealed", "report:drafted", "report:asked")
YEAR = parse_period("2021", Basis.CUTOFF15)


def figures() -> dict[str, dict[str, object]]:
    data = report_json(report_data(YEAR, scope=EVERYTHING, now=CLOCK))
    return {figure["code"]: figure for figure in data["figures"]}


def test_the_published_figures_come_out_by_counting() -> None:
    found = figures()
    values = {code: figure["value"] for code, figure in found.items()}
    assert values["revenue"] == 69_448
    assert values["export"] == 1_503
    assert values["budget_payment"] > 10_000  # type: ignore[operator]
    assert values["new_jobs"] == 2_864
    assert (values["labour_total"], values["labour_domestic"], values["labour_foreign"]) == (
        43_451,
        43_128,
        323,
    )
    assert (values["vaccinated_two"], values["vaccinated_one_only"], values["vaccinated_none"]) == (
        40_078,
        2_589,
        784,
    )
    assert values["support_dossiers"] == 108
    assert (values["union_gifts"], values["union_gift_amount"]) == (24, 12)
    assert (found["revenue"]["previous"], found["export"]["previous"]) == (66_401, 1_472)
    assert (found["revenue"]["plan"], found["export"]["plan"], found["new_jobs"]["plan"]) == (
        60_000,
        1_500,
        1_500,
    )
    assert found["new_jobs"]["previous"] is None
    assert found["revenue"]["kind"] == "estimate"  # some enterprises gave December as an estimate
    assert found["labour_total"]["kind"] == "final"


def paid(cell: str) -> Decimal:
    rows = Figure.objects.filter(
        cell=cell, known_until=None, period_from__gte=YEAR.start, period_until__lte=YEAR.end
    )
    return Decimal(rows.aggregate(total=Sum("value"))["total"])


def test_support_by_programme() -> None:
    assert paid("support_paid_people.nq68") == 28
    assert paid("support_paid_amount.nq68") == Decimal("40.680")
    assert paid("support_paid_people.nq116") == 17_053
    assert paid("support_paid_amount.nq116") > 36_000


def test_all_24_months_are_accepted_and_december_in_its_days() -> None:
    past = Obligation.objects.filter(form_code="monthly-production", period_until__lte=YEAR.end)
    assert past.count() == 24 * 86
    assert set(past.values_list("state", flat=True)) == {ObligationState.ACCEPTED}
    days = {
        localdate(at)
        for at in Review.objects.filter(
            version__obligation__period_code="2021-12", decision=Decision.ACCEPTED
        ).values_list("decided_at", flat=True)
    }
    assert date(2021, 12, 14) <= min(days)
    assert max(days) <= date(2021, 12, 20)


def test_one_accepted_figure_changed_moves_the_total_by_exactly_that(authority: Authority) -> None:
    users, register = read_users(authority), read_register(authority)
    obligation = Obligation.objects.select_related("enterprise", "latest").get(
        form_code="monthly-production", period_code="2021-12", enterprise=register.enterprises[3]
    )
    assert obligation.accepted is not None
    values = {
        v.cell: Value(number=v.number, text=v.text, estimate=v.estimate, note=v.note)
        for v in obligation.accepted.values.all()
    }
    revenue = values["revenue"].number
    assert revenue is not None
    values["revenue"] = Value(number=revenue + Decimal("1.234"), note="Kiểm toán điều chỉnh.")
    before = figures()["revenue"]["value"]
    filing = Filing(obligation, values, Source.WEB, correction_reason="Kiểm toán điều chỉnh.")
    now = CLOCK + timedelta(minutes=5)
    versions = submit([filing], users.actor("mau-03"), now)
    assert figures()["revenue"]["value"] == before
    accept_reports(versions=versions, by=users.actor("chuyenvien03"), now=now + timedelta(minutes=5))
    assert Decimal(str(figures()["revenue"]["value"])) - Decimal(str(before)) == Decimal("1.234")


def test_people_as_of_any_day_are_what_was_reported(authority: Authority) -> None:
    numbers = {row.pk: number for number, row in read_register(authority).enterprises.items()}
    places = {e.number: n for n, e in enumerate(authority.enterprises)}
    for place, day in ((23, date(2021, 12, 14)), (12, date(2021, 1, 14))):
        there = Employment.objects.filter(since__lte=day).exclude(until__lte=day)
        counted = Counter(numbers[pk] for pk in there.values_list("enterprise_id", flat=True))
        assert counted == {number: authority.workforces[row].heads(place) for number, row in places.items()}
    today = CLOCK.date()
    assert Employment.objects.filter(since__lte=today).exclude(until__lte=today).count() == 43_451


def test_identity_numbers_are_encrypted() -> None:
    person = Person.objects.filter(identity_kind="CCCD").first()
    assert person is not None
    number = unseal_number(person.identity_cipher)
    assert len(number) == 12
    assert number.encode() not in bytes(person.identity_cipher)


def test_january_shows_every_state() -> None:
    january = Obligation.objects.filter(form_code="monthly-production", period_code="2022-01")
    assert set(january.values_list("state", flat=True)) == set(ObligationState.values)
    assert {localdate(due) for due in january.values_list("original_due_at", flat=True)} == {
        date(2022, 1, 19)
    }
    assert january.exclude(unlocked=[]).exists()
    assert january.filter(officer__isnull=False).exists()
    assert ReportVersion.objects.filter(obligation__in=january).exclude(findings=[]).exists()
    assert ReportVersion.objects.filter(obligation__in=january, on_behalf=OnBehalf.PHONE).exists()
    assert Extension.objects.filter(obligation__in=january).count() == 2
    assert Exemption.objects.exists()
    assert Reminder.objects.filter(obligation__in=january).count() > 5
    assert Question.objects.filter(answered_at=None).exists()
    assert Question.objects.exclude(answered_at=None).exists()
    assert Notice.objects.exists()


def test_something_is_overdue_and_something_was_late() -> None:
    overdue = Obligation.objects.filter(form_code="A.III.1", filed_at=None, due_at__lt=CLOCK)
    assert overdue.exists()
    assert ReportVersion.objects.filter(late=True, obligation__period_code__lt="2021-12").exists()


def test_the_audit_trail_holds_and_tells_the_story_in_its_order() -> None:
    assert list(chain.verify()) == []
    moments = list(Event.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    after = set(Event.objects.filter(at__gt=CLOCK).values_list("name", flat=True))
    assert after <= {f"reporting:{act}" for act in BY_COMMAND} | {"documents:document:drafted"}


def test_a_second_run_changes_nothing(authority: Authority) -> None:
    count = Event.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert all(step.count == 0 for step in load(authority))
    assert Event.objects.count() == count
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
