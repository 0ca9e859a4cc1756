"""Filling in a report: the sections, cell by cell or as a whole page; copying last period; throwing away."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages as flash
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.request import GET_POST, Request, requires, visible
from songhanh.definitions.forms import Section
from songhanh.reporting import policies
from songhanh.reporting.actions import drafts
from songhanh.reporting.forms import PostedCells, posted_cells
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.presenters.form_page import asked_to, head_of, returned, saved_line, section_page
from songhanh.reporting.presenters.messages import Message, messages_of, summary
from songhanh.reporting.presenters.sections import steps_of
from songhanh.reporting.queries.filing import (
    OpenReport,
    last_review,
    open_report_of,
    questions_about,
    reports_named,
)
from songhanh.reporting.queries.names import address, cell_name

readers = requires(Permission.REPORTS_READ)
writers = requires(Permission.REPORTS_FILE, Permission.REPORTS_FILE_ON_BEHALF)
FILLED_IN = {ObligationState.NEVER_OPENED, ObligationState.DRAFT, ObligationState.RETURNED}


def report_of(request: Request, form: str, period: str, owner: str) -> Obligation:
    """The report that the address names; a foreign one and an unknown one are both 404."""
    return visible(reports_named(form, period, owner), request.actor)


@require_safe
@readers
def report(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """Where a report begins: the first section that is not done, or for the others what was filed."""
    obligation = report_of(request, form, period, owner)
    if obligation.state in FILLED_IN and policies.may_write(request.actor, obligation):
        opened = open_report_of(obligation, now=request.now)
        if obligation.unlocked:
            return redirect(
                address(obligation, "section", section_holding(opened, obligation.unlocked[0]).code)
            )
        return redirect(next(step.url for step in steps_of(opened, messages_of(opened)) if step.left))
    return redirect(address(obligation, "filed"))


@GET_POST
@writers
def section(request: Request, form: str, period: str, owner: str, code: str) -> HttpResponseBase:
    """One section as a page; posted as a whole where there is no script."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    part = section_or_404(opened, code)
    if not _types(request, opened) or (request.method != "POST" and opened.settled):
        return redirect(address(obligation, "filed"))
    if "correct" in request.POST:
        to_open: dict[str, Any] = {"obligation": obligation, "by": request.actor, "now": request.now}
        say_if_refused(request, lambda: drafts.open_report(**to_open))
        return redirect(address(obligation, "section", part.code))
    if request.method == "POST":
        return _save_section(request, opened, part)
    return section_answer(request, opened, part, tried="tried" in request.GET)


