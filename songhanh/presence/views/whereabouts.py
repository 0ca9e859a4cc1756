"""«Một người trong ngày», «Một nơi trong ngày», «Mật độ»: where people were; reading it is noted."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.ui.acting import who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request, visible
from songhanh.gate.models import Place, PlaceKind
from songhanh.gate.queries.gates import gate_names
from songhanh.people import queries as people
from songhanh.presence import policies
from songhanh.presence.actions.readings import note_person_read, note_place_read
from songhanh.presence.presenters import occupancy as drawn
from songhanh.presence.presenters import person_day as shown
from songhanh.presence.queries import occupancy
from songhanh.presence.queries.numbers import known
from songhanh.presence.queries.person_day import person_day
from songhanh.presence.queries.places import OUTSIDE, code_of, place_words
from songhanh.presence.views.days import asked_day, day_of_path, elsewhere, enterprise_of_path
from songhanh.presence.views.frame import frame, of_persons, readers


@require_safe
@of_persons
def person(request: Request, uuid: UUID) -> HttpResponseBase:
    """A worker's day by code, without the name; that it was read stands in the trail."""
    stay = people.stay_of(scope=request.actor.scope, uuid=uuid)
    day = asked_day(request)
    found = person_day(uuid, day, request.now) if stay else None
    if not stay or found is None:
        raise Http404
    note_person_read(employment=stay[-1], day=day, **who(request))
    in_sight = people.enterprises_of(request.actor.scope)
    gates = gate_names(each.pk for each in in_sight)
    names = {each.code: str(each) for each in in_sight}
    context = frame(
        request,
        "presence:person",
        stay=stay[-1],
        day=day,
        tables=_person_tables(found, gates, names),
        confidential=True,
    )
    return render(request, "presence/person.html", context)


def _person_tables(found: Any, gates: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    return {
        "scans": shown.scans(found, gates),
        "stays": shown.stays(found, names),
        "places": shown.places(found, place_words(shown.place_codes(found))),
        "conflicts": shown.conflicts(found, gates),
    }


@require_safe
@readers
def occupancy_page(request: Request, code: str = "", day: str = "") -> HttpResponseBase:
    """One enterprise by half hour, and its places."""
    if request.GET.keys() & {"day", "enterprise"}:
        return elsewhere(request, "presence:occupancy")
    on, chosen, enterprises = day_of_path(request, day), *enterprise_of_path(request, code)
    places = list(Place.objects.filter(enterprise_id=chosen.pk).select_related("parent")) if chosen else []
    named = {code_of(each, chosen.code): each for each in places} if chosen else {}
    snapshot = occupancy.of_day(on)
    stays = occupancy.stays_in(snapshot, {*named, chosen.code}) if snapshot and chosen else {}
    inside = [each for code, each in stays.items() if code not in named or named[code].kind not in OUTSIDE]
    counts = occupancy.by_half_hour(inside)
    words = place_words(stays)
    rows = [
        drawn.place_row(
            occupancy.in_place(code, each),
            words[code],
            str(PlaceKind(named[code].kind).label) if code in named else "",
            reverse("presence:place-of", args=[named[code].uuid, on.isoformat()]) if code in named else "",
        )
        for code, each in stays.items()
    ]
    context = frame(
        request,
        "presence:occupancy",
        day=on,
        chosen=chosen,
        enterprises=enterprises,
        chart=drawn.chart(counts, str(chosen)) if any(counts) else None,
        table=drawn.table(counts),
        known=snapshot is not None,
    )
    return list_answer(request, rows, drawn.place_spec(_("Theo nơi")), "presence/occupancy.html", context)


@require_safe
@readers
def place(request: Request, uuid: UUID, day: str = "") -> HttpResponseBase:
    """One place by half hour; who was there, by code, for those who may know it."""
    if "day" in request.GET:
        return redirect("presence:place-of", uuid, asked_day(request).isoformat())
    row = visible(Place.objects.select_related("enterprise", "parent"), request.actor, uuid=uuid)
    on, code = day_of_path(request, day), code_of(row, row.enterprise.code)
    snapshot = occupancy.of_day(on)
    stays = occupancy.stays_in(snapshot, {code}).get(code) if snapshot else None
    counts = occupancy.by_half_hour([stays] if stays else [])
    may_list = policies.can_read_person(request.actor, row.enterprise)
    context = frame(
        request,
        "presence:place",
        row=row,
        day=on,
        chart=drawn.chart(counts, str(row)) if any(counts) else None,
        table=drawn.table(counts),
        known=snapshot is not None,
        confidential=may_list,
    )
    if not may_list or stays is None:
        return render(request, "presence/place.html", context)
    here = occupancy.here(stays)
    rows = drawn.here_rows(here, known({each.number for each in here}, on=on), on)
    note_place_read(place=row, day=on, people=len(rows), **who(request))
    return list_answer(request, rows, drawn.here_spec(_("Ai đã ở đây")), "presence/place.html", context)
