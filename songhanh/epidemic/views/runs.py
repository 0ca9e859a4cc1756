"""«Lần truy vết»: the list, a new run, one run as it was sealed, running it again, names."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.acting import done, filled, sent, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request
from songhanh.definitions.contacts import contact_definition
from songhanh.epidemic import forms
from songhanh.epidemic.actions.readings import hide_names, note_reading, open_names
from songhanh.epidemic.actions.runs import repeat_run, run_trace
from songhanh.epidemic.models import ReadingKind, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.presenters.contacts import ContactRow, contact_spec
from songhanh.epidemic.presenters.contacts import rows as contact_rows
from songhanh.epidemic.presenters.differences import difference_from
from songhanh.epidemic.presenters.runs import index_rows, run_spec, seal_facts, summary
from songhanh.epidemic.queries import access, finding, readings, runs
from songhanh.epidemic.queries.search import Choice
from songhanh.epidemic.views.frame import (
    form_page,
    frame,
    noted,
    reach_of,
    readers,
    revealers,
    run_of,
    tracers,
)
from songhanh.epidemic.views.pictures import filtered_anew, picture_context


@require_safe
@readers
def run_list(request: Request) -> HttpResponseBase:
    """All runs whose cases the reader may see."""
    rows = access.runs(reach_of(request))
    return list_answer(request, rows, run_spec(), "epidemic/run_list.html", frame(request, "epidemic:runs"))


@GET_POST
@tracers
def add(request: Request) -> HttpResponseBase:
    """Choose cases and a definition; the run is made at once."""
    rows = {
        case.code: case for case in access.cases(reach_of(request)).filter(withdrawn_at=None, erased_at=None)
    }
    initial = {"cases": [code for code in request.GET.getlist("case") if code in rows]}
    form = forms.ChoiceForm(sent(request), initial=initial, cases=list(rows.values()))
    made: list[TracingRun] = []

    def act(given: dict[str, Any]) -> None:
        choice = Choice(contact_definition(given["definition"]), given["tiers"], given["days_before"])
        made.append(run_trace(cases=[rows[code] for code in given["cases"]], choice=choice, **who(request)))

    if filled(request, form, act):
        return redirect("epidemic:run", made[0].uuid)
    return form_page(
        request,
        form,
        title=_("Truy vết"),
        act=_("Truy vết"),
        back_url=reverse("epidemic:runs"),
        here="epidemic:runs",
        lead=_("Kết quả được niêm phong cùng định nghĩa, ngày đã tìm và dữ liệu có mặt đã dùng."),
    )


@require_safe
@readers
def run_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One run: figures, provenance, contacts; noted."""
    return _page(request, run_of(request, uuid), forms.ReasonForm())


@require_POST
@revealers
def reveal(request: Request, uuid: UUID) -> HttpResponseBase:
    """Names on this list for fifteen minutes, with a reason."""
    run, form = run_of(request, uuid), forms.ReasonForm(request.POST)
    if filled(request, form, lambda given: open_names(run=run, **given, **who(request))):
        return redirect("epidemic:run", uuid)
    return _page(request, run, form)


@require_POST
@revealers
def hide(request: Request, uuid: UUID) -> HttpResponseBase:
    """Names hidden again at once."""
    run = run_of(request, uuid)
    said = _("Đã ẩn tên.")
    return done(request, lambda: hide_names(target=run, **who(request)), said, "epidemic:run", uuid)


@require_POST
@tracers
def repeat(request: Request, uuid: UUID) -> HttpResponseBase:
    """The same again over presence as it now is, with the answers that were given."""
    run = run_of(request, uuid)
    made: list[TracingRun] = []
    answer = done(
        request,
        lambda: made.append(repeat_run(run=run, **who(request))),
        _("Đã truy vết lại."),
        "epidemic:run",
        uuid,
    )
    return redirect("epidemic:run", made[0].uuid) if made else answer


def _page(request: Request, run: TracingRun, form: forms.ReasonForm) -> HttpResponseBase:
    noted(request, ReadingKind.CODES, run)
    reach = reach_of(request)
    until = readings.names_open_until(run, request.actor, request.now)
    seen = readings.readings(run)
    context = frame(
        request,
        "epidemic:runs",
        run=run,
        cases=runs.cases_of(run),
        summary=summary(run),
        seal=seal_facts(run),
        readings=seen[:50],
        readings_count=seen.count(),
        names_until=until,
        form=form,
    )
    try:
        result = runs.result(run)
    except runs.ErasedError:
        return render(request, "epidemic/run.html", {**context, "erased": True})
    found = rows_of(run, result, reach, named=until is not None)
    if request.htmx.target != "list" and "export" not in request.GET:  # the list by itself needs none of it
        context |= picture_context(request, run, result, list(context["cases"]), reach)
    context |= {
        "index": index_rows(result),
        "difference": difference_from(run, result, access.told_apart(reach)),
        "handovers": runs.handovers(run),
        "may_reveal": until is None and request.actor.may(Permission.EPIDEMIC_REVEAL),
    }
    _tell(request, form)

    def note(count: int) -> None:
        note_reading(kind=ReadingKind.FILE, run=run, **who(request))

    spec = contact_spec(run, found, named=until is not None, exported=note)
    answer = list_answer(request, found, spec, "epidemic/run.html", context)
    anew = request.htmx.target == "list" and "HX-Push-Url" in answer and filtered_anew(request)
    return opened_anew(answer) if anew else answer


def _tell(request: Request, form: forms.ReasonForm) -> None:
    if form.errors:
        said = form.errors.get("reason") or form.non_field_errors()
        messages.error(request, " ".join(str(each) for each in said))


def opened_anew(answer: HttpResponseBase) -> HttpResponseBase:
    """The whole page, at its list: pictures and crews are of the same people as the list."""
    whole = HttpResponse()
    whole["HX-Redirect"] = f"{answer['HX-Push-Url']}#list"
    return whole


def rows_of(run: TracingRun, result: Result, reach: access.Reach, *, named: bool) -> list[ContactRow]:
    """The contacts as this reader may see them; with names where they are open."""
    stays = [each.stay for each in result.people.values()] if named else []
    return list(
        contact_rows(run, result, runs.answers(run), access.told_apart(reach), finding.names_of(stays))
    )
