"""What the pages of the register share: gates, the form's page, what becomes of an act."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires, visible
from songhanh.core.ui.section import form_answer
from songhanh.enterprises.models import Enterprise

readers = requires(Permission.REGISTER_READ)
editors = requires(Permission.REGISTER_EDIT)
contact_editors = requires(Permission.CONTACTS_EDIT)


def enterprise_of(request: Request, code: str) -> Enterprise:
    """The enterprise, if the reader sees it."""
    return visible(Enterprise.objects.select_related("park"), request.actor, code=code)


def done(request: Request, form: forms.Form, action: Callable[[], Any]) -> bool:
    """Do it; what is refused stands at the field it is about, the rest above the form."""
    try:
        action()
    except RefusedError as error:
        field = error.values.get("field", "")
        form.add_error(field if field in form.fields else None, str(error))
        return False
    except ValidationError as error:
        _spread(form, error)
        return False
    messages.success(request, _("Đã lưu."))
    return True


def _spread(form: forms.Form, error: ValidationError) -> None:
    by_field = getattr(
        error, "error_dict", {"": error.error_list if not hasattr(error, "error_dict") else []}
    )
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def pressed(request: Request, action: Callable[[], Any]) -> None:
    """Do what a single button asks; say what became of it on the next page."""
    try:
        action()
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã lưu."))


def form_page(
    request: Request, form: forms.Form, title: str, act: str, back_url: str, lead: str = ""
) -> HttpResponseBase:
    """The form, empty or with what is wrong."""
    context = {"title": title, "lead": lead, "act": act, "back_url": back_url}
    return form_answer(request, form, context | {"screen_code": "enterprises-form"})


def url_of(enterprise: Enterprise) -> str:
    """The enterprise's page."""
    return reverse("enterprises:enterprise", args=[enterprise.code])


def back(enterprise: Enterprise) -> HttpResponseBase:
    """To the enterprise's page."""
    return redirect(url_of(enterprise))
