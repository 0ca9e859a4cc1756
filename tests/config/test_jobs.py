"""The schedule: what is due runs, what fails stops nothing, what is over is deleted."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from songhanh.config.jobs import Runner
from songhanh.config.schedule import SCHEDULE, Job


@pytest.mark.django_db
def test_jobs_run_when_they_are_due_and_a_failing_one_stops_no_other() -> None:
    ran: list[str] = []

    def fail(now: datetime) -> None:
        raise ValueError

    runner = Runner(
        [
            Job("broken", fail, timedelta(seconds=10)),
            Job("often", lambda now: ran.append("often"), timedelta(seconds=10)),
            Job("rare", lambda now: ran.append("rare"), timedelta(seconds=60)),
        ]
    )
    assert runner.run_due(0) == ["broken", "often", "rare"]
    assert runner.run_due(5) == []
    assert runner.run_due(10) == ["broken", "often"]
    assert ran == ["often", "rare", "often"]


@pytest.mark.django_db
def test_the_schedule_runs_and_drops_sessions_that_have_ended() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))
    assert Runner().run_due(0) == [job.name for job in SCHEDULE]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
