"""«Việc cần làm»: the home page of an enterprise's people."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.scope import Scope, ScopeKind
from songhanh.core.ui.request import Request, requires
from songhanh.dashboards import queries
from songhanh.dashboards.presenters.answers import answers
from songhanh.dashboards.presenters.goals import goal_panels
from songhanh.dashboards.presenters.tasks import task_groups
from songhanh.enterprises.models import Enterprise
from songhanh.reporting.policies import approves_inside

SHOWN_ANSWERS = 4


@require_safe
@requires(Permission.DESK_READ)
def desk(request: Request) -> HttpResponseBase:
    """To-do by deadline; for one enterprise also its two goals, the Board's answers, who is in charge."""
    enterprises = queries.enterprises_of(request.actor.scope)
    chosen = chosen_enterprise(request, enterprises)
    several = chosen is None and len(enterprises) > 1
    scope = request.actor.scope
    if chosen is not None:
        scope = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({chosen.pk}))
    reports = queries.reports_to_do(scope)
    month = timezone.localtime(request.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    context: dict[str, Any] = {
        "enterprises": enterprises,
        "enterprise": chosen,
        "groups": task_groups(
            reports,
            queries.last_reviews(reports),
            request.now,
            approves=approves_inside(request.actor),
            several=several,
        ),
        "panels": goal_panels(chosen.pk, request.now) if chosen else (),
        "answers": answers(
            queries.recent_reviews(scope, request.now, SHOWN_ANSWERS),
            queries.recent_answers(scope, request.now, SHOWN_ANSWERS),
            SHOWN_ANSWERS,
        ),
        "in_charge": queries.in_charge(chosen, request.now) if chosen else None,
        "handed": queries.lists_handed(scope) if request.actor.may(Permission.EPIDEMIC_HANDED) else (),
        "filed": queries.filed_since(scope, month),
        "month": month,
        "screen_code": "dashboards-desk",
    }
    return render(request, "dashboards/desk.html", context)


def chosen_enterprise(request: Request, enterprises: list[Enterprise]) -> Enterprise | None:
    """The one the reader serves, or asks for with ``?enterprise=``; None means all of them."""
    code = request.GET.get("enterprise", "")
    if not code:
        return enterprises[0] if len(enterprises) == 1 else None
    found = next((enterprise for enterprise in enterprises if enterprise.code == code), None)
    if found is None:
        raise Http404
    return found
