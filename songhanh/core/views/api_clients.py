"""«Truy cập API»: the clients, issuing a token that is shown once, renewing, revoking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.accounts.api_clients import API_PERMISSIONS, holds
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import targets
from songhanh.core.actions import api_clients as actions
from songhanh.core.forms import ApiClientForm
from songhanh.core.models import ApiClient
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires
from songhanh.core.views.users import form_page, tried

managers_only = requires(Permission.USERS_MANAGE)


@require_safe
@managers_only
def client_list(request: Request) -> HttpResponseBase:
    """All clients; revoked ones stay in sight."""
    today = timezone.localdate(request.now)
    rows = [
        {
            "client": client,
            "holds": holds(client, today),
            "permissions": [API_PERMISSIONS[Permission(each)] for each in client.permissions],
        }
        for client in ApiClient.objects.all()
    ]
    return render(request, "core/api_client_list.html", {"rows": rows, "screen_code": "core-api-clients"})


@require_http_methods(["GET", "POST"])
@managers_only
def issue(request: Request) -> HttpResponseBase:
    """A new client; its token stands on the answer and nowhere else."""
    known = targets()
    form = ApiClientForm(
        request.POST if request.method == "POST" else None,
        permissions=[(str(code), words) for code, words in API_PERMISSIONS.items()],
        targets=known,
    )
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        chosen = set(values.pop("targets"))
        values["permissions"] = [Permission(each) for each in values["permissions"]]
        given = tried(form, lambda: actions.issue_client(
            **values, targets=[each for each in known if each.key in chosen], by=request.actor, now=request.now
        ))  # fmt: skip
        if given is not None:
            return _shown_once(request, *given)
    return form_page(request, form, "core/api_client_issue.html", {"screen_code": "core-api-issue"})


@require_POST
@managers_only
def renew(request: Request, uuid: UUID) -> HttpResponseBase:
    """«Đổi mã»: the new token, once."""
    client = get_object_or_404(ApiClient, uuid=uuid)
    try:
        token = actions.renew_token(client=client, by=request.actor, now=request.now)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("core:api-clients")
    return _shown_once(request, client, token)


@require_POST
@managers_only
def revoke(request: Request, uuid: UUID) -> HttpResponseBase:
    """«Thu hồi»."""
    client = get_object_or_404(ApiClient, uuid=uuid)
    try:
        actions.revoke_client(client=client, by=request.actor, now=request.now)
        messages.success(request, _("Đã thu hồi mã truy cập «%(name)s».") % {"name": client.name})
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("core:api-clients")


def _shown_once(request: Request, client: ApiClient, token: str) -> HttpResponseBase:
    context = {"client": client, "token": token, "screen_code": "core-api-token"}
    answer = render(request, "core/api_client_token.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
