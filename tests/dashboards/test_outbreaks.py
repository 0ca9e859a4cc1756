"""Cases and their traced lists open from the morning screens of those who may read them, and of nobody else."""

from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from songhanh.epidemic.models import HandOver
from tests.core.cast import signed_in
from tests.epidemic.outbreak import NOW, make_outbreak, new_case, traced
from tests.people.cast import Cast, acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _presence(settings: Settings, tmp_path: Path) -> None:
    settings.PRESENCE_ROOT, settings.DEMO_CLOCK = tmp_path / "presence", NOW


def test_a_list_opens_from_the_morning_screens(cast: Cast) -> None:
    outbreak = make_outbreak(cast)
    case = new_case(outbreak)
    for user, page in ((cast.leader, "/today/"), (cast.officer, "/queue/"), (cast.officer, "/today/")):
        shown = signed_in(user).get(page).content.decode()
        assert "1 ca F0 tại Mẫu 01" in shown
        assert reverse("epidemic:case", args=[case.uuid]) in shown
    run = traced(outbreak, case)
    for user, page in ((cast.leader, "/today/"), (cast.officer, "/queue/")):
        shown = signed_in(user).get(page).content.decode()
        assert "TV-0001: 4 F1, 4 F2" in shown
        assert "4 chưa rõ" in shown
        assert reverse("epidemic:run", args=[run.uuid]) in shown
    past = signed_in(cast.leader).get("/today/?on=2022-01-10").content.decode()
    assert "ca F0 tại" not in past


def test_who_may_not_read_cases_sees_none_of_it(cast: Cast) -> None:
    outbreak = make_outbreak(cast)
    traced(outbreak, new_case(outbreak))
    assert "ca F0 tại" not in signed_in(cast.auditor).get("/today/").content.decode()
    assert "ca F0 tại" not in signed_in(cast.auditor).get("/queue/").content.decode()
    assert "TV-0001" not in signed_in(cast.reporter).get("/desk/").content.decode()


def test_what_was_handed_over_opens_from_the_enterprises_own_page(cast: Cast) -> None:
    outbreak = make_outbreak(cast)
    run = traced(outbreak, new_case(outbreak))
    with acting():
        handed = HandOver(run=run, enterprise=cast.one, with_f2=False, handed_at=NOW)
        handed.save()
    assert (
        reverse("epidemic:handed", args=[handed.uuid])
        in signed_in(cast.reporter).get("/desk/").content.decode()
    )
    assert "TV-0001" not in signed_in(cast.other).get("/desk/").content.decode()
