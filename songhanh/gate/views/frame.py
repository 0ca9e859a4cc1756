"""What the gate's pages have in common: who looks, one form on a page, the way between the pages."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires
from songhanh.enterprises.models import Enterprise
from songhanh.gate.presenters.rows import Viewer
from songhanh.people import queries as people

readers = requires(Permission.GATE_READ)
managers = requires(Permission.GATE_MANAGE)
rule_setters = requires(Permission.GATE_RULES)
key_keepers = requires(Permission.GATE_KEYS)

Words = str | Promise
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
    pages = [(label, reverse(name), name == here) for name, label in PAGES]
    may_manage = request.actor.may(Permission.GATE_MANAGE)
    shown = {"gate_pages": pages, "may_manage": may_manage, "as_of": request.now, **context}
    return shown | {"screen_code": here.replace(":", "-")}


def enterprise_of(request: Request, code: str) -> Enterprise:
    """An enterprise in sight; the form has offered no other."""
    found = people.enterprise_of(request.actor.scope, code)
    if found is None:
        raise PermissionDenied
    return found


def who(request: Request) -> dict[str, Any]:
    """`by` and `now` of an act."""
    return {"by": request.actor, "now": request.now}


def filled(request: Request, form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether what was sent is right and was done; a refusal stands in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except RefusedError as error:
        form.add_error(None, str(error))
        return False
    return True


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
    context = frame(request, here, form=form, title=title, act=act, back_url=back, lead=lead)
    return render(request, "gate/form.html", context, status=422 if form.errors else 200)


def done(request: Request, act: Callable[[], object], said: Words, to: str, *args: Any) -> HttpResponseBase:
    """Do it, say so or why not, and go there."""
    try:
        act()
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect(to, *args)


def saved(request: Request, to: str, *args: Any) -> HttpResponseBase:
    """Say so and go there."""
    messages.success(request, _("Đã lưu."))
    return redirect(to, *args)
