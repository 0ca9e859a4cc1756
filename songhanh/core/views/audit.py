"""«Nhật ký»: searching the audit trail, one event."""

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from songhanh.core import queries
from songhanh.core.accounts.permissions import Permission
from songhanh.core.forms import AuditFilterForm
from songhanh.core.models import Event
from songhanh.core.presenters import event_row
from songhanh.core.ui.request import Request, requires

PAGE = 50


@require_safe
@requires(Permission.AUDIT_READ)
def event_list(request: Request) -> HttpResponseBase:
    """Newest first, fifty at a time; older ones from the last number on (no counting of millions)."""
    form = AuditFilterForm(request.GET or None)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    below = request.GET.get("below", "")
    found = queries.events(**asked, below=int(below) if below.isdecimal() else None)
    rows = [] if form.errors else list(found[: PAGE + 1])
    context = {
        "form": form if form.is_bound else AuditFilterForm(),
        "rows": [event_row(event) for event in rows[:PAGE]],
        "older": older(request.GET, rows[PAGE - 1].number) if len(rows) > PAGE else "",
        "newest": older(request.GET, None) if below else "",
        "screen_code": "core-audit",
    }
    return render(request, "core/audit_list.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.AUDIT_READ)
def event_page(request: Request, number: int) -> HttpResponseBase:
    """One event, and what else the same act did."""
    event = get_object_or_404(Event, number=number)
    same = Event.objects.filter(act=event.act).exclude(number=number).order_by("number")
    context = {
        "row": event_row(event),
        "previous_hash": event.previous_hash,
        "same": [event_row(other) for other in same[:PAGE]],
        "more": max(0, same.count() - PAGE),
        "screen_code": "core-event",
    }
    return render(request, "core/audit_event.html", context)


def older(query: QueryDict, below: int | None) -> str:
    """The same search, from `below` on (None: from the newest)."""
    other = query.copy()
    other.pop("below", None)
    if below is not None:
        other["below"] = str(below)
    return "?" + other.urlencode()
