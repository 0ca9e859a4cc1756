"""When their time is over health data go, really, and what they were counted stays."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from songhanh.core.actor import system
from songhanh.epidemic.actions.erasing import erase_due
from songhanh.epidemic.jobs import erase_what_is_due
from songhanh.epidemic.models import Case, ContactAnswer, HealthErasure, Reading, TracedList, TracingRun
from songhanh.epidemic.policies import EpidemicRefusedError
from songhanh.epidemic.queries.retention import begun_before, months_kept
from songhanh.epidemic.queries.runs import ErasedError, result
from songhanh.rules.tracing.judging import Answers
from tests.core.cast import signed_in
from tests.epidemic.outbreak import NOW, Outbreak, new_case, traced
from tests.epidemic.test_runs import answered

pytestmark = pytest.mark.django_db
REASON = {"reason": "Gọi người bệnh theo yêu cầu của CDC"}


@pytest.fixture
def run(outbreak: Outbreak, settings: Settings) -> TracingRun:
    settings.DEMO_CLOCK = NOW
    run = traced(outbreak, new_case(outbreak))
    answered(outbreak, run, 9, Answers(within_distance=True))
    signed_in(outbreak.cast.officer).post(reverse("epidemic:run-names", args=[run.uuid]), REASON)
    return run


def later(months: int, days: int = 0) -> datetime:
    """So long after the first day that was searched."""
    return NOW.replace(year=2022, month=1 + months, day=12) + timedelta(days=days)


def test_the_day_before_nothing_goes(run: TracingRun) -> None:
    erase_what_is_due(now=later(6))
    assert not HealthErasure.objects.exists()
    assert result(run)


def test_on_its_day_the_list_goes_and_the_counts_stay(outbreak: Outbreak, run: TracingRun) -> None:
    erase_what_is_due(now=later(6, 1))
    with pytest.raises(ErasedError):
        result(run)
    done = HealthErasure.objects.get()
    assert (done.cases, done.lists, done.answers) == (
        0,
        1,
        1,
    )  # the case is younger than the first day searched
    erase_what_is_due(now=later(6, 9))
    case = Case.objects.get()
    assert (case.person, case.stay, case.onset_on, case.note) == (None, None, None, "")
    assert (case.code, case.enterprise) == ("CA-0001", outbreak.cast.one)
    kept = TracingRun.objects.get()
    assert (kept.f1, kept.f2) == (4, 4)
    assert bytes(TracedList.objects.get().content) == b""
    assert not ContactAnswer.objects.exists()
    assert set(Reading.objects.values_list("reason", flat=True)) == {""}


def test_nothing_of_it_is_left_in_the_tables(run: TracingRun) -> None:
    erase_what_is_due(now=later(9))
    with connection.cursor() as cursor:
        for model in (Case, TracedList, ContactAnswer, Reading):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            said = str(cursor.fetchall())
            assert "CDC" not in said
            assert "2022-01-14" not in said


def test_the_pages_of_an_erased_run_and_case_still_open(
    outbreak: Outbreak, run: TracingRun, settings: Settings
) -> None:
    erase_what_is_due(now=later(9))
    settings.DEMO_CLOCK = later(9)
    officer = signed_in(outbreak.cast.officer)
    page = officer.get(reverse("epidemic:run", args=[run.uuid]))
    assert "đã xóa vì hết hạn giữ" in page.content.decode()
    assert officer.get(reverse("epidemic:case", args=[Case.objects.get().uuid])).status_code == 200
    assert officer.get(reverse("epidemic:run-counts", args=[run.uuid])).status_code == 404
    shown = officer.get(reverse("epidemic:retention"))
    assert "6 tháng" in shown.content.decode()
    refused = officer.post(reverse("epidemic:run-repeat", args=[run.uuid]), follow=True)
    assert "Chọn từ 1 đến" in refused.content.decode()


def test_nobody_erases_by_hand(outbreak: Outbreak, run: TracingRun) -> None:
    with pytest.raises(EpidemicRefusedError):
        erase_due(by=outbreak.cast.by(outbreak.cast.officer), now=later(9))
    with pytest.raises(EpidemicRefusedError):
        erase_due(by=outbreak.cast.by(outbreak.cast.leader), now=later(9))
    assert erase_due(by=system("job"), now=NOW) is None


def test_never_kept_longer_than_the_people_in_it(settings: Settings) -> None:
    assert months_kept() == 6
    settings.KEEP_EPIDEMIC_MONTHS = 12
    assert months_kept() == 12
    settings.KEEP_PEOPLE_MONTHS = 2
    assert months_kept() == 2
    assert begun_before(date(2022, 3, 31)) == date(2022, 1, 31)
