"""``/queue/``: what waits for an officer."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.request import Request, requires
from songhanh.dashboards.presenters.outbreaks import outbreaks
from songhanh.dashboards.presenters.queue import queue_groups
from songhanh.reporting.queries.waiting import pile_of, pile_size


@require_safe
@requires(Permission.QUEUE_READ)
def queue(request: Request) -> HttpResponseBase:
    """An officer's own work by deadline; an auditor sees what waits for anybody."""
    officer = in_charge_of(request)
    pile = pile_of(request.actor.scope, officer, request.now)
    groups = queue_groups(pile, officer_id=officer, now=request.now)
    context = {
        "groups": groups,
        "outbreaks": outbreaks(request.actor, request.now),
        "own": officer is not None,
        "total": sum(group.own for group in groups),
        "collecting": sum(group.collecting for group in groups),
        "screen_code": "dashboards-queue",
    }
    return render(request, "dashboards/queue.html", context)


def count_queue(request: Request) -> int:
    """The badge in the navigation."""
    return pile_size(request.actor.scope, in_charge_of(request), request.now)


def in_charge_of(request: Request) -> int | None:
    """Who acts sees the own work; who only reads sees everybody's."""
    return request.actor.user_id if request.actor.may(Permission.COLLECTION_RUN) else None
