"""What the pages of presence have in common: who may open them, the way between them."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.request import Request, requires
from songhanh.core.ui.section import Words, form_answer, section
from songhanh.enterprises.models import Enterprise
from songhanh.people import queries as people

readers = requires(Permission.PRESENCE_READ)
managers = requires(Permission.PRESENCE_MANAGE)
of_persons = requires(Permission.PRESENCE_PERSON)

PAGES = (
    ("presence:inside", gettext_lazy("Đang ở trong")),
    ("presence:roll-calls", gettext_lazy("Điểm danh sơ tán")),
    ("presence:lines", gettext_lazy("Quân số ca")),
    ("presence:occupancy", gettext_lazy("Mật độ")),
    ("presence:conflicts", gettext_lazy("Mâu thuẫn")),
    ("presence:days", gettext_lazy("Dữ liệu ngày")),
    ("presence:rosters", gettext_lazy("Phân nơi")),
    ("presence:margins", gettext_lazy("Khoảng bù")),
)


def frame(request: Request, here: str, **context: Any) -> dict[str, Any]:
    """The context of a page: the other pages of presence beside it."""
    may_manage = request.actor.may(Permission.PRESENCE_MANAGE)
    return section(request, PAGES, here, may_manage=may_manage, **context)


def enterprise_of(request: Request, code: str) -> Enterprise:
    """An enterprise in sight; the form has offered no other."""
    found = people.enterprise_of(request.actor.scope, code)
    if found is None:
        raise PermissionDenied
    return found


def form_page(
    request: Request, form: forms.Form, *, title: Words, act: Words, here: str, lead: Words = ""
) -> HttpResponseBase:
    """One form with one button."""
    context = frame(request, here, title=title, act=act, back_url=reverse(here), lead=lead)
    return form_answer(request, form, context)
