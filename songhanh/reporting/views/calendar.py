"""«Lịch nghỉ»: published days off, the authority's own entries, and the deadlines that move with them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.templatetags.vietnamese import date_vn, deadline, language, number, weekday
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.holidays import Holiday, holiday_years
from songhanh.reporting import policies
from songhanh.reporting.actions.calendar import remove_calendar_day, set_calendar_day
from songhanh.reporting.models import CalendarDay, DayKind
from songhanh.reporting.queries.calendar import changed_calendar
from songhanh.reporting.queries.due_moves import DueMove, due_moves
from songhanh.reporting.queries.names import form_name, period_words
from songhanh.reporting.views.board import tried, under_reports
from songhanh.reporting.views.board_forms import CalendarForm

readers = requires(Permission.SETTINGS_MANAGE, Permission.COLLECTION_RUN, Permission.TODAY_READ)


@require_http_methods(["GET", "POST"])
@readers
def calendar(request: Request) -> HttpResponseBase:
    """The days of a year; POST first shows which deadlines would move, then (confirmed) enters the day."""
    form = CalendarForm(request.POST if request.method == "POST" else None)
    may_edit = policies.may(policies.check_can_edit_calendar, request.actor)
    if request.method == "POST":
        if not may_edit:
            messages.error(request, _("Tài khoản này không được sửa lịch nghỉ."))
            return redirect("reporting:calendar")
        if form.is_valid():
            return _enter(request, form)
    years, this_year = _years(), timezone.localdate(request.now).year
    context = {
        "form": form,
        "near": [year for year in reversed(years) if this_year <= year["year"] <= this_year + 1],
        "far": [year for year in years if not this_year <= year["year"] <= this_year + 1],
        "may_edit": may_edit,
        "crumbs": under_reports(request, (_("Lịch nghỉ, hạn nộp"), "")),
        "screen_code": "reporting-calendar",
    }
    return render(request, "reporting/calendar.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.SETTINGS_MANAGE, Permission.COLLECTION_RUN)
def remove(request: Request, uuid: UUID) -> HttpResponseBase:
    """Take an own entry away, after showing which deadlines move."""
    day = CalendarDay.objects.filter(uuid=uuid).first()
    if day is None:
        raise Http404
    if request.method == "POST":
        done = tried(request, lambda: remove_calendar_day(day=day, **who(request)))
        if done is not None:
            _say_moved(request, done.reports)
        return redirect("reporting:calendar")
    title = _("Bỏ %(day)s khỏi lịch") % {"day": date_vn(day.on)}
    moves = due_moves(changed_calendar(without=day.on))
    return _confirm(request, title, moves, [])


def _enter(request: Request, form: CalendarForm) -> HttpResponseBase:
    values = form.cleaned_data
    if "confirmed" not in request.POST:
        moves = due_moves(changed_calendar(on=values["on"], kind=values["kind"]))
        title = _("%(kind)s %(day)s: %(name)s") % {
            "kind": DayKind(values["kind"]).label,
            "day": weekday(values["on"]),
            "name": values["name"],
        }
        carried = [(name, str(form[name].value() or "")) for name in form.fields]
        return _confirm(request, title, moves, [("confirmed", "1"), *carried])
    try:
        done = set_calendar_day(**values, **who(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:calendar")
    _say_moved(request, done.reports)
    return redirect("reporting:calendar")


def _confirm(
    request: Request, title: str, moves: list[DueMove], carried: list[tuple[str, str]]
) -> HttpResponseBase:
    count = sum(len(move.obligations) for move in moves)
    context = {
        "title": title,
        "lead": _("%(count)s báo cáo chưa nộp đổi hạn.") % {"count": number(count)},
        "act": _("Sửa lịch, đổi hạn %(count)s báo cáo") % {"count": number(count)}
        if count
        else _("Sửa lịch"),
        "hidden": carried,
        "back_url": reverse("reporting:calendar"),
        "row_heads": [_("Kỳ"), _("Biểu mẫu"), _("Hạn cũ"), _("Hạn mới"), _("Số báo cáo")],
        "rows": [
            (
                period_words(move.period_code),
                form_name(move.form_code),
                deadline(move.before),
                deadline(move.after),
                number(len(move.obligations)),
            )
            for move in moves
        ],
        "crumbs": [(_("Lịch nghỉ, hạn nộp"), reverse("reporting:calendar")), (title, "")],
        "screen_code": "reporting-calendar",
    }
    return render(request, "core/confirm.html", context)


def _say_moved(request: Request, count: int) -> None:
    words = _("Đã sửa lịch; %(count)s báo cáo chưa nộp đổi hạn.")
    messages.success(request, words % {"count": number(count)})


def _years() -> list[dict[str, Any]]:
    """Published and own days together, newest year first."""
    own = list(CalendarDay.objects.order_by("on"))
    published = {each.year: each for each in holiday_years()}
    years = sorted({*published, *(day.on.year for day in own)}, reverse=True)
    return [
        {
            "year": year,
            "source": published[year].source if year in published else "",
            "unsourced": year in published and published[year].confidence == "unsourced",
            "days": _days(year, own),
        }
        for year in years
    ]


def _days(year: int, own: list[CalendarDay]) -> list[dict[str, Any]]:
    mine = {day.on: day for day in own if day.on.year == year}
    rows: dict[date, dict[str, Any]] = {}
    for each in holiday_years():
        if each.year == year:
            rows |= {day.on: _row(day.on, DayKind.OFF, _named(day)) for day in each.days}
            rows |= {day: _row(day, DayKind.WORKED, _("Đi làm bù")) for day in each.worked}
    rows |= {on: _row(on, DayKind(day.kind), day.name, day) for on, day in mine.items()}
    return [rows[on] for on in sorted(rows)]


def _named(day: Holiday) -> str:
    return day.name_en if language() == "en" else day.name


def _row(on: date, kind: DayKind, name: str, own: CalendarDay | None = None) -> dict[str, Any]:
    return {"on": on, "kind": kind.label, "off": kind is DayKind.OFF, "name": name, "own": own}
