"""One's own settings; a word that one is still there."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from songhanh.core.actions.preferences import SETTINGS, change_preferences
from songhanh.core.forms import PreferencesForm
from songhanh.core.models import User
from songhanh.core.ui.request import Request, sign_in_first


@require_http_methods(["GET", "POST"])
def edit(request: Request) -> HttpResponseBase:
    """«Cài đặt của tôi»."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    user = cast("User", request.user)
    stored = {name: getattr(user, name) for name in ("phone", *SETTINGS)}
    form = PreferencesForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        change_preferences(user=user, **form.cleaned_data, by=request.actor, now=request.now)
        return saved(request, form.cleaned_data["language"])
    context = {"form": form, "screen_code": "core-profile"}
    return render(request, "core/profile.html", context, status=422 if form.errors else 200)


def saved(request: Request, language: str) -> HttpResponse:
    """Back to the page, in the language just chosen."""
    with translation.override(language):
        messages.success(request, _("Đã lưu cài đặt."))
    answer = redirect("core:profile")
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
    return answer


@require_POST
def stay(request: Request) -> HttpResponseBase:
    """«Tiếp tục làm việc»: the idle lock has seen the request, nothing else is to be done."""
    return HttpResponse(status=204) if request.actor.user_id is not None else sign_in_first(request)
