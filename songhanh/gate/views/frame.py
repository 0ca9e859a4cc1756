"""What the gate's pages have in common: who looks, one form on a page, the way between the pages."""

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
from songhanh.gate.presenters.rows import Viewer
from songhanh.people import queries as people

readers = requires(Permission.GATE_READ)
managers = requires(Permission.GATE_MANAGE)
rule_setters = requires(Permission.GATE_RULES)
key_keepers = requires(Permission.GATE_KEYS)

PAGES = (
    ("gate:passes", gettext_lazy("Thẻ QR")),
    ("gate:visitors", gettext_lazy("Khách")),
    ("gate:rules", gettext_lazy("Quy định")),
    ("gate:clocks", gettext_lazy("Chấm công")),
    ("gate:gates", gettext_lazy("Chốt")),
    ("gate:devices", gettext_lazy("Thiết bị")),
    ("gate:guards", gettext_lazy("Bảo vệ")),
    ("gate:places", gettext_lazy("Nơi")),
    ("gate:shifts", gettext_lazy("Giờ ca")),
)


def viewer_of(request: Request) -> Viewer:
    """Who looks at a list."""
    return Viewer(request.actor, request.now, people.enterprises_of(request.actor.scope))


def frame(request: Request, here: str, **context: Any) -> dict[str, Any]:
    """The context of a page: the other pages of the gate beside it."""
    may_manage = request.actor.may(Permission.GATE_MANAGE)
    return section(request, PAGES, here, may_manage=may_manage, **context)


def enterprise_of(request: Request, code: str) -> Enterprise:
    """An enterprise in sight; the form has offered no other."""
    found = people.enterprise_of(request.actor.scope, code)
    if found is None:
        raise PermissionDenied
    return found


def form_page(
    request: Request,
    form: forms.Form,
    *,
    title: Words,
    act: Words,
    back_url: str = "",
    lead: Words = "",
    here: str = "gate:passes",
) -> HttpResponseBase:
    """One form with one button; the way back is the list it belongs to, unless another is given."""
    back = back_url or reverse(here)
    return form_answer(request, form, frame(request, here, title=title, act=act, back_url=back, lead=lead))
