"""Saved views that name what a page no longer offers."""

import pytest

from songhanh.core.actions.saved_views import save_view
from songhanh.core.ui.lists import list_page
from tests.core.cast import NOW, actor, new_user
from tests.core.ui.test_lists import COMPANIES, SPEC, request


@pytest.mark.django_db
def test_a_saved_view_whose_filter_is_gone_says_so() -> None:
    officer = new_user("OFFICER")
    for name, query in (("Còn", "park=Khánh Phú"), ("Mất", "park=Khu cũ"), ("Lọc lạ", "province=38")):
        save_view(user=officer, page="/enterprises/", name=name, query=query, by=actor(officer), now=NOW)
    found = list_page(request("", actor(officer)), COMPANIES, SPEC).tabs
    assert {tab.name: tab.lost for tab in found if tab.uuid} == {"Còn": False, "Mất": True, "Lọc lạ": True}
    assert not any(tab.lost for tab in found if not tab.uuid)
