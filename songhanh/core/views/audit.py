"""«Nhật ký»: searching the audit trail, one event."""

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from songhanh.core import queries
from songhanh.core.accounts.permissions import Permission
from songhanh.core.acts import TITLES
from songhanh.core.audit.readings import differences
from songhanh.core.forms import AuditFilterForm
from songhanh.core.models import Event
from songhanh.core.presenters import event_rows
from songhanh.core.ui.lists import Column, Kind, ListSpec
from songhanh.core.ui.lists.export import export_answer
from songhanh.core.ui.request import Request, requires

PAGE = 50
MOST_ROWS = 1_000_000
EVENTS = ListSpec(
    title=gettext_lazy("Nhật ký"),
    sort="-number",
    columns=(
        Column("number", gettext_lazy("Số"), lambda row: row.number, Kind.NUMBER, sort=("number",)),
        Column("at", gettext_lazy("Lúc"), lambda row: row.at, Kind.MOMENT),
        Column("recorded", gettext_lazy("Ghi lúc"), lambda row: row.recorded_at, Kind.MOMENT),
        Column("title", gettext_lazy("Việc"), lambda row: TITLES.get(row.name, row.name)),
        Column("name", gettext_lazy("Tên việc"), lambda row: row.name),
        Column("by", gettext_lazy("Người làm"), lambda row: row.by_name),
        Column("role", gettext_lazy("Vai trò"), lambda row: row.by_role),
        Column("origin", gettext_lazy("Từ đâu"), lambda row: row.origin),
        Column("subject", gettext_lazy("Đối tượng"), lambda row: row.subject),
        Column("before", gettext_lazy("Trước"), lambda row: in_json(row.before)),
        Column("after", gettext_lazy("Sau"), lambda row: in_json(row.after)),
        Column("hash", gettext_lazy("Dấu niêm phong"), lambda row: row.hash),
    ),
    export_name="nhat-ky",
)


@require_safe
@requires(Permission.AUDIT_READ)
def event_list(request: Request) -> HttpResponseBase:
    """Newest first, fifty at a time; older ones from the last number on (no counting of millions)."""
    form = AuditFilterForm(request.GET or None)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    if request.GET.get("export") in {"xlsx", "csv"} and not form.errors:
        return exported(request, form, queries.events(**asked), request.GET["export"])
    below = request.GET.get("below", "")
    found = queries.events(**asked, below=int(below) if below.isdecimal() else None)
    rows = [] if form.errors else list(found[: PAGE + 1])
    context = {
        "form": form if form.is_bound else AuditFilterForm(),
        "rows": event_rows(rows[:PAGE]),
        "older": older(request.GET, rows[PAGE - 1].number) if len(rows) > PAGE else "",
        "newest": older(request.GET, None) if below else "",
        "files": [(kind, older(request.GET, None, export=kind)) for kind in ("xlsx", "csv")],
        "screen_code": "core-audit",
    }
    return render(request, "core/audit_list.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.AUDIT_READ)
def event_page(request: Request, number: int) -> HttpResponseBase:
    """One event, and what else the same act did."""
    event = get_object_or_404(Event, number=number)
    same = Event.objects.filter(act=event.act).exclude(number=number).order_by("number")
    row, *others = event_rows([event, *same[:PAGE]])
    context = {
        "row": row,
        "differences": differences(event),
        "raw": raw(event),
        "previous_hash": event.previous_hash,
        "same": others,
        "more": max(0, same.count() - PAGE),
        "screen_code": "core-event",
    }
    return render(request, "core/audit_event.html", context)


def raw(event: Event) -> str:
    """Before and after as they are stored, moments in UTC: what the seal covers."""
    return json.dumps(
        {"before": event.before, "after": event.after}, ensure_ascii=False, indent=2, sort_keys=True
    )


def in_json(values: dict[str, Any]) -> str:
    """What a cell can hold of a difference."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""


def exported(request: Request, form: AuditFilterForm, events: QuerySet[Event], kind: str) -> HttpResponseBase:
    """What was searched for as a file; its first line says by what."""
    if kind == "xlsx" and events[MOST_ROWS:].exists():
        messages.error(request, _("Hơn một triệu dòng không vừa một trang Excel: thu hẹp ngày hoặc lấy CSV."))
        return redirect("core:audit")
    said = [f"{form.fields[name].label}: {value}" for name, value in form.data.items() if name in form.fields]
    title = ": ".join([str(EVENTS.title), "; ".join(said)]) if said else EVENTS.title
    return export_answer(request, events, replace(EVENTS, title=title), kind)


def older(query: QueryDict, below: int | None, **more: str) -> str:
    """The same search, from `below` on (None: from the newest)."""
    other = query.copy()
    for name in ("below", "export"):
        other.pop(name, None)
    other.update(more)
    if below is not None:
        other["below"] = str(below)
    return "?" + other.urlencode()
