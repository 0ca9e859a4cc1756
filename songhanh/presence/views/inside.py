"""«Đang ở trong»: who is inside now, per gate, park and line. Refreshes itself."""

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request
from songhanh.gate.queries.gates import gate_names
from songhanh.people import queries as people
from songhanh.presence.presenters.inside import inside_spec, rows, tables
from songhanh.presence.queries.inside import inside_now
from songhanh.presence.views.frame import frame, readers


@require_safe
@readers
def inside_page(request: Request) -> HttpResponseBase:
    """Of everything in sight, or of one enterprise (`?enterprise=`)."""
    in_sight = people.enterprises_of(request.actor.scope)
    asked = request.GET.get("enterprise", "")
    chosen = tuple(each for each in in_sight if each.code == asked) or in_sight
    inside = inside_now(chosen, request.now)
    gates = gate_names(each.pk for each in chosen)
    may_open = request.actor.may(Permission.PRESENCE_PERSON)
    listed = rows(inside, chosen, gates, timezone.localdate(request.now) if may_open else None)
    context = frame(
        request,
        "presence:inside",
        total=len(inside),
        uncertain=sum(each.uncertain for each in inside),
        tables=tables(inside, chosen, gates),
        enterprises=in_sight if len(in_sight) > 1 else (),
        chosen=chosen[0] if len(chosen) == 1 else None,
    )
    answer = list_answer(request, listed, inside_spec(chosen, listed), "presence/inside.html", context)
    if "X-Watching" in request.headers:
        del answer["HX-Push-Url"]  # what refreshes by itself is no step of the reader's
    return answer
