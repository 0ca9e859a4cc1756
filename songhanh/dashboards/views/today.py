"""``/today/``: the leader's morning screen, also for auditors, officers and, totals only, other agencies."""

from datetime import date, datetime

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.days import read_day
from songhanh.core.ui.request import Request, requires
from songhanh.dashboards.presenters.attention import attention
from songhanh.dashboards.presenters.both_goals import panels, running
from songhanh.dashboards.presenters.decisions import newest_morning_sheet, waiting, with_outbreaks
from songhanh.dashboards.presenters.outbreaks import outbreaks
from songhanh.dashboards.presenters.park_lines import multiples
from songhanh.dashboards.presenters.standing_months import morning
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.queries.moments import moment_of

FIRST_DAY = date(2000, 1, 1)  # nothing here is as old


@require_safe
@requires(Permission.TODAY_READ)
def today(request: Request) -> HttpResponseBase:
    """Now, or with ``?on=2021-12-14`` as everything stood at the end of that day."""
    as_of = past_day_or_404(request)
    moment = as_of or request.now
    known = morning(by=request.actor, now=request.now, as_of=as_of)
    cases = outbreaks(request.actor, request.now) if as_of is None else ()
    waits = with_outbreaks(waiting(known, request.actor, moment), cases) if known.opens else None
    context = {
        "morning": known,
        "moment": moment,
        "as_of": moment,
        "past": as_of is not None,
        "panels": panels(known),
        "running": running(known),
        "waiting": waits,
        "outbreaks": () if waits else cases,
        "attention": attention(
            known, moment, collects=as_of is None and request.actor.may(Permission.COLLECTION_RUN)
        ),
        "multiples": multiples(known, IndustrialPark.objects.order_by("position", "code")),
        "sheet_url": newest_morning_sheet(request.actor, moment),
        "screen_code": "today",
    }
    return render(request, "dashboards/today.html", context)


def past_day_or_404(request: Request) -> datetime | None:
    """The end of the day asked for; today is now; a day to come, or none, is an unknown page."""
    text = request.GET.get("on", "")
    if not text:
        return None
    try:
        day = read_day(text)
    except ValueError as error:
        raise Http404 from error
    today_ = timezone.localdate(request.now)
    if not FIRST_DAY <= day <= today_:
        raise Http404
    return None if day == today_ else moment_of(day.isoformat())
