"""The contacts of a run on paper: one list a line."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request
from songhanh.epidemic.actions.readings import note_reading
from songhanh.epidemic.models import ReadingKind
from songhanh.epidemic.presenters.pictures import read_asked
from songhanh.epidemic.presenters.sheets import sheets
from songhanh.epidemic.presenters.together import minutes_words
from songhanh.epidemic.queries import readings, runs
from songhanh.epidemic.views.frame import frame, reach_of, readers, run_of
from songhanh.epidemic.views.runs import rows_of


@require_safe
@readers
def sheet_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """Made to be printed, so each opening is noted as a list that leaves; `tier` and `least` narrow it."""
    reach = reach_of(request)
    run = run_of(request, uuid, reach)
    try:
        result = runs.result(run)
    except runs.ErasedError as error:
        raise Http404 from error
    named = readings.names_open_until(run, request.actor, request.now) is not None
    asked, tier = read_asked(request.GET), request.GET.get("tier", "")
    found = [
        row
        for row in rows_of(run, result, reach, named=named)
        if row.until >= asked.least and (tier not in ("F1", "F2") or row.tier == tier)
    ]
    note_reading(kind=ReadingKind.FILE, run=run, **who(request))
    names = dict(reach.enterprises().values_list("code", "short_name"))
    context = frame(
        request,
        "epidemic:runs",
        run=run,
        sheets=sheets(found, names),
        named=named,
        hidden=sum(row.masked for row in found),
        asked=_words(tier, asked.least),
    )
    return render(request, "epidemic/run_sheets.html", context)


def _words(tier: str, least: int) -> str:
    """What was asked for: «F1, ở cùng từ 30 phút»."""
    said = tier if tier in ("F1", "F2") else _("F1 và F2")
    return _("%(tier)s, ở cùng từ %(time)s") % {"tier": said, "time": minutes_words(least)} if least else said
