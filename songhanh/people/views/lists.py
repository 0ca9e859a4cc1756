"""«Lao động»: the list for the Board and for the employer, and where people come from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.records import RecordQuerySet
from songhanh.core.ui.days import read_day
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.lists.export import file_answer
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.units import BEFORE, SINCE_2025
from songhanh.people import queries
from songhanh.people.actions.people import note_export, note_lookup
from songhanh.people.models import Employment
from songhanh.people.presenters.lists import Viewer, found_by_number, found_by_words, people_spec
from songhanh.people.presenters.origins import origin_sheet, origin_table

CATALOGUES = {
    BEFORE: _("63 tỉnh, thành (trước 01/07/2025)"),
    SINCE_2025: _("34 tỉnh, thành (từ 01/07/2025)"),
}


@require_safe
@requires(Permission.PEOPLE_READ)
def people_list(request: Request) -> HttpResponseBase:
    """Everybody in the scope, masked."""
    return _list(request, desk=False)


@require_safe
@requires(Permission.PEOPLE_READ)
def desk_list(request: Request) -> HttpResponseBase:
    """The employer's own people."""
    return _list(request, desk=True)


@require_safe
@requires(Permission.PEOPLE_READ)
def origins(request: Request) -> HttpResponseBase:
    """Workers by province of origin per enterprise, on any day, in old or new provinces."""
    on = day_asked(request)
    key = SINCE_2025 if request.GET.get("units") == SINCE_2025 else BEFORE
    scope = request.actor.scope
    counts = queries.origin_counts(scope=scope, on=on, key=key)
    enterprises = queries.enterprises_of(scope)
    form = request.GET.get("export", "")
    if form in {"xlsx", "csv"}:
        sheet = origin_sheet(
            origin_table(counts, enterprises, key, shown=len(counts)), on, str(CATALOGUES[key]), request.now
        )
        return file_answer(sheet, f"lao-dong-theo-tinh.{form}", form)
    context = {
        "table": origin_table(counts, enterprises, key),
        "on": on,
        "key": key,
        "new_key": SINCE_2025,
        "today": timezone.localdate(request.now),
        "as_of": request.now,
        "screen_code": "people-origin",
    }
    return render(request, "people/origins.html", context)


def day_asked(request: Request) -> date:
    """The past day in `on`; today where there is none or none that can be."""
    today = timezone.localdate(request.now)
    try:
        return min(read_day(request.GET.get("on", "")), today)
    except ValueError:
        return today


def _list(request: Request, *, desk: bool) -> HttpResponseBase:
    viewer = Viewer(
        by=request.actor,
        on=day_asked(request),
        today=timezone.localdate(request.now),
        desk=desk,
        enterprises=queries.enterprises_of(request.actor.scope),
    )
    rows = queries.employed(scope=request.actor.scope, on=viewer.on).select_related("person")
    spec = replace(people_spec(viewer, rows, _chosen(request, viewer)), find=_finder(request, viewer, rows))
    asked = request.GET.urlencode()

    def note(count: int) -> None:
        note_export(count=count, masked=viewer.masked, filters=asked, by=request.actor, now=request.now)

    spec = replace(spec, exported=note)
    context = {
        "desk": desk,
        "on": viewer.on,
        "today": viewer.today,
        "masked": viewer.masked,
        "may_edit": request.actor.may(Permission.PEOPLE_EDIT),
        "may_import": request.actor.may(Permission.PEOPLE_IMPORT),
        "confidential": True,
        "as_of": request.now,
        "screen_code": "people-desk" if desk else "people-list",
    }
    return list_answer(request, rows, spec, "people/people_list.html", context)


def _finder(request: Request, viewer: Viewer, rows: RecordQuerySet[Employment]) -> Callable[[Any, str], Any]:
    """What looks for the words asked for. Hundreds of hashes are one number's, so it is looked for once, and who looks
    for one leaves a trace, whether or not somebody is found.
    """
    asked = request.GET.get("q", "").strip()[:200]
    by_number = found_by_number(rows, asked, viewer) if asked else None
    if by_number is None:
        return lambda found, text: found_by_words(found, text, viewer)
    if viewer.may_find_numbers:
        note_lookup(number=asked, found=by_number.count(), by=request.actor, now=request.now)
    return lambda found, text: found.filter(pk__in=by_number.order_by().values("pk"))


def _chosen(request: Request, viewer: Viewer) -> queries.EnterpriseName | None:
    """The one enterprise whose lines and shifts can be chosen from."""
    if len(viewer.enterprises) == 1:
        return viewer.enterprises[0]
    code = request.GET.get("enterprise", "")
    return next((each for each in viewer.enterprises if each.code == code), None)
