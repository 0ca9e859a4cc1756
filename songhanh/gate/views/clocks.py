"""«Chấm công»: files of factories' own time clocks, sent, looked at, taken into the stream, taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.files.refusals import FileError
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.acting import done, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.lists.asked import Asked
from songhanh.core.ui.lists.export import XLSX
from songhanh.core.ui.lists.page import pages_of
from songhanh.core.ui.request import GET_POST, Request
from songhanh.gate.actions import clock_imports as actions
from songhanh.gate.clock_jobs import LONG_FILE, is_long, later
from songhanh.gate.intake.clock_preview import open_preview
from songhanh.gate.models import ClockImport, ClockState
from songhanh.gate.presenters.clock_example import EXAMPLES, example_file
from songhanh.gate.presenters.clock_list import STATES, clock_spec, moment_of
from songhanh.gate.presenters.clock_page import answers_in_force, clock_page, doubts_of, kinds_kept
from songhanh.gate.queries.clock_imports import clock_import_of, clock_imports, taken_before
from songhanh.gate.queries.gates import gates
from songhanh.gate.views.clock_forms import ClockFileForm, ClockReadingForm, how_to_read
from songhanh.gate.views.frame import enterprise_of, frame, managers, readers, viewer_of

ROWS = 20


@require_safe
@readers
def clock_list(request: Request) -> HttpResponseBase:
    """Every file that was sent."""
    rows = clock_imports(scope=request.actor.scope)
    context = frame(request, "gate:clocks")
    return list_answer(request, rows, clock_spec(viewer_of(request)), "gate/clock_list.html", context)


@GET_POST
@managers
def send(request: Request) -> HttpResponseBase:
    """Send a file."""
    viewer = viewer_of(request)
    form = ClockFileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        enterprises=viewer.enterprises,
        gates=[each for each in gates(scope=request.actor.scope) if each.closed_at is None],
        several=len(viewer.enterprises) > 1,
    )
    if request.method == "POST" and form.is_valid():
        import_ = _received(request, form)
        if import_ is not None and import_.state == ClockState.RECEIVED:
            return _later(request, import_, "gate.check_clock")
        if import_ is not None:
            return redirect("gate:clock", import_.uuid)
    context = frame(request, "gate:clocks", form=form)
    return render(request, "gate/clock_send.html", context, status=422 if form.errors else 200)


def _received(request: Request, form: ClockFileForm) -> ClockImport | None:
    given = form.cleaned_data
    file, code = given["file"], given["gate"]
    try:
        return actions.receive_clock_file(
            enterprise=enterprise_of(request, given["enterprise"]),
            gate=gates(scope=request.actor.scope).filter(code=code).first() if code else None,
            name=file.name,
            content=file.read(),
            correction=given["correction"] or 0,
            later=file.size > LONG_FILE,
            **who(request),
        )
    except FileError as error:
        form.add_error("file", error.message(language()))
    except RefusedError as error:
        form.add_error(None, str(error))
    return None


@require_safe
@readers
def clock(request: Request, uuid: UUID) -> HttpResponseBase:
    """What taking the file would do and what is wrong with it; afterwards, what has become of it."""
    import_ = _import(request, uuid)
    initial = {"correction": import_.correction or None}
    return _shown(request, import_, ClockReadingForm(initial=initial))


def _shown(request: Request, import_: ClockImport, form: ClockReadingForm) -> HttpResponseBase:
    open_ = import_.state == ClockState.CHECKED and import_.preview is not None
    page = clock_page(import_, masked=viewer_of(request).masked) if open_ else None
    lines = page.lines if page else ()
    pages = pages_of(request.path, _asked(request), len(lines), ROWS)
    context = frame(
        request,
        "gate:clocks",
        row=import_,
        state=STATES[import_.state],
        page=page,
        pages=pages,
        lines=lines[max(pages.first - 1, 0) : pages.last],
        form=form,
        given=answers_in_force(import_),
        doubts=doubts_of(import_),
        kinds_kept=kinds_kept(import_),
        before=taken_before(import_) if open_ else None,
        new=import_.counts.get("punches", 0) - import_.counts.get("kept_before", 0),
        first=moment_of(import_, "first_at"),
        last=moment_of(import_, "last_at"),
        confidential=open_,
    )
    context["screen_code"] = "gate-clock"
    return render(request, "gate/clock_page.html", context, status=422 if form.errors else 200)


@require_POST
@managers
def check(request: Request, uuid: UUID) -> HttpResponseBase:
    """Read the file, or read it in another way."""
    import_ = _import(request, uuid)
    if import_.state == ClockState.RECEIVED:
        return _later(request, import_, "gate.check_clock")
    form = ClockReadingForm(request.POST)
    if not form.is_valid() or import_.state != ClockState.CHECKED:
        return _shown(request, import_, form)
    headings = [(at, text) for at, text in open_preview(import_.preview or b"")["headings"]]
    how = how_to_read(request.POST, import_, headings, form.cleaned_data["correction"] or 0)
    if is_long(import_):
        plain = {"mapping": how.mapping, "answers": how.answers, "correction": how.correction}
        return _later(request, import_, "gate.check_clock", how=plain)
    try:
        actions.check_clock_file(import_=import_, how=how, **who(request))
    except FileError as error:
        form.add_error(None, error.message(language()))
        return _shown(request, import_, form)
    except RefusedError as error:
        form.add_error(None, str(error))
        return _shown(request, import_, form)
    return redirect("gate:clock", import_.uuid)


@require_POST
@managers
def take(request: Request, uuid: UUID) -> HttpResponseBase:
    """Its punches into the stream: all, or those of the right rows."""
    import_ = _import(request, uuid)
    part, confirmed = request.POST.get("part") == "1", request.POST.get("confirmed") == "1"
    if is_long(import_) and import_.state == ClockState.CHECKED:
        how = {"only_right_rows": part, "confirmed": confirmed}
        return _later(request, import_, "gate.take_clock", **how)
    return done(
        request,
        lambda: actions.take_clock_file(
            import_=import_, only_right_rows=part, confirmed=confirmed, **who(request)
        ),
        _("Đã ghi tệp chấm công. Có thể hoàn tác ở trang này."),
        "gate:clock",
        uuid,
    )


@require_POST
@managers
def drop(request: Request, uuid: UUID) -> HttpResponseBase:
    """Forget the file."""
    import_ = _import(request, uuid)
    said = _("Đã bỏ tệp. Không có lượt nào được ghi.")
    return done(
        request, lambda: actions.drop_clock_file(import_=import_, **who(request)), said, "gate:clock", uuid
    )


@require_POST
@managers
def undo(request: Request, uuid: UUID) -> HttpResponseBase:
    """Take back what it has brought."""
    import_ = _import(request, uuid)
    if is_long(import_) and import_.state == ClockState.TAKEN:
        return _later(request, import_, "gate.undo_clock")
    said = _("Đã hoàn tác: các lượt của tệp này không còn được tính.")
    return done(
        request, lambda: actions.undo_clock_file(import_=import_, **who(request)), said, "gate:clock", uuid
    )


@require_safe
@readers
def example(request: Request, kind: str) -> HttpResponseBase:
    """A file to follow."""
    if kind not in EXAMPLES:
        raise Http404
    answer = HttpResponse(example_file(kind, timezone.localdate(request.now)), content_type=XLSX)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"cham-cong-mau-{kind}.xlsx") or "attachment"
    )
    return answer


def _asked(request: Request) -> Asked:
    page = request.GET.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    return Asked("", {}, "", max(number, 1), (), "", ())


def _import(request: Request, uuid: UUID) -> ClockImport:
    """A foreign file and an unknown one are both not found, by the same one question."""
    found = clock_import_of(scope=request.actor.scope, uuid=uuid)
    if found is None:
        raise Http404
    return found


def _later(request: Request, import_: ClockImport, kind: str, **how: Any) -> HttpResponseBase:
    """As a task: go to where one sees how far it is."""
    try:
        task = later(import_, kind, **who(request), **how)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("gate:clock", import_.uuid)
    return redirect("core:task", task.uuid)
