"""«Lần truy vết»: the list of runs, and one run as it was sealed."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import Request, visible
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.presenters.contacts import contact_spec
from songhanh.epidemic.presenters.contacts import rows as contact_rows
from songhanh.epidemic.presenters.runs import run_spec, summary
from songhanh.epidemic.queries import access, runs
from songhanh.epidemic.views.frame import frame, readers


@require_safe
@readers
def run_list(request: Request) -> HttpResponseBase:
    """All runs whose cases the reader may see."""
    rows = access.runs(by=request.actor, on=timezone.localdate(request.now))
    return list_answer(request, rows, run_spec(), "epidemic/run_list.html", frame(request, "epidemic:runs"))


@require_safe
@readers
def run_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One run: figures, contacts."""
    run = run_of(request, uuid)
    context = frame(
        request, "epidemic:runs", run=run, cases=runs.cases_of(run), summary=summary(run), erased=False
    )
    try:
        result = runs.result(run)
    except runs.ErasedError:
        return render(request, "epidemic/run.html", {**context, "erased": True})
    found = list(contact_rows(result, runs.answers(run), None))
    return list_answer(request, found, contact_spec(_("Người tiếp xúc"), found), "epidemic/run.html", context)


def run_of(request: Request, uuid: UUID) -> TracingRun:
    """One that the reader may see; a foreign and an unknown one are both 404."""
    return visible(
        access.runs(by=request.actor, on=timezone.localdate(request.now)), request.actor, uuid=uuid
    )
