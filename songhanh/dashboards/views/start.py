"""``/start/``: the way from an empty installation to the first report."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.request import Request, requires
from songhanh.dashboards.presenters.first_steps import first_steps


@require_safe
@requires(Permission.AUDIT_READ, Permission.QUEUE_READ)
def start(request: Request) -> HttpResponseBase:
    """What is done, what comes next, who does it."""
    context = {"steps": first_steps(request.actor), "screen_code": "start"}
    return render(request, "dashboards/start.html", context)
