"""A small outbreak, traced and sealed, which the officer in charge and the leader open from their morning screens."""

import pytest
from django.urls import reverse
from pytest_django import Settings

from songhanh.core.models import User
from songhanh.demo.generation.officers import CAST_OFFICER
from songhanh.demo.loading.moments import CLOCK
from songhanh.demo.loading.presence import FULL
from songhanh.demo.loading.users import LEADER, officer_name
from songhanh.epidemic.models import Case, TracingRun
from songhanh.epidemic.queries.runs import result
from tests.core.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("authority")]


def test_it_is_small_and_leaves_something_to_ask() -> None:
    run = TracingRun.objects.get()
    assert (run.cases, run.unseen) == (2, 0)
    assert 5 < run.f1 < 80
    assert run.f1 < run.f2 < 400
    assert run.f1_uncertain + run.f2_uncertain > 0
    assert set(Case.objects.values_list("enterprise__code", flat=True)) == set(FULL)


def test_it_has_more_than_one_kind_of_place() -> None:
    kinds = {place.kind for place in result(TracingRun.objects.get()).places.values()}
    assert {"LINE", "SITTING"} <= kinds


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize(("name", "page"), [(officer_name(CAST_OFFICER), "/queue/"), (LEADER, "/today/")])
def test_it_opens_from_the_morning_screen(name: str, page: str, settings: Settings) -> None:
    settings.DEMO_CLOCK = CLOCK
    client = signed_in(User.objects.get(username=name))
    url = reverse("epidemic:run", args=[TracingRun.objects.get().uuid])
    assert url in client.get(page).content.decode()
    assert client.get(url).status_code == 200
