"""The demo's saved views: each narrows its page, by filters that the page still offers."""

import pytest
from django.test import Client

from songhanh.core.models import SavedView
from songhanh.demo.generation.authority import Authority
from songhanh.people.models import Employment

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("undone"),
]


def test_every_saved_view_narrows_its_page(authority: Authority) -> None:
    views = list(SavedView.objects.select_related("user"))
    assert len(views) >= 6
    for view in views:
        client = Client()
        client.force_login(view.user)
        whole, opened = (client.get(view.page + query).context["list"] for query in ("", f"?{view.query}"))
        tab = next(tab for tab in opened.tabs if tab.uuid == str(view.uuid))
        assert tab.current, view.name
        assert not tab.lost, view.name
        assert 0 < opened.total < whole.total, view.name


def test_what_khanh_phu_has_not_filed_is_everything_not_filed(authority: Authority) -> None:
    view = SavedView.objects.get(name="Khánh Phú chưa nộp")
    client = Client()
    client.force_login(view.user)
    found = client.get(f"{view.page}?{view.query}").context["list"]
    every = client.get(view.page + "?state=NOT_OPENED&state=DRAFT&state=RETURNED&park=khanh-phu")
    assert found.total == every.context["list"].total


def test_who_comes_from_thanh_hoa_is_counted_by_origin(authority: Authority) -> None:
    view = SavedView.objects.get(name="Quê Thanh Hóa")
    client = Client()
    client.force_login(view.user)
    found = client.get(f"{view.page}?{view.query}").context["list"]
    assert found.total <= Employment.objects.filter(origin_province="38").count()
