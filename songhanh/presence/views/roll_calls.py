"""«Điểm danh sơ tán»: begun, looked at, printed, closed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.acting import filled, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, requires, visible
from songhanh.core.ui.section import form_answer
from songhanh.people import queries as people
from songhanh.people.policies import sees_unmasked
from songhanh.presence import policies
from songhanh.presence.actions import roll_calls as actions
from songhanh.presence.models import CallKind, RollCall, RollCallResult
from songhanh.presence.presenters import roll_calls as shown
from songhanh.presence.presenters.roll_call_lists import call_spec, people_spec
from songhanh.presence.queries import roll_calls as queries
from songhanh.presence.views.frame import enterprise_of, form_page, frame, readers
from songhanh.presence.views.roll_call_forms import CloseForm, NamesForm, StartForm

HERE = "presence:roll-calls"
FIRST_LINES = 12  # those with the most missing; the others are folded away
callers = requires(Permission.PRESENCE_ROLL_CALL)
revealers = requires(Permission.PEOPLE_REVEAL)


@require_safe
@readers
def call_list(request: Request) -> HttpResponseBase:
    """All calls in sight."""
    scope = request.actor.scope
    spec = call_spec(people.enterprises_of(scope))
    context = frame(request, HERE, may_call=request.actor.may(Permission.PRESENCE_ROLL_CALL))
    rows = queries.roll_calls(scope=scope)
    return list_answer(request, rows, spec, "presence/roll_call_list.html", context)


@GET_POST
@callers
def start(request: Request) -> HttpResponseBase:
    """Everybody inside becomes the list. While one is open there, that one is shown."""
    enterprises = people.enterprises_of(request.actor.scope)
    usual = "\n".join(queries.usual_points(each.pk for each in enterprises))
    form = StartForm(request.POST or None, enterprises=enterprises, initial={"points": usual})
    begun: list[RollCall] = []

    def act(given: dict[str, Any]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        if already := queries.open_call(enterprise):
            messages.info(request, _("Đang có lần điểm danh chưa kết thúc ở đây."))
            begun.append(already)
            return
        terms = {"kind": CallKind(given["kind"]), "points": given["points"], "reason": given["reason"]}
        begun.append(actions.start_call(enterprise=enterprise, **terms, **who(request)))

    if filled(request, form, act):
        return redirect("presence:roll-call", begun[0].uuid)
    title = _("Bắt đầu điểm danh")
    lead = _("Ai đang ở trong theo lượt qua chốt cuối cùng, kể cả khách, thành danh sách ngay lúc này.")
    return form_page(request, form, title=title, act=title, here=HERE, lead=lead)


@require_safe
@readers
def call_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """How far it is, by line, and everybody on the list, the missing first."""
    call = _call(request, uuid)
    context = _context(request, call)
    if "X-Watching" in request.headers:  # what refreshes by itself wants no names
        return render(request, "presence/_roll_call_progress.html", context)
    named = context["named"]

    def note(count: int) -> None:
        actions.note_export(call=call, count=count, masked=not named, **who(request))

    spec = replace(people_spec(call, context["lines"], named=named), exported=note)
    return list_answer(request, context["rows"](), spec, "presence/roll_call.html", context)


@require_safe
@readers
def sheet(request: Request, uuid: UUID) -> HttpResponseBase:
    """Everybody on A4, the missing first, with a box to tick by hand."""
    context = _context(request, _call(request, uuid))
    context["rows"] = sorted(context["rows"](), key=lambda row: row.order)
    return render(request, "presence/roll_call_sheet.html", context)


@GET_POST
@callers
def close(request: Request, uuid: UUID) -> HttpResponseBase:
    """Seal the result."""
    call = _call(request, uuid)
    missing = call.expected_count - len(queries.standing_of(call).present)
    form = CloseForm(request.POST if request.method == "POST" else None, missing=missing)
    done: list[RollCallResult] = []

    def act(given: dict[str, Any]) -> None:
        done.append(actions.close_call(call=call, words=given["words"], **who(request)))

    if filled(request, form, act):
        said = _("Đã kết thúc: có mặt %(here)s, thiếu %(missing)s.")
        values = {"here": number(done[0].present_count), "missing": number(done[0].missing_count)}
        messages.success(request, said % values)
        return redirect("presence:roll-call", uuid)
    said = _("Còn thiếu %(missing)s trong %(expected)s người. Kết thúc rồi kết quả không sửa được nữa.")
    lead = said % {"missing": number(missing), "expected": number(call.expected_count)}
    return _form(
        request, call, form, _("Kết thúc điểm danh"), _("Kết thúc và ghi kết quả"), lead, danger=True
    )


@GET_POST
@revealers
def names(request: Request, uuid: UUID) -> HttpResponseBase:
    """The Board opens the names, with a reason."""
    call = _call(request, uuid)
    form = NamesForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        actions.open_names(call=call, reason=given["reason"], **who(request))

    if filled(request, form, act):
        return redirect("presence:roll-call", uuid)
    lead = _("Họ tên hiện 15 phút. Doanh nghiệp thấy ai của Ban đã xem, lúc nào.")
    return _form(request, call, form, _("Xem họ tên"), _("Xem họ tên"), lead)


def _form(
    request: Request, call: RollCall, form: Any, title: str, act: str, lead: str, *, danger: bool = False
) -> HttpResponseBase:
    back = reverse("presence:roll-call", args=[call.uuid])
    context = frame(request, HERE, title=title, act=act, lead=lead, danger=danger, back_url=back)
    return form_answer(request, form, context)


def _call(request: Request, uuid: UUID) -> RollCall:
    return visible(queries.roll_calls(scope=request.actor.scope), request.actor, uuid=uuid)


def _context(request: Request, call: RollCall) -> dict[str, Any]:
    """What every page of a call shows. Names are the employer's; the Board sees codes until it has opened them."""
    by = request.actor
    expected, marks = queries.expected_of(call), queries.marks_after(call, 0)
    seen = queries.standing(each for each in marks if not each.late)
    named = sees_unmasked(by, call.enterprise_id) or queries.names_are_open(call, by.user_id, request.now)
    lines = shown.lines_of(queries.by_line(expected, seen))
    return frame(
        request,
        HERE,
        call=call,
        heading=shown.title_of(call),
        named=named,
        rows=lambda: shown.rows_of(expected, seen, call.points, named=named),
        lines=lines,
        first_lines=lines[:FIRST_LINES],
        more_lines=lines[FIRST_LINES:],
        whole=shown.Line(_("Tất cả"), len(expected), len(seen.present)),
        missing=len(expected) - len(seen.present),
        added=[shown.added_row(each, call.points) for each in seen.added],
        late=sum(each.late for each in marks),
        openings=queries.openings_of(call),
        may_call=policies.can_call(by, call.enterprise) and call.closed_at is None,
        may_open=not named and policies.can_open_names(by, call.enterprise),
        confidential=True,
    )
