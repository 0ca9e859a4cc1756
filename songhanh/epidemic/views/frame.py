"""What the epidemic's pages have in common: who may open them, the way between them, one form on a page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires

readers = requires(Permission.EPIDEMIC_READ)
tracers = requires(Permission.EPIDEMIC_TRACE)
revealers = requires(Permission.EPIDEMIC_REVEAL)
receivers = requires(Permission.EPIDEMIC_HANDED)

Words = str | Promise
PAGES = (("epidemic:runs", gettext_lazy("Lần truy vết")),)


def frame(request: Request, here: str, **context: Any) -> dict[str, Any]:
    """The context of a page: the other pages beside it; every one of them is confidential."""
    pages = [(label, reverse(name), name == here) for name, label in PAGES]
    shown = {"epidemic_pages": pages, "confidential": True, "as_of": request.now}
    shown |= {"may_trace": request.actor.may(Permission.EPIDEMIC_TRACE)}
    return shown | context | {"screen_code": here.replace(":", "-")}


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
    back_url: str,
    lead: Words = "",
    here: str = "epidemic:runs",
    template: str = "epidemic/form.html",
    **more: Any,
) -> HttpResponseBase:
    """One form with one button."""
    context = frame(request, here, form=form, title=title, act=act, back_url=back_url, lead=lead, **more)
    return render(request, template, context, status=422 if form.errors else 200)


def done(request: Request, act: Callable[[], object], said: Words, to: str, *args: Any) -> HttpResponseBase:
    """Do it, say so or why not, and go there."""
    try:
        act()
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect(to, *args)
