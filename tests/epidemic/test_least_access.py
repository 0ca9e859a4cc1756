"""No more than needed, by no side way: neither by whom somebody met, nor by an empty reason, nor by a list unseen."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from songhanh.core.models import Event
from songhanh.epidemic.models import Case, ContactAnswer, Reading, ReadingKind
from tests.core.cast import signed_in
from tests.epidemic.outbreak import NOW, Outbreak, new_case, page, traced
from tests.people.cast import acting, employ

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.DEMO_CLOCK = NOW


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_who_exposed_somebody_is_not_told_apart_either(outbreak: Outbreak, officer: Client) -> None:
    with acting():
        row = outbreak.workers[4]
        row.until = row.left_on = NOW.date() - timedelta(days=3)
        row.save()
    employ(outbreak.cast.two, 4, employee_code="XX-0004", joined_on=NOW.date() - timedelta(days=2))
    run = traced(outbreak, new_case(outbreak))
    url = page("contact", run.uuid, outbreak.numbers[5])
    shown = text(officer.get(url))
    assert "XX-0004" not in shown
    assert "•••••" in shown
    assert "XX-0004" in text(signed_in(outbreak.cast.leader).get(url))


def test_a_reason_that_nobody_can_see_opens_nothing(outbreak: Outbreak, officer: Client) -> None:
    run = traced(outbreak, new_case(outbreak))
    answer = officer.post(page("run-names", run.uuid), {"reason": "\u200b" * 12})
    assert "cần ít nhất" in text(answer)
    assert not Reading.objects.filter(kind=ReadingKind.NAMES).exists()


def test_a_look_at_a_pasted_list_leaves_a_trace(outbreak: Outbreak, officer: Client) -> None:
    shown = text(officer.post(page("paste"), {"lines": "NL-0001\nNL-9999", "onset_on": "14/01/2022"}))
    assert "NL-9999" in shown
    noted = Event.objects.get(name="epidemic:person:looked_up").after
    assert noted["found"] == 1
    assert "NL-0001" not in str(noted)
    assert not Case.objects.exists()


def test_an_answer_says_something(outbreak: Outbreak, officer: Client) -> None:
    run = traced(outbreak, new_case(outbreak))
    url = page("contact", run.uuid, outbreak.numbers[9])
    empty = officer.post(url, {"note": ""})
    assert empty.status_code == 422
    assert "Trả lời ít nhất một câu" in text(empty)
    assert not ContactAnswer.objects.exists()
    assert officer.post(url, {"note": "gọi hai lần, chưa gặp"}).status_code == 302
    assert ContactAnswer.objects.count() == 1
