"""«Người dùng»: the list, one user, inviting, changing, grants, handing over."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core import queries
from songhanh.core.accounts.invitation import invitation_link
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import target_of, targets
from songhanh.core.actions import grants as grant_actions
from songhanh.core.actions import users as actions
from songhanh.core.forms import ChangeUserForm, GrantForm, HandOverForm, InviteForm
from songhanh.core.models import Grant, User
from songhanh.core.presenters import grant_row, happenings, user_rows
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request, requires
from songhanh.core.views.user_columns import USERS

managers_only = requires(Permission.USERS_MANAGE)


@require_safe
@managers_only
def user_list(request: Request) -> HttpResponseBase:
    """All users, searched and sorted; with `export` as a file."""
    today = timezone.localdate(request.now)
    rows = user_rows(list(queries.users(on=today)), on=today, now=timezone.now())
    return list_answer(request, rows, USERS, "core/user_list.html", {"screen_code": "core-users"})


@require_safe
@managers_only
def user_page(request: Request, username: str) -> HttpResponseBase:
    """One user: who, what may be seen, what happened."""
    return shown(request, user_named(username))


def shown(request: Request, user: User, grant_form: GrantForm | None = None) -> HttpResponseBase:
    """The user's page, with the grant form as it was sent if it was wrong."""
    today = timezone.localdate(request.now)
    user.open_grants = list(user.grants.order_by("valid_from", "pk"))  # type: ignore[attr-defined]
    row = user_rows([user], on=today, now=timezone.now())[0]
    context = {
        "row": row,
        "past": [grant for grant in row.grants if not grant.open],
        "held": [grant for grant in row.grants if grant.open],
        "events": happenings(queries.events_about(user)),
        "grant_form": grant_form or GrantForm(targets=targets(), initial={"valid_from": today}),
        "invitation": invitation_link(user) if row.state == "INVITED" else "",
        "today": today,
        "screen_code": "core-user",
    }
    status = 422 if grant_form is not None and grant_form.errors else 200
    return render(request, "core/user.html", context, status=status)


@require_http_methods(["GET", "POST"])
@managers_only
def invite(request: Request) -> HttpResponseBase:
    """A new user; the link goes by mail."""
    form = InviteForm(request.POST if request.method == "POST" else None, targets=targets())
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        target = target_of(values.pop("target"))
        invited = tried(form, lambda: actions.invite_user(
            **values, target=target, by=request.actor, now=request.now
        ))  # fmt: skip
        if invited is not None:
            messages.success(request, _("Đã mời %(name)s.") % {"name": invited})
            return redirect("core:user", invited.username)
    return form_page(request, form, "core/user_invite.html", {})


@require_http_methods(["GET", "POST"])
@managers_only
def change(request: Request, username: str) -> HttpResponseBase:
    """Name, role, addresses, whether he may sign in."""
    user = user_named(username)
    stored = {name: getattr(user, name) for name in ChangeUserForm.base_fields}
    form = ChangeUserForm(request.POST if request.method == "POST" else None, initial=stored)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if tried(form, lambda: actions.change_user(user=user, **values, by=request.actor, now=request.now)):
            messages.success(request, _("Đã lưu."))
            return redirect("core:user", username)
    return form_page(request, form, "core/user_change.html", {"shown": user})


@require_POST
@managers_only
def unlock(request: Request, username: str) -> HttpResponseBase:
    """«Mở khóa»."""
    user = user_named(username)
    return done(
        request,
        user,
        lambda: actions.unlock_user(user=user, by=request.actor, now=request.now),
        _("Đã mở khóa %(name)s."),
    )


@require_POST
@managers_only
def invite_once_more(request: Request, username: str) -> HttpResponseBase:
    """«Gửi lại lời mời»."""
    user = user_named(username)
    return done(
        request,
        user,
        lambda: actions.invite_again(user=user, by=request.actor, now=request.now),
        _("Đã gửi lại lời mời cho %(name)s."),
    )


@require_POST
@managers_only
def second_factor(request: Request, username: str) -> HttpResponseBase:
    """«Đặt lại mã một lần»."""
    user = user_named(username)
    return done(
        request,
        user,
        lambda: actions.reset_second_factor(user=user, by=request.actor, now=request.now),
        _("Đã đặt lại mã một lần của %(name)s; lần đăng nhập tới sẽ cài lại."),
    )


@require_POST
@managers_only
def grant(request: Request, username: str) -> HttpResponseBase:
    """One more grant."""
    user = user_named(username)
    form = GrantForm(request.POST, targets=targets())
    if form.is_valid():
        values = dict(form.cleaned_data)
        target = target_of(values.pop("target"))
        assert target is not None  # the form's choices are the targets
        names: dict[str, Any] = {"kind": target.kind, "target_id": target.target_id, "label": target.label}
        if tried(form, lambda: grant_actions.grant_scope(
            user=user, **names, **values, by=request.actor, now=request.now
        )):  # fmt: skip
            messages.success(request, _("Đã cấp phạm vi %(label)s.") % {"label": target.label})
            return redirect("core:user", username)
    return shown(request, user, form)


@require_POST
@managers_only
def revoke(request: Request, username: str, uuid: str) -> HttpResponseBase:
    """«Thu hồi» from today on."""
    user = user_named(username)
    held = get_object_or_404(Grant, user=user, uuid=uuid)
    today = timezone.localdate(request.now)
    return done(
        request,
        user,
        lambda: grant_actions.revoke_grant(grant=held, on=today, by=request.actor, now=request.now),
        _("Đã thu hồi phạm vi của %(name)s."),
    )


@require_http_methods(["GET", "POST"])
@managers_only
def hand_over(request: Request, username: str) -> HttpResponseBase:
    """«Bàn giao»: everything held by name goes to a successor from a day on."""
    user, today = user_named(username), timezone.localdate(request.now)
    form = HandOverForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        given = tried(form, lambda: grant_actions.hand_over(
            outgoing=user, **values, by=request.actor, now=request.now
        ))  # fmt: skip
        if given is not None:
            messages.success(request, _("Đã bàn giao cho %(name)s.") % {"name": values["successor"]})
            return redirect("core:user", values["successor"].username)
    held = [grant_row(grant, today) for grant in queries.grants_open_on(user, today)]
    return form_page(request, form, "core/user_hand_over.html", {"shown": user, "held": held})


def user_named(username: str) -> User:
    """The user of that name, or 404."""
    return get_object_or_404(User, username=username)


def form_page(request: Request, form: Any, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """The form, or the form with what was wrong."""
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)


def tried(form: Any, action: Callable[[], Any]) -> Any:
    """What the action returns; a refusal stands at the head of the form instead, and None comes back."""
    try:
        return action()
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def done(request: Request, user: User, action: Callable[[], Any], words: str) -> HttpResponseBase:
    """One button of the user's page: do it, say so or say why not, back to the page."""
    try:
        action()
        messages.success(request, words % {"name": user})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("core:user", user.username)
