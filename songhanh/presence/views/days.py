"""«Dữ liệu ngày», «Mâu thuẫn», «Quân số ca»: what days say in figures."""

from datetime import date

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.days import read_day
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request
from songhanh.gate.queries.gates import gate_names
from songhanh.people import queries as people
from songhanh.people.queries import EnterpriseName
from songhanh.presence.models import Tally
from songhanh.presence.presenters.days import conflict_rows, conflict_spec, tally_spec
from songhanh.presence.presenters.rosters import line_spec
from songhanh.presence.queries.arrivals import came_on
from songhanh.presence.queries.conflicts import conflicts_on
from songhanh.presence.queries.lines import line_heads
from songhanh.presence.queries.numbers import known
from songhanh.presence.views.frame import frame, readers


@require_safe
@readers
def tallies(request: Request) -> HttpResponseBase:
    """Counts of every rebuilt day."""
    scope = request.actor.scope
    rows = Tally.objects.visible_to(scope).select_related("enterprise").filter(scans__gt=0)
    spec = tally_spec(people.enterprises_of(scope))
    return list_answer(request, rows, spec, "presence/day_list.html", frame(request, "presence:days"))


@require_safe
@readers
def conflicts(request: Request) -> HttpResponseBase:
    """What cannot be, of one day."""
    scope, day = request.actor.scope, asked_day(request)
    enterprises = people.enterprises_of(scope)
    found = conflicts_on(day, scope=scope)
    rows = conflict_rows(
        found,
        known({each.number_id for each in found}, on=day),
        gate_names(each.pk for each in enterprises),
        may_open=request.actor.may(Permission.PRESENCE_PERSON),
    )
    context = frame(request, "presence:conflicts", day=day)
    return list_answer(request, rows, conflict_spec(enterprises), "presence/conflict_list.html", context)


@require_safe
@readers
def lines(request: Request) -> HttpResponseBase:
    """Who has come against the plan: of one enterprise, on one day."""
    day, chosen, enterprises = asked_day(request), *asked_enterprise(request)
    enterprise = people.enterprise_of(request.actor.scope, chosen.code) if chosen else None
    came = came_on(enterprise, day, request.now) if enterprise else set()
    rows = line_heads([(enterprise.pk, enterprise.code)], day, came) if enterprise else []
    context = frame(
        request,
        "presence:lines",
        day=day,
        chosen=chosen,
        enterprises=enterprises,
        came=len(came),
        short=sum(each.short for each in rows),
    )
    return list_answer(request, rows, line_spec(several=False), "presence/line_list.html", context)


def asked_day(request: Request) -> date:
    """`?day=`; today where none, or none that can be read, is asked for."""
    try:
        return read_day(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate(request.now)


def asked_enterprise(request: Request) -> tuple[EnterpriseName | None, tuple[EnterpriseName, ...]]:
    """`?enterprise=` and those to choose from; the first one where none is asked for."""
    enterprises = people.enterprises_of(request.actor.scope)
    asked = request.GET.get("enterprise", "")
    first = enterprises[0] if enterprises else None
    return next((each for each in enterprises if each.code == asked), first), enterprises
