"""``/``: to the home page of one's role."""

from typing import cast

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.models import User
from songhanh.core.ui.request import Request, sign_in_first


@require_safe
def home(request: Request) -> HttpResponseBase:
    """The role's first page; where that does not exist, the first one that does."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    target = cast("User", request.user).role_class.home
    try:
        resolve(target)
    except Resolver404:
        reads = request.actor.may(Permission.REPORTS_READ)
        target = reverse("reporting:list") if reads else reverse("core:profile")
    return redirect(target)
