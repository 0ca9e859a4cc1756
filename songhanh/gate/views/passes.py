"""«Thẻ QR»: the list, one pass with its code, issuing, calling back, replacing, badges to print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.actions.tasks import ask_task
from songhanh.core.ui.acting import done, filled, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.qr import qr_picture
from songhanh.core.ui.request import GET_POST, Request
from songhanh.gate import forms, policies
from songhanh.gate.actions import passes as actions
from songhanh.gate.models import Pass, RevokedFor
from songhanh.gate.presenters.pass_list import pass_spec, with_work
from songhanh.gate.presenters.rows import Viewer, pass_state
from songhanh.gate.queries import passes as queries
from songhanh.gate.queries.badges import lines_with_badges
from songhanh.gate.queries.rules import rules_of_stay
from songhanh.gate.views.frame import enterprise_of, form_page, frame, managers, readers, viewer_of
from songhanh.people.queries import EnterpriseName


@require_safe
@readers
def pass_list(request: Request) -> HttpResponseBase:
    """All passes in sight."""
    viewer = viewer_of(request)
    rows = with_work(queries.passes(scope=request.actor.scope), viewer.today)
    chosen = _chosen(request, viewer)
    lines = lines_with_badges(enterprise_of(request, chosen.code), viewer.today) if chosen else []
    return list_answer(
        request, rows, pass_spec(viewer, chosen, lines), "gate/pass_list.html", frame(request, "gate:passes")
    )


@require_safe
@readers
def pass_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One pass: its code as large as the screen allows, whose, until when, what keeps it out."""
    row = _pass(request, uuid)
    viewer, today = viewer_of(request), timezone.localdate(request.now)
    work = queries.stretches_on([row.stay], today).get(row.stay) if row.stay else None
    context = frame(
        request,
        "gate:passes",
        row=row,
        work=work,
        guest=row.announcement,
        guest_name=viewer.personal(row.announcement.name) if row.announcement else "",
        state=pass_state(row, today),
        code=qr_picture(row.token())
        if row.revoked_at is None and policies.can_manage(request.actor, row.enterprise)
        else "",
        rules=rules_of_stay(row.stay, today) if row.stay else [],
        others=[
            each
            for each in queries.passes_of_stay(scope=request.actor.scope, stay=row.stay)
            if each.pk != row.pk
        ]
        if row.stay
        else [],
        may_change=policies.can_manage(request.actor, row.enterprise) and row.revoked_at is None,
        confidential=True,
    )
    return render(request, "gate/pass.html", context)


@require_safe
@readers
def of_person(request: Request, uuid: UUID) -> HttpResponseBase:
    """The pass of a stay, as a part of the person's page."""
    row = queries.open_pass_of_stay(scope=request.actor.scope, stay=uuid)
    if row is None and not queries.stay_in_sight(scope=request.actor.scope, stay=uuid):
        raise Http404
    if not request.htmx:  # without script a page of its own
        return redirect("gate:pass", row.uuid) if row else redirect("people:person", uuid)
    may_see = row is not None and policies.can_manage(request.actor, row.enterprise)
    context = {
        "row": row,
        "code": qr_picture(row.token()) if row is not None and may_see else "",
        "state": pass_state(row, timezone.localdate(request.now)) if row else "",
    }
    return render(request, "gate/_pass_of_person.html", context)


@GET_POST
@managers
def issue(request: Request) -> HttpResponseBase:
    """A pass for everybody who has none."""
    initial = {"days": actions.USUAL_DAYS}
    form = forms.IssueForm(request.POST or None, initial=initial, enterprises=viewer_of(request).enterprises)
    issued: list[int] = []

    def act(given: dict[str, object]) -> None:
        enterprise = enterprise_of(request, str(given["enterprise"]))
        batches = actions.issue_passes(enterprises=[enterprise], days=int(str(given["days"])), **who(request))
        issued.append(sum(batch.count for batch in batches))

    if filled(request, form, act):
        count = issued[0]
        said = ngettext("Đã cấp %(count)s thẻ.", "Đã cấp %(count)s thẻ.", count) % {"count": count}
        messages.success(request, said if count else _("Ai đang làm việc cũng đã có thẻ."))
        return redirect("gate:passes")
    return form_page(
        request,
        form,
        title=_("Cấp thẻ cho người chưa có"),
        act=_("Cấp thẻ"),
        lead=_("Người vào làm sau tự có thẻ trong ngày; người nghỉ việc tự bị thu hồi thẻ."),
    )


