"""From a page's form or button to one act: what it is given, and what becomes of a refusal."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request


def who(request: Request) -> dict[str, Any]:
    """`by` and `now` of an act."""
    return {"by": request.actor, "now": request.now}


def sent(request: Request) -> QueryDict | None:
    """What a form is bound to: an empty one that was sent is not one that was not."""
    return request.POST if request.method == "POST" else None


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


def done(
    request: Request, act: Callable[[], object], said: str | Promise, to: str, *args: Any
) -> HttpResponseBase:
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
