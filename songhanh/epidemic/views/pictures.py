"""The pictures above a run's contacts, and the fragment that the slider asks for."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.request import Request
from songhanh.epidemic.models import Case, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.presenters.pictures import Asked, Found, Pictures, found_in, pictures, read_asked
from songhanh.epidemic.presenters.steps import steps
from songhanh.epidemic.presenters.timeline import Entry, Known, Timeline, timeline
from songhanh.epidemic.queries import access, runs
from songhanh.epidemic.views.frame import reach_of, readers, run_of
from songhanh.rules.tracing.definition import Tier
from songhanh.rules.tracing.window import DAY, EPOCH

NUMBER = 0  # stands in an address for the number of a person


@require_safe
@readers
def fragment(request: Request, uuid: UUID) -> HttpResponseBase:
    """Unit network and crews for the time and the choice asked; by itself it is the run's page."""
    reach = reach_of(request)
    run = run_of(request, uuid, reach)
    if not request.htmx:
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("epidemic:run", args=[uuid]) + asked)
    try:
        result = runs.result(run)
    except runs.ErasedError as error:
        raise Http404 from error
    cases = list(runs.cases_of(run))
    found = found_of(request, run, result, cases, reach)
    drawn = pictures_of(request, run, cases, found)
    return render(request, "epidemic/_pictures_answer.html", {"pictures": drawn})


def picture_context(
    request: Request, run: TracingRun, result: Result, cases: Sequence[Case], reach: access.Reach
) -> dict[str, Any]:
    """What the page above the list needs."""
    found, asked = found_of(request, run, result, cases, reach), read_asked(request.GET)
    return {
        "pictures": pictures_of(request, run, cases, found),
        "steps": steps((each.until for each in found.exposed), asked.least),
        "timeline": timeline_of(run, result, cases),
        "path": reverse("epidemic:run", args=[run.uuid]),
        "pictures_url": reverse("epidemic:run-pictures", args=[run.uuid]),
        "filters": [(name, value) for name, values in _filters(asked).items() for value in values],
        "everybody": f"?{urlencode({'least': asked.least})}" if asked.least else "?",
    }


def found_of(
    request: Request, run: TracingRun, result: Result, cases: Sequence[Case], reach: access.Reach
) -> Found:
    """The contacts as this reader may see them."""
    people = {case.person_id for case in cases if case.person_id is not None}
    on = timezone.localdate(request.now)
    return found_in(
        result,
        runs.answers(run),
        people,
        charge=access.told_apart(reach),
        scope=reach.scope,
        on=on,
        asked=read_asked(request.GET),
    )


def filtered_anew(request: Request) -> bool:
    """Whether the list asks for other lines or provinces than the page around it shows."""
    query = (request.htmx.current_url or "").partition("?")[2].partition("#")[0]
    return _filters(read_asked(request.GET)) != _filters(read_asked(QueryDict(query)))


def pictures_of(request: Request, run: TracingRun, cases: Sequence[Case], found: Found) -> Pictures:
    """Network and crews."""
    asked, path = read_asked(request.GET), reverse("epidemic:run", args=[run.uuid])
    person = reverse("epidemic:contact", args=[run.uuid, NUMBER])
    shown = {each.number for each in found.exposed if not each.masked}

    def links(tier: Tier, unit: str) -> str:
        return f"{path}?{urlencode(_query(asked, tier, unit), doseq=True, safe='/')}#list"

    return pictures(
        found,
        asked,
        cases=[(case.code, reverse("epidemic:case", args=[case.uuid])) for case in cases],
        links=links,
        person_url=lambda nth: person.replace(f"/{NUMBER}/", f"/{nth}/") if nth in shown else "",
        scope=request.actor.scope,
        on=timezone.localdate(request.now),
    )


def _query(asked: Asked, tier: Tier, unit: str) -> dict[str, str | tuple[str, ...]]:
    query = {"tier": tier.value, "unit": unit, "least": str(asked.least or ""), **_filters(asked)}
    return {name: value for name, value in query.items() if value}


def _filters(asked: Asked) -> dict[str, tuple[str, ...]]:
    """As the list has them in addresses."""
    return {"line": asked.lines, "province": asked.provinces}


def timeline_of(run: TracingRun, result: Result, cases: Sequence[Case]) -> Timeline:
    """The cases' days as entered, as presence had them, and when F1 were first met."""
    days = [date.fromisoformat(day) for day in run.days]
    first = Counter(EPOCH + timedelta(days=at // DAY) for at in result.traced.f1.first_at.tolist())
    detail = _("%(f1)s F1, %(f2)s F2 · %(seconds)s giây") % {
        "f1": number(run.f1),
        "f2": number(run.f2),
        "seconds": number(run.elapsed_ms / 1000, 2),
    }
    on = timezone.localdate(run.made_at)
    known = [Known(case.code, case.onset_on, case.sampled_on, case.isolated_on) for case in cases]
    return timeline(
        known=known,
        cases=result.cases,
        stays=result.stays,
        first_met=first,
        days=days,
        run=Entry(on, run.made_at, "now", _("Truy vết %(code)s") % {"code": run.code}, detail),
    )
