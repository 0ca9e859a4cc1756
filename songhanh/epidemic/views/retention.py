"""«Lưu giữ dữ liệu dịch tễ»: how long, what goes next, what was erased and that nothing of it is left."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.disclosure import disclosure
from songhanh.definitions.retention import kept
from songhanh.epidemic.queries import retention as queries

ERASURES = 50


@require_safe
@requires(Permission.PEOPLE_ERASE, Permission.AUDIT_READ, Permission.EPIDEMIC_READ)
def retention(request: Request) -> HttpResponseBase:
    """In numbers only."""
    before = queries.begun_before(timezone.localdate(request.now))
    english = language() == "en"
    rule, small = kept()["epidemic"], disclosure()
    context = {
        "months": queries.months_kept(),
        "before": before,
        "cases": queries.due_cases(before).count(),
        "lists": queries.due_lists(before).count(),
        "erasures": queries.erasures()[:ERASURES],
        "source": rule.source_en if english else rule.source,
        "small": small.source_en if english else small.source,
        "as_of": request.now,
        "screen_code": "epidemic-retention",
    }
    return render(request, "epidemic/retention.html", context)
