"""What was sealed reads the same, and only for who may read it."""

import numpy as np
import pytest
from django.urls import reverse

from songhanh.analytics.presence.snapshot import Snapshot
from songhanh.definitions.contacts import contact_definitions
from songhanh.enterprises.models import Assignment
from songhanh.epidemic.models import TracedList
from songhanh.epidemic.models.definition import restored, stored
from songhanh.epidemic.queries.runs import result, traced
from tests.core.cast import signed_in
from tests.epidemic.cast import Cast, acting, employ, new_case, sealed_run
from tests.people.cast import SITED

pytestmark = pytest.mark.django_db


def test_every_definition_comes_back_as_it_was() -> None:
    for definition in contact_definitions().values():
        assert restored(stored(definition)) == definition


def test_a_sealed_list_comes_back_as_it_was(cast: Cast, snapshot: Snapshot) -> None:
    run = sealed_run(new_case(employ(cast.one, 1)), snapshot)
    found = traced(run)
    assert (len(found.f1.person), len(found.f2.person)) == (run.f1, run.f2)
    assert run.f1 > 10
    contacts = list(found.contacts())
    kept = result(run)
    assert {each.person for each in contacts} == set(kept.people)
    assert {place for each in contacts for place in each.places} == set(kept.places)
    assert np.array_equal(found.f1.person, np.sort(found.f1.person))


def test_the_list_lies_encrypted(cast: Cast, snapshot: Snapshot) -> None:
    sealed_run(new_case(employ(cast.one, 1)), snapshot)
    content = bytes(TracedList.objects.get().content)
    assert b"NL-0" not in content
    assert b"PK" not in content[:40]


def test_an_officer_in_charge_opens_the_run_and_others_do_not(cast: Cast, snapshot: Snapshot) -> None:
    run = sealed_run(new_case(employ(cast.one, 1)), snapshot)
    url = reverse("epidemic:run", args=[run.uuid])
    officer = signed_in(cast.officer)
    assert officer.get(url).status_code == 404  # in the park, not in charge
    with acting():
        Assignment(enterprise=cast.one, officer=cast.officer, since=SITED).save()
    page = officer.get(url)
    assert page.status_code == 200
    assert "NL-0" in page.content.decode()
    assert signed_in(cast.leader).get(url).status_code == 200
    assert signed_in(cast.auditor).get(url).status_code == 403
    assert signed_in(cast.reporter).get(url).status_code == 403