@GET_POST
@managers
def revoke(request: Request, uuid: UUID) -> HttpResponseBase:
    """Call it back."""
    row = _pass(request, uuid)
    form = forms.RevokeForm(request.POST or None)
    if filled(
        request,
        form,
        lambda given: actions.revoke_pass(pass_=row, reason=RevokedFor(given["reason"]), **who(request)),
    ):
        messages.success(request, _("Đã thu hồi thẻ. Thiết bị ở chốt biết ngay khi có mạng."))
        return redirect("gate:pass", row.uuid)
    title = _("Thu hồi thẻ %(label)s") % {"label": row.label}
    return form_page(request, form, title=title, act=_("Thu hồi thẻ"), back_url=_url(row))


@GET_POST
@managers
def replace(request: Request, uuid: UUID) -> HttpResponseBase:
    """A new one for the same person."""
    row = _pass(request, uuid)
    form = forms.RevokeForm(request.POST or None)
    new: list[Pass] = []

    def act(given: dict[str, object]) -> None:
        reason = RevokedFor(str(given["reason"]))
        new.append(actions.replace_pass(pass_=row, reason=reason, **who(request)))

    if filled(request, form, act):
        messages.success(request, _("Đã đổi thẻ. In thẻ mới ở trang này."))
        return redirect("gate:pass", new[0].uuid)
    title = _("Đổi thẻ %(label)s") % {"label": row.label}
    lead = _("Thẻ cũ không vào được nữa; thẻ mới giữ nguyên người và ngày hết hạn.")
    return form_page(request, form, title=title, act=_("Đổi thẻ"), back_url=_url(row), lead=lead)


@GET_POST
@managers
def badges(request: Request) -> HttpResponseBase:
    """Badges to print: asked for as a task, whose file waits on its page."""
    viewer = viewer_of(request)
    asked = request.POST.get("enterprise") or request.GET.get("enterprise", "")
    shown = next((each for each in viewer.enterprises if each.code == asked), None) or next(
        iter(viewer.enterprises), None
    )
    lines = (
        [str(each) for each in lines_with_badges(enterprise_of(request, shown.code), viewer.today)]
        if shown
        else []
    )
    initial = {"enterprise": shown.code if shown else "", "line": request.GET.get("line", "")}
    form = forms.BadgeForm(request.POST or None, initial=initial, enterprises=viewer.enterprises, lines=lines)
    made: list[UUID] = []

    def act(given: dict[str, str]) -> None:
        enterprise = enterprise_of(request, given["enterprise"])
        policies.check_can_manage(request.actor, enterprise)
        words = gettext_lazy("Thẻ QR để in: %(enterprise)s")
        task = ask_task(
            kind="gate.badges",
            title=str(words) % {"enterprise": enterprise},
            parameters={"enterprise": enterprise.code, "line": given["line"]},
            **who(request),
        )
        made.append(task.uuid)

    if filled(request, form, act):
        return redirect("core:task", made[0])
    return form_page(
        request,
        form,
        title=_("In thẻ"),
        act=_("Lập tệp PDF"),
        lead=_("Mỗi trang A4 có 10 thẻ, xếp theo tổ rồi theo mã. Hơn 500 thẻ thì tệp chia thành nhiều phần."),
    )


@require_POST
@managers
def badge(request: Request, uuid: UUID) -> HttpResponseBase:
    """The badge of one pass."""
    row = _pass(request, uuid)

    def act() -> None:
        policies.check_can_manage(request.actor, row.enterprise)
        policies.check_can_revoke(row)
        title = _("Thẻ QR để in: %(enterprise)s") % {"enterprise": row.label}
        parameters = {"enterprise": row.enterprise.code, "pass": str(row.uuid)}
        ask_task(kind="gate.badges", title=title, parameters=parameters, **who(request))

    return done(request, act, _("Đang lập thẻ để in. Xong thì tải ở trang này."), "core:tasks")


def _pass(request: Request, uuid: UUID) -> Pass:
    row = queries.pass_of(scope=request.actor.scope, uuid=uuid)
    if row is None:
        raise Http404
    return row


def _url(row: Pass) -> str:
    return reverse("gate:pass", args=[row.uuid])


def _chosen(request: Request, viewer: Viewer) -> EnterpriseName | None:
    """The one enterprise whose lines can be chosen from."""
    if len(viewer.enterprises) == 1:
        return viewer.enterprises[0]
    code = request.GET.get("enterprise", "")
    return next((each for each in viewer.enterprises if each.code == code), None)
