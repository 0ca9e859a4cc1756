"""«Dữ liệu ngày», «Mâu thuẫn», «Quân số ca»: what days say in figures."""

from datetime import date

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
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
def conflicts(request: Request, day: str = "") -> HttpResponseBase:
    """What cannot be, of one day."""
    if "day" in request.GET:
        return redirect("presence:conflicts-of", asked_day(request).isoformat())
    scope, on = request.actor.scope, day_of_path(request, day)
    enterprises = people.enterprises_of(scope)
    found = conflicts_on(on, scope=scope)
    rows = conflict_rows(
        found,
        known({each.number_id for each in found}, on=on),
        gate_names(each.pk for each in enterprises),
        may_open=request.actor.may(Permission.PRESENCE_PERSON),
    )
    context = frame(request, "presence:conflicts", day=on)
    return list_answer(request, rows, conflict_spec(enterprises), "presence/conflict_list.html", context)


@require_safe
@readers
def lines(request: Request, code: str = "", day: str = "") -> HttpResponseBase:
    """Who has come against the plan: of one enterprise, on one day."""
    if request.GET.keys() & {"day", "enterprise"}:
        return elsewhere(request, "presence:lines")
    on, chosen, enterprises = day_of_path(request, day), *enterprise_of_path(request, code)
    owners = [(chosen.pk, chosen.code)] if chosen else []
    came = came_on(owners, on, request.now)
    rows = line_heads(owners, on, came)
    context = frame(
        request,
        "presence:lines",
        day=on,
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


def day_of_path(request: Request, day: str) -> date:
    """As an address has it; today where it has none."""
    if not day:
        return timezone.localdate(request.now)
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error


def enterprise_of_path(
    request: Request, code: str
) -> tuple[EnterpriseName | None, tuple[EnterpriseName, ...]]:
    """The one an address names and those to choose from; without a name the first."""
    enterprises = people.enterprises_of(request.actor.scope)
    if not code:
        return (enterprises[0] if enterprises else None), enterprises
    found = next((each for each in enterprises if each.code == code), None)
    if found is None:
        raise Http404
    return found, enterprises


def elsewhere(request: Request, name: str) -> HttpResponseBase:
    """To the address of the day and the enterprise that were asked for: a list there keeps both."""
    enterprises = people.enterprises_of(request.actor.scope)
    asked = request.GET.get("enterprise", "")
    first = enterprises[0].code if enterprises else ""
    code = asked if any(each.code == asked for each in enterprises) else first
    if not code:
        return redirect(name)
    return redirect(f"{name}-of", code, asked_day(request).isoformat())
