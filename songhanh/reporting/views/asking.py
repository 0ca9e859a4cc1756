"""Questions to the officer, hanging on one cell or on the whole report, and their answers."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import GET_POST, Request, requires
from songhanh.reporting.actions import collecting
from songhanh.reporting.forms import AnswerForm, QuestionForm
from songhanh.reporting.models import Obligation
from songhanh.reporting.presenters.form_page import head_of
from songhanh.reporting.queries.filing import open_report_of, questions_about
from songhanh.reporting.queries.names import address, cell_name
from songhanh.reporting.views.enterprise import above, readers, report_of, say_if_refused


@GET_POST
@readers
def questions(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """What was asked and answered; a new question."""
    obligation = report_of(request, form, period, owner)
    asks = request.actor.may(Permission.REPORTS_FILE)
    if request.method == "POST" and not asks:
        raise Http404
    asked = _question_form(request, obligation)
    if request.method == "POST" and asked.is_valid():
        try:
            collecting.ask(obligation=obligation, **asked.cleaned_data, by=request.actor, now=request.now)
            return redirect(address(obligation, "questions"))
        except RefusedError as refusal:
            asked.add_error(None, str(refusal))
    return _page(request, obligation, asked if asks else None)


@require_POST
@requires(Permission.COLLECTION_RUN)
def answer(request: Request, form: str, period: str, owner: str, uuid: UUID) -> HttpResponseBase:
    """The officer's answer to one question."""
    obligation = report_of(request, form, period, owner)
    question = obligation.questions.filter(uuid=uuid).first()
    if question is None:
        raise Http404
    given = AnswerForm(request.POST)
    if not given.is_valid():
        return _page(request, obligation, None, answering=(uuid, given))
    text = given.cleaned_data["text"]
    question.obligation = obligation
    say_if_refused(
        request,
        lambda: collecting.answer(question=question, text=text, by=request.actor, now=request.now),
    )
    return redirect(address(obligation, "questions"))


def _question_form(request: Request, obligation: Obligation) -> QuestionForm:
    opened = open_report_of(obligation)
    cells = [(code, cell_name(cell)) for code, cell in opened.definition.cells.items()]
    return QuestionForm(
        request.POST if request.method == "POST" else None,
        cells=cells,
        initial={"cell": request.GET.get("cell", "")},
    )


def _page(
    request: Request,
    obligation: Obligation,
    form: QuestionForm | None,
    answering: tuple[UUID, AnswerForm] | None = None,
) -> HttpResponseBase:
    opened = open_report_of(obligation)
    cells = opened.definition.cells
    head = head_of(opened, request.actor, request.now)
    answers = request.actor.may(Permission.COLLECTION_RUN)
    rows = [
        {
            "question": question,
            "about": cell_name(cells[question.cell]) if question.cell in cells else "",
            "form": _answer_form(question.uuid, answering) if answers and not question.answered_at else None,
        }
        for question in questions_about(obligation)
    ]
    context = {
        "head": head,
        "rows": rows,
        "form": form,
        "crumbs": [
            *above(request),
            (head.title, address(obligation)),
            (_("Hỏi và trả lời"), ""),
        ],
        "screen_code": "reporting-questions",
    }
    wrong = bool((form and form.errors) or answering)
    return render(request, "reporting/questions.html", context, status=422 if wrong else 200)


def _answer_form(uuid: UUID, answering: tuple[UUID, AnswerForm] | None) -> AnswerForm:
    return answering[1] if answering and answering[0] == uuid else AnswerForm(auto_id=f"answer_{uuid}_%s")
