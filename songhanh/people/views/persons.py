"""One person: the page, taking on, correcting, moving, ending, revealing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import date_vn
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.enterprises.models import Enterprise
from songhanh.people import policies, queries
from songhanh.people.actions import people as actions
from songhanh.people.forms import EndForm, PersonForm, PlacementForm, RevealForm, stated_before
from songhanh.people.intake.statement import PLACEMENT
from songhanh.people.models import Employment
from songhanh.people.presenters.persons import facts, person_row


@require_safe
@requires(Permission.PEOPLE_READ)
def person(request: Request, uuid: UUID) -> HttpResponseBase:
    """For the Board: masked, unless this user has it revealed."""
    return _page(request, uuid, desk=False)


@require_safe
@requires(Permission.PEOPLE_READ)
def desk_person(request: Request, uuid: UUID) -> HttpResponseBase:
    """For the employer."""
    return _page(request, uuid, desk=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def add(request: Request) -> HttpResponseBase:
    """A person by form."""
    today = timezone.localdate(request.now)
    enterprises = queries.enterprises_of(request.actor.scope)
    if not enterprises:
        messages.info(request, _("Chưa có doanh nghiệp nào trong phạm vi: thêm doanh nghiệp trước."))
        return redirect("people:desk-list")
    enterprise = _enterprise(request, enterprises)
    sent = request.POST if request.method == "POST" else None
    form, place = PersonForm(sent, today=today), PlacementForm(sent)
    place.fields["since"].required = False
    if sent is not None and form.is_valid() and place.is_valid():
        _take_placement(form, place)
        hired = _tried(
            form,
            lambda: actions.hire(
                enterprise=enterprise, statement=form.statement, by=request.actor, now=request.now
            ),
        )
        if hired is not None:
            messages.success(request, _("Đã thêm %(code)s.") % {"code": hired.employee_code})
            return redirect("people:desk-person", hired.stay)
    context = {"form": form, "place": place, "enterprise": enterprise, "enterprises": enterprises}
    return _form_page(request, form, "people/person_add.html", {**context, "screen_code": "people-add"})


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def correct(request: Request, uuid: UUID) -> HttpResponseBase:
    """What was stated wrongly; only who sees the person unmasked can correct it."""
    stay = _stay(request, uuid)
    last = stay[-1]
    if _masked(request, last):
        return redirect("people:person", uuid)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(request.now),
        initial=stated_before(last, _unit_names(last)),
    )
    if request.method == "POST" and form.is_valid():
        statement = form.statement
        if _tried(
            form, lambda: actions.correct(stay=stay, statement=statement, by=request.actor, now=request.now)
        ):
            messages.success(request, _("Đã lưu."))
            return redirect("people:desk-person", uuid)
    context = {"form": form, "row": last, "title": _("Sửa thông tin"), "screen_code": "people-correct"}
    return _form_page(request, form, "people/person_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def move(request: Request, uuid: UUID) -> HttpResponseBase:
    """Another job, line, shift from a day on."""
    last = _stay(request, uuid)[-1]
    stored = {name: getattr(last, name) for name in PLACEMENT if name != "wage" or not _masked(request, last)}
    initial = {**stored, "since": timezone.localdate(request.now)}
    form = PlacementForm(request.POST if request.method == "POST" else None, initial=initial)
    if _masked(request, last):
        del form.fields["wage"]
    if request.method == "POST" and form.is_valid():
        placement = {name: form.cleaned_data[name] for name in PLACEMENT if name in form.cleaned_data}
        since = form.cleaned_data["since"]
        if _tried(form, lambda: actions.move(
            employment=last, placement=placement, since=since, by=request.actor, now=request.now
        )):  # fmt: skip
            messages.success(request, _("Đã lưu."))
            return redirect("people:desk-person", uuid)
    context = {"form": form, "row": last, "title": _("Đổi việc, chuyền, ca"), "screen_code": "people-move"}
    return _form_page(request, form, "people/person_form.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def end(request: Request, uuid: UUID) -> HttpResponseBase:
    """Somebody leaves."""
    last = _stay(request, uuid)[-1]
    initial = {"left_on": timezone.localdate(request.now)}
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        left_on = form.cleaned_data["left_on"]
        if _tried(form, lambda: actions.end_employment(
            employment=last, left_on=left_on, by=request.actor, now=request.now
        )):  # fmt: skip
            messages.success(request, _("Đã ghi nghỉ việc từ %(day)s.") % {"day": date_vn(left_on)})
            return redirect("people:desk-person", uuid)
    context = {"form": form, "row": last, "title": _("Ghi nghỉ việc"), "screen_code": "people-end"}
    return _form_page(request, form, "people/person_form.html", context)


@require_POST
@requires(Permission.PEOPLE_REVEAL)
def reveal(request: Request, uuid: UUID) -> HttpResponseBase:
    """«Xem đủ» for fifteen minutes, with a reason."""
    last = _stay(request, uuid)[-1]
    form = RevealForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _tried(
            form, lambda: actions.reveal(employment=last, reason=reason, by=request.actor, now=request.now)
        ):
            return redirect("people:person", uuid)
    return _page(request, uuid, desk=False, reveal_form=form)


def _page(
    request: Request, uuid: UUID, *, desk: bool, reveal_form: RevealForm | None = None
) -> HttpResponseBase:
    stay = _stay(request, uuid)
    last = stay[-1]
    masked = _masked(request, last)
    row = person_row(last, masked=masked)
    shown = queries.revelation_in_force(request.actor.user_id, uuid, request.now)
    context = {
        "row": row,
        "facts": facts(row),
        "stretches": [person_row(each, masked=masked) for each in reversed(stay)],
        "desk": desk,
        "may_edit": request.actor.may(Permission.PEOPLE_EDIT),
        "may_see_pass": request.actor.may(Permission.GATE_READ),
        "may_see_days": request.actor.may(Permission.PRESENCE_PERSON),
        "may_reveal": masked and request.actor.may(Permission.PEOPLE_REVEAL),
        "reveal_form": reveal_form or RevealForm(),
        "shown_until": shown.until
        if shown and not policies.sees_unmasked(request.actor, last.enterprise_id)
        else None,
        "revelations": queries.revelations_of(uuid),
        "confidential": True,
        "as_of": request.now,
        "screen_code": "people-person",
    }
    status = 422 if reveal_form is not None else 200
    return render(request, "people/person.html", context, status=status)


def _stay(request: Request, uuid: UUID) -> list[Employment]:
    """A foreign stay and an unknown one are both not found, by the same one question."""
    stay = queries.stay_of(scope=request.actor.scope, uuid=uuid)
    if not stay:
        raise Http404
    return stay


def _masked(request: Request, row: Employment) -> bool:
    if row.person.erased:  # nothing is left to be seen or corrected
        return True
    if policies.sees_unmasked(request.actor, row.enterprise_id):
        return False
    return queries.revelation_in_force(request.actor.user_id, row.stay, request.now) is None


def _enterprise(request: Request, enterprises: tuple[queries.EnterpriseName, ...]) -> Enterprise:
    code = request.POST.get("enterprise") or request.GET.get("enterprise", "")
    codes = [each.code for each in enterprises]
    chosen = code if code in codes else next(iter(codes), "")
    found = queries.enterprise_of(request.actor.scope, chosen)
    if found is None:
        raise Http404
    return found


def _take_placement(form: PersonForm, place: PlacementForm) -> None:
    for name in PLACEMENT:
        setattr(form.statement, name, place.cleaned_data[name])


def _unit_names(row: Employment) -> dict[str, str]:
    units = catalogue(row.origin_catalogue or BEFORE)
    return {
        "province": units.name(Level.PROVINCE, row.origin_province) if row.origin_province else "",
        "district": units.name(Level.DISTRICT, row.origin_district) if row.origin_district else "",
        "commune": units.name(Level.COMMUNE, row.origin_commune) if row.origin_commune else "",
    }


def _tried(form: forms.Form, action: Callable[[], Any]) -> Any:
    """What the action returns; None, with the reason on the form, when it is refused."""
    try:
        return action()
    except RefusedError as error:
        form.add_error(None, str(error))
        return None


def _form_page(
    request: Request, form: forms.Form, template: str, context: dict[str, Any]
) -> HttpResponseBase:
    return render(request, template, context | {"form": form}, status=422 if form.errors else 200)
