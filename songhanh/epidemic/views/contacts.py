"""One person of a list: who exposed whom, what is to be asked, what was answered."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import date_vn
from songhanh.core.ui.acting import filled, sent, who
from songhanh.core.ui.request import GET_POST, Request
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic import forms
from songhanh.epidemic.actions.answers import answer_contact
from songhanh.epidemic.models import ReadingKind, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.presenters.exposures import contact_facts, exposure_rows
from songhanh.epidemic.queries import access, finding, readings, runs
from songhanh.epidemic.queries.encounters import exposure_of
from songhanh.epidemic.views.frame import frame, noted, reach_of, readers, run_of
from songhanh.rules.tracing.judging import Answers
from songhanh.rules.tracing.trace import Contact


@GET_POST
@readers
def contact_page(request: Request, uuid: UUID, number: int) -> HttpResponseBase:
    """With whom, where, when; and the questions, which only a tracer may answer."""
    reach = reach_of(request)
    run = run_of(request, uuid, reach)
    result, contact = _listed(run, number, access.told_apart(reach))
    noted(request, ReadingKind.EXPOSURE, run)
    may_answer = request.actor.may(Permission.EPIDEMIC_TRACE) and not contact.certain
    form = forms.AnswersForm(sent(request), questions=contact.questions) if may_answer else None
    if form is not None and filled(request, form, lambda given: _answer(request, run, result, number, form)):
        messages.success(request, _("Đã ghi trả lời."))
        return redirect("epidemic:contact", uuid, number)
    return render(
        request,
        "epidemic/contact.html",
        _context(request, run, result, contact, access.told_apart(reach)) | {"form": form},
        status=422 if form is not None and form.errors else 200,
    )


def _answer(request: Request, run: TracingRun, result: Result, number: int, form: forms.AnswersForm) -> None:
    said = form.said()
    by_wording = said.pop("by_wording")
    answer_contact(
        run=run,
        result=result,
        number=number,
        said=Answers(**said),
        by_wording=by_wording,
        note=form.cleaned_data["note"],
        **who(request),
    )


def _context(
    request: Request, run: TracingRun, result: Result, contact: Contact, charge: Collection[str] | None
) -> dict[str, Any]:
    until = readings.names_open_until(run, request.actor, request.now)
    known = result.people[contact.person]
    names = finding.names_of([known.stay]) if until is not None else {}
    kept = run.answers.filter(number=contact.person).select_related("answered_by").order_by("-pk")
    exposure = exposure_of(run, result, contact.person)
    enterprise = str(Enterprise.objects.filter(code=known.enterprise).first() or known.enterprise)
    return frame(
        request,
        "epidemic:runs",
        run=run,
        known=known,
        name=names.get(known.stay, ""),
        contact=contact,
        facts=contact_facts(contact, known, kept.first(), enterprise),
        answers=kept,
        exposure=exposure,
        exposed=exposure_rows(exposure, result, charge) if exposure else [],
        rebuilt=", ".join(date_vn(day) for day in exposure.rebuilt) if exposure else "",
    )


def _listed(run: TracingRun, number: int, charge: frozenset[str] | None) -> tuple[Result, Contact]:
    """404 for who is not on the list, was erased from it, or is out of the reader's charge."""
    try:
        result = runs.result(run)
    except runs.ErasedError as error:
        raise Http404 from error
    for contact in result.traced.contacts():
        if contact.person == number and (charge is None or result.people[number].enterprise in charge):
            return result, contact
    raise Http404
