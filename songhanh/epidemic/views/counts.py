"""Counts of a run that may leave the authority, on a page and as a file."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songhanh.core.ui.acting import who
from songhanh.core.ui.lists.export import file_answer
from songhanh.core.ui.request import Request
from songhanh.epidemic.actions.readings import note_reading
from songhanh.epidemic.models import ReadingKind
from songhanh.epidemic.presenters.counts import count_sheet, count_tables, rule_words
from songhanh.epidemic.queries import runs
from songhanh.epidemic.queries.readings import counts_given
from songhanh.epidemic.views.frame import frame, reach_of, readers, run_of


@require_safe
@readers
def count_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """Nobody can be told apart in it, so looking is not noted; a file that leaves is."""
    run = run_of(request, uuid)
    try:
        result = runs.result(run)
    except runs.ErasedError as error:
        raise Http404 from error
    tables = count_tables(result, runs.enterprises_of(result))
    form = request.GET.get("export", "")
    if form in {"xlsx", "csv"}:
        note_reading(kind=ReadingKind.COUNTS, run=run, **who(request))
        return file_answer(count_sheet(run, tables), f"so-lieu-{run.code.lower()}.{form}", form)
    given = counts_given(run, reach_of(request)).first()
    context = frame(request, "epidemic:runs", run=run, tables=tables, rule=rule_words(), given=given)
    return render(request, "epidemic/counts.html", context)
