"""«Ca bệnh»: the list, one case, entering, correcting, withdrawing, the name."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.acting import done, filled, sent, who
from songhanh.core.ui.lists import list_answer
from songhanh.core.ui.request import GET_POST, Request
from songhanh.epidemic import forms, policies
from songhanh.epidemic.actions import cases as actions
from songhanh.epidemic.actions.readings import hide_names, open_names
from songhanh.epidemic.models import Case, ReadingKind
from songhanh.epidemic.presenters.cases import case_facts, case_spec, case_state
from songhanh.epidemic.queries import access, finding, readings
from songhanh.epidemic.views.frame import (
    case_of,
    form_page,
    frame,
    noted,
    reach_of,
    readers,
    revealers,
    tracers,
)


@require_safe
@readers
def case_list(request: Request) -> HttpResponseBase:
    """Cases without their people: a look at one is noted on its own page."""
    reach = reach_of(request)
    spec = case_spec(list(reach.enterprises().order_by("code")))
    return list_answer(
        request, access.cases(reach), spec, "epidemic/case_list.html", frame(request, "epidemic:cases")
    )


@require_safe
@readers
def case_page(request: Request, uuid: UUID) -> HttpResponseBase:
    """One case, noted."""
    return _page(request, case_of(request, uuid), forms.ReasonForm())


@GET_POST
@tracers
def find(request: Request) -> HttpResponseBase:
    """Who is it? By code, number or whole name; what was typed is posted, never in the address, and noted."""
    reach, today = reach_of(request), timezone.localdate(request.now)
    typed = request.POST.get("q", "").strip()[:120]
    found = None
    if typed:
        found = finding.by_words(reach, typed, today, request.POST.get("enterprise", ""))
        actions.note_lookup(typed=typed, found=len(found), **who(request))
    context = frame(
        request,
        "epidemic:cases",
        enterprises=reach.enterprises().order_by("code"),
        chosen=request.POST.get("enterprise", ""),
        typed=typed,
        found=found,
    )
    return render(request, "epidemic/case_find.html", context)


@GET_POST
@tracers
def add(request: Request, uuid: UUID) -> HttpResponseBase:
    """A case of the worker whose stay this is."""
    employment = finding.worker(reach_of(request), uuid, timezone.localdate(request.now))
    if employment is None:
        raise Http404
    form = forms.IllnessForm(sent(request))
    made: list[Case] = []

    def act(given: dict[str, Any]) -> None:
        made.append(
            actions.enter_case(employment=employment, illness=actions.Illness(**given), **who(request))
        )

    if filled(request, form, act):
        messages.success(request, _("Đã nhập %(code)s.") % {"code": made[0].code})
        return redirect("epidemic:case", made[0].uuid)
    title = _("Nhập ca: %(code)s, %(enterprise)s") % {
        "code": employment.employee_code,
        "enterprise": employment.enterprise,
    }
    return form_page(request, form, title=title, act=_("Nhập ca"), back_url=reverse("epidemic:find"))


@GET_POST
@tracers
def paste(request: Request) -> HttpResponseBase:
    """A pasted list: first every line with its outcome, nothing written; then the right ones."""
    reach, today = reach_of(request), timezone.localdate(request.now)
    form = forms.PasteForm(sent(request), enterprises=reach.enterprises().order_by("code"))
    lines: list[finding.Line] = []
    entered: list[Case] = []

    def act(given: dict[str, Any]) -> None:
        typed = given.pop("lines")
        lines.extend(finding.by_lines(reach, typed, today, given.pop("enterprise")))
        illness = actions.Illness(**given)
        policies.check_days(illness.onset_on, illness.sampled_on, illness.isolated_on, today)
        if "confirmed" in request.POST:
            entered.extend(actions.enter_cases(lines=lines, illness=illness, **who(request)))
        else:  # who has a case is told of every line: looking leaves a trace, as for one person
            actions.note_lookup(
                typed=typed, found=sum(line.employment is not None for line in lines), **who(request)
            )

    checked = filled(request, form, act)
    right = sum(line.found is finding.Found.ONE for line in lines)
    if checked and "confirmed" in request.POST:
        messages.success(
            request, _("Đã nhập %(right)s ca từ %(all)s dòng.") % {"right": len(entered), "all": len(lines)}
        )
        return redirect("epidemic:cases")
    context = frame(
        request,
        "epidemic:cases",
        form=form,
        lines=lines,
        right=right,
        left_out=len(lines) - right,
        checked=checked,
    )
    return render(request, "epidemic/case_paste.html", context, status=422 if form.errors else 200)


@GET_POST
@tracers
def correct(request: Request, uuid: UUID) -> HttpResponseBase:
    """Other days."""
    case = case_of(request, uuid)
    initial = {name: getattr(case, name) for name in ("onset_on", "sampled_on", "isolated_on", "note")}
    form = forms.IllnessForm(sent(request), initial=initial)

    def act(given: dict[str, Any]) -> None:
        actions.correct_case(case=case, illness=actions.Illness(**given), **who(request))

    if filled(request, form, act):
        messages.success(request, _("Đã lưu."))
        return redirect("epidemic:case", uuid)
    return form_page(
        request,
        form,
        title=_("Sửa %(code)s") % {"code": case.code},
        lead=_("Các lần truy vết đã chạy giữ nguyên. Sửa ngày thì truy vết lại."),
        act=_("Lưu ca"),
        back_url=reverse("epidemic:case", args=[uuid]),
    )


@GET_POST
@tracers
def withdraw(request: Request, uuid: UUID) -> HttpResponseBase:
    """Entered by mistake, or no case after all."""
    case = case_of(request, uuid)
    form = forms.ReasonForm(sent(request))
    if filled(request, form, lambda given: actions.withdraw_case(case=case, **given, **who(request))):
        messages.success(request, _("Đã rút %(code)s.") % {"code": case.code})
        return redirect("epidemic:case", uuid)
    return form_page(
        request,
        form,
        title=_("Rút %(code)s") % {"code": case.code},
        lead=_("Ca đã rút không truy vết nữa; các lần truy vết đã chạy giữ nguyên."),
        act=_("Rút ca"),
        back_url=reverse("epidemic:case", args=[uuid]),
        danger=True,
    )


@require_POST
@revealers
def reveal(request: Request, uuid: UUID) -> HttpResponseBase:
    """The name of the case for fifteen minutes, with a reason."""
    case, form = case_of(request, uuid), forms.ReasonForm(request.POST)
    if filled(request, form, lambda given: open_names(case=case, **given, **who(request))):
        return redirect("epidemic:case", uuid)
    return _page(request, case, form)


@require_POST
@revealers
def hide(request: Request, uuid: UUID) -> HttpResponseBase:
    """Names hidden again at once."""
    case = case_of(request, uuid)
    said = _("Đã ẩn tên.")
    return done(request, lambda: hide_names(target=case, **who(request)), said, "epidemic:case", uuid)


def _page(request: Request, case: Case, form: forms.ReasonForm) -> HttpResponseBase:
    noted(request, ReadingKind.CODES, case)
    until = readings.names_open_until(case, request.actor, request.now)
    seen = readings.readings(case)
    context = frame(
        request,
        "epidemic:cases",
        case=case,
        state=case_state(case),
        facts=case_facts(case, named=until is not None),
        runs=access.runs(reach_of(request)).filter(index_cases__case=case).order_by("-made_at"),
        readings=seen[:50],
        readings_count=seen.count(),
        names_until=until,
        may_reveal=until is None and request.actor.may(Permission.EPIDEMIC_REVEAL) and case.erased_at is None,
        form=form,
        may_change=request.actor.may(Permission.EPIDEMIC_TRACE) and case.is_open,
    )
    return render(request, "epidemic/case.html", context, status=422 if form.errors else 200)
