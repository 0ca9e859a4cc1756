"""What the epidemic's pages have in common: who may open them, the way between them, one form, noted readings."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.acting import who
from songhanh.core.ui.request import Request, requires, visible
from songhanh.core.ui.section import Words, form_answer, section
from songhanh.epidemic.actions.readings import note_reading
from songhanh.epidemic.models import Case, ReadingKind, TracingRun
from songhanh.epidemic.policies import SHOWN_FOR
from songhanh.epidemic.queries import access
from songhanh.epidemic.queries.readings import noted_since

readers = requires(Permission.EPIDEMIC_READ)
tracers = requires(Permission.EPIDEMIC_TRACE)
revealers = requires(Permission.EPIDEMIC_REVEAL)
receivers = requires(Permission.EPIDEMIC_HANDED)

PAGES = (
    ("epidemic:cases", gettext_lazy("Ca bệnh")),
    ("epidemic:runs", gettext_lazy("Lần truy vết")),
)


def frame(request: Request, here: str, **context: Any) -> dict[str, Any]:
    """The context of a page: the other pages beside it; every one of them is confidential."""
    may_trace = request.actor.may(Permission.EPIDEMIC_TRACE)
    return section(request, PAGES, here, **{"confidential": True, "may_trace": may_trace, **context})


def reach_of(request: Request) -> access.Reach:
    """What this reader may read today."""
    return access.reach_of(request.actor, timezone.localdate(request.now))


def run_of(request: Request, uuid: UUID, reach: access.Reach | None = None) -> TracingRun:
    """One that the reader may see; a foreign and an unknown one are both 404."""
    return visible(access.runs(reach or reach_of(request)), request.actor, uuid=uuid)


def case_of(request: Request, uuid: UUID) -> Case:
    """Likewise."""
    return visible(access.cases(reach_of(request)), request.actor, uuid=uuid)


def noted(request: Request, kind: ReadingKind, target: TracingRun | Case) -> None:
    """Write down that this reader looks; once in the time that names stay open, or every filter would be a look."""
    if not noted_since(target, kind, request.actor, request.now - SHOWN_FOR):
        run, case = (target, None) if isinstance(target, TracingRun) else (None, target)
        note_reading(kind=kind, run=run, case=case, **who(request))


def form_page(
    request: Request,
    form: forms.Form,
    *,
    title: Words,
    act: Words,
    back_url: str,
    lead: Words = "",
    here: str = "epidemic:cases",
    template: str = "core/form.html",
    **more: Any,
) -> HttpResponseBase:
    """One form with one button."""
    context = frame(request, here, title=title, act=act, back_url=back_url, lead=lead, **more)
    return form_answer(request, form, context, template)
