"""Keeping a way of looking at a list, and taking it away."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songhanh.core.actions.saved_views import delete_view, save_view
from songhanh.core.forms import SavedViewForm
from songhanh.core.models import SavedView, User
from songhanh.core.ui.request import Request, sign_in_first
from songhanh.core.views.errors import error_page


@require_POST
def save(request: Request) -> HttpResponseBase:
    """Back to the list, the new tab marked."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    form = SavedViewForm(request.POST)
    if not form.is_valid() or not _here(form.cleaned_data["page"]):
        return error_page(400)
    view = save_view(user=cast("User", request.user), **form.cleaned_data, by=request.actor, now=request.now)
    messages.success(request, _("Đã lưu cách xem «%(name)s».") % {"name": view.name})
    return redirect(f"{view.page}?{view.query}")


@require_POST
def delete(request: Request, uuid: UUID) -> HttpResponseBase:
    """One's own only."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    view = get_object_or_404(SavedView, uuid=uuid, user_id=request.actor.user_id)
    page, name = view.page, view.name
    delete_view(view=view, by=request.actor, now=request.now)
    messages.success(request, _("Đã bỏ cách xem «%(name)s».") % {"name": name})
    return redirect(page)


def _here(page: str) -> bool:
    """A path of this site, never another address."""
    return page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