@require_POST
@writers
def cell(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """Save the cells that have just been left; answers with them, the saved line and the sections' states."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    codes = [code for code in request.POST.get("cells", "").split(",") if code in opened.definition.cells]
    if not codes:
        raise Http404
    part = section_holding(opened, codes[0])
    posted, refusal = save(request, opened, codes)
    if not request.htmx:
        return redirect(address(obligation, "section", part.code))
    return _cell_answer(request, opened, part, codes, posted, refusal)


@require_POST
@writers
def copy(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """«Lấy số kỳ trước» for one section, or «Hoàn tác»."""
    obligation = report_of(request, form, period, owner)
    opened = open_report_of(obligation, now=request.now)
    part = section_or_404(opened, request.POST.get("section", ""))
    codes = [each.code for each in part.cells if not opened.from_register(each.code)]
    to_do: dict[str, Any] = {"obligation": obligation, "by": request.actor, "now": request.now}
    undo = "undo" in request.POST
    say_if_refused(
        request,
        lambda: drafts.undo_copy(**to_do) if undo else drafts.copy_last_period(codes=codes, **to_do),
    )
    return redirect(address(obligation, "section", part.code))


@require_POST
@writers
def discard(request: Request, form: str, period: str, owner: str) -> HttpResponseBase:
    """«Bỏ bản nháp»."""
    obligation = report_of(request, form, period, owner)
    if say_if_refused(
        request, lambda: drafts.drop_draft(obligation=obligation, by=request.actor, now=request.now)
    ):
        flash.success(request, _("Đã bỏ bản nháp."))
    return redirect(address(obligation))


def section_or_404(opened: OpenReport, code: str) -> Section:
    """The section of that code."""
    found = next((each for each in opened.definition.sections if each.code == code), None)
    if found is None:
        raise Http404
    return found


def section_holding(opened: OpenReport, cell_code: str) -> Section:
    """The section in which a cell stands (the first one for a cell that is in none)."""
    sections = opened.definition.sections
    return next((s for s in sections if any(each.code == cell_code for each in s.cells)), sections[0])


def save(request: Request, opened: OpenReport, codes: list[str]) -> tuple[PostedCells, str]:
    """Keep what was posted for `codes`; what could not be kept, and the words of a refusal."""
    post = cast("Mapping[str, str]", request.POST)
    posted = posted_cells(
        post, codes, opened.definition, opened.cells, currency=opened.currency, language=language()
    )
    if (override := request.POST.get("override", "")) in opened.register:
        number = format(opened.register[override], "f")
        posted.expected[override] = dict(opened.cells.get(override) or {})
        posted.changed[override] = {"number": number, "text": "", "estimate": False, "note": ""}
    if not posted.changed:
        return posted, ""
    try:
        drafts.save_cells(
            obligation=opened.obligation,
            cells=posted.changed,
            expected=posted.expected,
            by=request.actor,
            now=request.now,
            on_behalf="PAPER" if request.actor.may(Permission.REPORTS_FILE_ON_BEHALF) else "",
        )
    except RefusedError as refusal:
        return posted, str(refusal)
    return posted, ""


def say_if_refused(request: Request, act: Callable[[], Any]) -> bool:
    """Do it; a refusal stands in the next page in words."""
    try:
        act()
    except RefusedError as refusal:
        flash.error(request, str(refusal))
        return False
    return True


def section_answer(
    request: Request,
    opened: OpenReport,
    part: Section,
    *,
    tried: bool = False,
    posted: PostedCells | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponseBase:
    """The page of a section."""
    context = section_context(request, opened, part, tried=tried, posted=posted, refusal=refusal)
    return render(request, "reporting/section.html", context, status=status)


def section_context(
    request: Request,
    opened: OpenReport,
    part: Section,
    *,
    tried: bool = False,
    posted: PostedCells | None = None,
    refusal: str = "",
) -> dict[str, Any]:
    """Everything that the section's page, and each fragment of it, shows."""
    sent = posted or PostedCells()
    said = _with_stale(messages_of(opened, sent.problems), opened, sent)
    review = last_review(opened.obligation)
    steps = steps_of(opened, said)
    page = section_page(
        opened,
        part,
        steps,
        said,
        tried=tried,
        typed=sent.typed,
        asked_to=asked_to(opened.obligation, review),
        questions=questions_about(opened.obligation),
    )
    here = {row.code: row.id for row in page.rows}
    wrong = [(words, here[code]) for words, code in summary(opened, said) if code in here]
    head = head_of(opened, request.actor, request.now)
    return {
        "head": head,
        "page": page,
        "steps": steps,
        "errors": wrong if tried or sent.problems or sent.stale else [],
        "refusal": refusal,
        "saved": saved_line(opened.draft, request.actor),
        "returned": returned(opened, review),
        "sent_back": opened.draft.sent_back_reason if opened.draft else "",
        "crumbs": [*above(request), (head.title, "")],
        "screen_code": "reporting-section",
    }


def above(request: Request) -> list[tuple[str, str]]:
    """The crumbs before a report's own: the reader's home, the list."""
    own = [(_("Việc cần làm"), "/desk/")] if request.actor.may(Permission.DESK_READ) else []
    return [*own, (_("Báo cáo"), reverse("reporting:list"))]


def _types(request: Request, opened: OpenReport) -> bool:
    """Whether the reader may type now: not while the draft waits for somebody else's approval."""
    try:
        policies.check_can_write(request.actor, opened.obligation)
        if opened.draft is not None:
            policies.check_draft_open(request.actor, opened.draft)
    except RefusedError as refusal:
        flash.warning(request, str(refusal))
        return False
    return True


def _save_section(request: Request, opened: OpenReport, part: Section) -> HttpResponseBase:
    codes = [each.code for each in part.cells]
    posted, refusal = save(request, opened, codes)
    if refusal or posted.problems or posted.stale:
        again = open_report_of(opened.obligation, now=request.now)
        return section_answer(request, again, part, posted=posted, refusal=refusal, status=422)
    if "choose" in request.POST or "override" in request.POST or request.POST.get("go") != "next":
        return redirect(address(opened.obligation, "section", part.code))
    steps = [each.code for each in opened.definition.sections]
    place = steps.index(part.code) + 1
    if place < len(steps):
        return redirect(address(opened.obligation, "section", steps[place]))
    return redirect(address(opened.obligation, "check"))


def _cell_answer(
    request: Request, opened: OpenReport, part: Section, codes: list[str], posted: PostedCells, refusal: str
) -> HttpResponseBase:
    again = open_report_of(opened.obligation, now=request.now)
    context = section_context(request, again, part, posted=posted, refusal=refusal)
    before = messages_of(opened)
    after = messages_of(again)
    others = {code for code in (each.code for each in part.cells) if before.get(code) != after.get(code)}
    page = context["page"]
    context["own"] = [row for row in page.rows if row.code in codes]
    context["others"] = [row for row in page.rows if row.code in others - set(codes)]
    context["own_rows"] = [row for row in page.matrix if _holds(row, set(codes))]
    context["other_rows"] = [
        row for row in page.matrix if _holds(row, others) and not _holds(row, set(codes))
    ]
    return render(request, "reporting/_cell_answer.html", context)


def _holds(row: Any, codes: set[str]) -> bool:
    return any(cell is not None and cell.code in codes for cell in row.cells)


def _with_stale(
    said: dict[str, list[Message]], opened: OpenReport, sent: PostedCells
) -> dict[str, list[Message]]:
    """A cell that somebody else has changed meanwhile says so; it shows what stands there now."""
    for code in sent.stale:
        who = str(opened.draft.saved_by or "") if opened.draft else ""
        text = _("%(who)s vừa sửa «%(cell)s» ở nơi khác; đang hiện số mới. Nhập lại nếu vẫn cần.") % {
            "who": who or _("Người khác"),
            "cell": cell_name(opened.definition.cells[code]),
        }
        stale = Message(code, text, error=True, blocks=True, missing=False)
        said[code] = [stale, *said.get(code, [])]
    return said
