"""«Khách»: who is expected, announced with a pass for the day."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.actions.tasks import ask_task
from songhanh.core.ui.acting import done, filled, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request, visible
from songhanh.gate import forms, policies
from songhanh.gate.actions.visitors import Guest, announce_visitor, cancel_announcement, note_export
from songhanh.gate.models import GuestKind, Pass, VisitorAnnouncement
from songhanh.gate.presenters.watch_lists import visitor_spec
from songhanh.gate.queries import visitors as queries
from songhanh.gate.views.frame import enterprise_of, form_page, frame, managers, readers, viewer_of

STATED = ("name", "host", "phone", "plate", "company", "purpose")


@require_safe
@readers
def visitor_list(request: Request) -> HttpResponseBase:
    """Everybody announced."""
    rows, viewer = queries.announcements(scope=request.actor.scope), viewer_of(request)

    def note(count: int) -> None:
        note_export(count=count, masked=viewer.masked, **who(request))

    spec = replace(visitor_spec(viewer), exported=note)
    context = frame(request, "gate:visitors", confidential=True)
    return list_answer(request, rows, spec, "gate/visitor_list.html", context)


@require_safe
@readers
def visitor_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One announcement and its pass."""
    row, viewer = _announcement(request, uuid), viewer_of(request)
    facts = [
        (_("Loại"), row.get_kind_display()),
        (_("Họ và tên"), viewer.personal(row.name)),
        (_("Đơn vị"), row.company),
        (_("Điện thoại"), viewer.personal(row.phone)),
        (_("Biển số xe"), viewer.personal(row.plate)),
        (_("Người tiếp"), viewer.personal(row.host)),
        (_("Việc"), row.purpose),
        (_("Từ ngày"), row.valid_from),
        (_("Đến trước ngày"), row.valid_until),
    ]
    context = frame(
        request,
        "gate:visitors",
        row=row,
        facts=facts,
        state=viewer.guest_state(row),
        passes=row.passes.order_by("-pk"),
        may_change=policies.can_manage(request.actor, row.enterprise) and row.cancelled_at is None,
        confidential=True,
    )
    return render(request, "gate/visitor.html", context)


@GET_POST
@managers
def announce(request: Request) -> HttpResponseBase:
    """Somebody is expected."""
    today = timezone.localdate(request.now)
    form = forms.GuestForm(
        request.POST or None,
        initial={"valid_from": today, "last_day": today},
        enterprises=viewer_of(request).enterprises,
    )
    made: list[Pass] = []

    def act(given: dict[str, Any]) -> None:
        guest = Guest(GuestKind(given["kind"]), **{name: given[name] for name in STATED})
        made.append(
            announce_visitor(
                enterprise=enterprise_of(request, given["enterprise"]),
                guest=guest,
                valid_from=given["valid_from"],
                valid_until=forms.day_after(given["last_day"]),
                **who(request),
            )
        )

    if filled(request, form, act):
        messages.success(request, _("Đã đăng ký. Gửi mã ở trang này cho khách, hoặc in ra."))
        return redirect("gate:pass", made[0].uuid)
    return form_page(
        request,
        form,
        title=_("Đăng ký khách"),
        act=_("Đăng ký và cấp thẻ"),
        here="gate:visitors",
    )


@GET_POST
@managers
def print_passes(request: Request) -> HttpResponseBase:
    """The day passes of everybody expected on a day, on A4."""
    today = timezone.localdate(request.now)
    form = forms.GuestPassesForm(
        request.POST or None, initial={"on": today}, enterprises=viewer_of(request).enterprises
    )
    made: list[UUID] = []

    def act(given: dict[str, Any]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        policies.check_can_manage(request.actor, enterprise)
        title = _("Thẻ khách ngày %(day)s: %(enterprise)s")
        values = {"day": f"{given['on']:%d/%m/%Y}", "enterprise": enterprise}
        parameters = {"enterprise": enterprise.code, "guests_on": given["on"].isoformat()}
        task = ask_task(kind="gate.badges", title=title % values, parameters=parameters, **who(request))
        made.append(task.uuid)

    if filled(request, form, act):
        return redirect("core:task", made[0])
    lead = _("Mỗi trang A4 có 10 thẻ: mã QR, họ tên, đơn vị, biển số, người tiếp, ngày được vào.")
    return form_page(
        request, form, title=_("In thẻ khách"), act=_("Lập tệp PDF"), lead=lead, here="gate:visitors"
    )


@require_POST
@managers
def cancel(request: Request, uuid: UUID) -> HttpResponseBase:
    """Not expected any more."""
    row = _announcement(request, uuid)
    said = _("Đã hủy. Thẻ của lượt này không vào được nữa.")
    return done(
        request,
        lambda: cancel_announcement(announcement=row, **who(request)),
        said,
        "gate:visitor",
        uuid,
    )


def _announcement(request: Request, uuid: UUID) -> VisitorAnnouncement:
    return visible(queries.announcements(scope=request.actor.scope), request.actor, uuid=uuid)
