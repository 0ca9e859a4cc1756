"""A list handed over: what the enterprise sees, that it says it has it, how it keeps its people from the gate."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from songhanh.core.models import Notice
from songhanh.epidemic.models import HandOver, Reading, ReadingKind, TracingRun
from songhanh.epidemic.queries import runs
from songhanh.gate.models import GateRule, RuleSource
from tests.core.cast import signed_in
from tests.epidemic.outbreak import NOW, Outbreak, new_case, page, traced
from tests.epidemic.test_pages import NAME, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


@pytest.fixture
def run(outbreak: Outbreak) -> TracingRun:
    return traced(outbreak, new_case(outbreak))


def test_an_enterprise_sees_its_own_people_once_handed_over(
    outbreak: Outbreak, run: TracingRun, officer: Client
) -> None:
    cast = outbreak.cast
    reporter = signed_in(cast.reporter)
    assert "chưa giao" in text(reporter.get(page("handed-list")))
    words = "Cho nghỉ ở nhà, báo Ban trước 17:00"
    assert (
        officer.post(page("run-hand-over", run.uuid), {"enterprise": "mau-01", "words": words}).status_code
        == 302
    )
    handed = HandOver.objects.get()
    assert Notice.objects.filter(user=cast.reporter, kind="epidemic.handed").count() == 1
    shown = text(reporter.get(page("handed", handed.uuid)))
    for said in ("NL-0002", NAME, words, "F1"):
        assert said in shown, said
    for hidden in ("NL-0005", "CA-0001", "NL-0001", "Bàn 3"):  # F2 were not handed over; nothing of the case
        assert hidden not in shown, hidden
    assert Reading.objects.get(kind=ReadingKind.HANDED).reader == cast.reporter.full_name
    assert signed_in(cast.other).get(page("handed", handed.uuid)).status_code == 404
    assert "chưa xác nhận" in text(officer.get(page("run", run.uuid)))
    reporter.post(page("handed-receive", handed.uuid))
    assert "doanh nghiệp nhận" in text(officer.get(page("run", run.uuid)))
    assert signed_in(cast.other).post(page("handed-receive", handed.uuid)).status_code == 404
    assert "Đã giao cho" in text(officer.post(page("run-hand-over", run.uuid), {"enterprise": "mau-01"}))
    officer.post(page("handed-take-back", handed.uuid))
    assert reporter.get(page("handed", handed.uuid)).status_code == 404


def test_a_handed_list_becomes_gate_rules_that_name_no_illness(
    outbreak: Outbreak, run: TracingRun, officer: Client
) -> None:
    cast = outbreak.cast
    officer.post(page("run-hand-over", run.uuid), {"enterprise": "mau-01", "with_f2": "on"})
    handed, reporter = HandOver.objects.get(), signed_in(cast.reporter)
    url = page("handed-keep-out", handed.uuid)
    shown = reporter.get(url).context["form"].initial
    assert reporter.post(url, {**shown, "tier": "F1", "last_day": "24/01/2022"}).status_code == 302
    rules = list(GateRule.objects.order_by("pk"))
    f1 = run.f1 - len([each for each in runs.result(run).people.values() if each.enterprise != "mau-01"])
    assert len(rules) == f1 > 0
    assert {rule.source for rule in rules} == {RuleSource.AUTOMATIC}
    assert {rule.valid_until for rule in rules} == {date(2022, 1, 25)}
    assert outbreak.workers[2].stay in {rule.stay for rule in rules}
    assert "có quy định" not in text(reporter.get(page("handed", handed.uuid)))
    again = text(reporter.post(url, {**shown, "tier": "F1", "last_day": "20/01/2022"}))
    assert "đã có quy định tại chốt" in again
    wrong = text(
        reporter.post(url, {**shown, "tier": "F2", "last_day": "24/01/2022", "words_vi": "Anh là F1"})
    )
    assert "không nói lý do sức khỏe" in wrong
    assert GateRule.objects.count() == len(rules)
    assert (
        signed_in(cast.other).post(url, {**shown, "tier": "F1", "last_day": "24/01/2022"}).status_code == 404
    )
