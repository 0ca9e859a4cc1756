"""What the Board's pages of reports share: who may open them, what an address names, how an act is tried."""

import functools
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, requires
from songhanh.definitions.forms import ReportForm, UnknownFormError
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.filing import reports_named
from songhanh.reporting.queries.periods import form_and_period
from songhanh.rules.periods import Period, PeriodError

P = ParamSpec("P")
T = TypeVar("T")


def board_only(view: Callable[Concatenate[Request, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Readers at the Board: leader, officer, auditor. Enterprises and other agencies have their own pages."""
    gated = requires(Permission.REPORTS_READ)(requires(Permission.TODAY_READ)(view))
    return functools.wraps(view)(gated)


def under_reports(request: Request, *here: tuple[str | Promise, str]) -> list[tuple[str | Promise, str]]:
    """The way to a page under «Báo cáo», which not everybody may open who may enter holidays and rates."""
    if not request.actor.may(Permission.REPORTS_READ):
        return list(here)
    return [(_("Báo cáo"), reverse("reporting:list")), *here]


def form_period_or_404(form_code: str, period_code: str) -> tuple[ReportForm, Period]:
    """The form and period of an address; an unknown one, or one that does not fit, is an unknown page."""
    try:
        return form_and_period(form_code, period_code)
    except (UnknownFormError, PeriodError) as error:
        raise Http404 from error


def obligation_or_404(request: Request, form_code: str, period_code: str, owner: str) -> Obligation:
    """The report that an address names, if the reader may see it; foreign and unknown are both 404."""
    rows = reports_named(form_code, period_code, owner).visible_to(request.actor.scope)
    found = rows.select_related("enterprise__park", "project", "latest", "accepted", "officer").first()
    if found is None:
        raise Http404
    return found


def chosen(request: Request, form: ReportForm, period: Period) -> list[Obligation]:
    """The ticked rows that the reader may see, by name of the enterprise; the others are passed over."""
    given = request.POST if request.method == "POST" else request.GET
    uuids = [text for text in dict.fromkeys(given.getlist("row")) if _is_uuid(text)]
    rows = Obligation.objects.visible_to(request.actor.scope).filter(
        form_code=form.code, period_code=period.code, uuid__in=uuids
    )
    return list(
        rows.select_related("enterprise__park", "project", "latest").order_by("enterprise__short_name", "pk")
    )


def tried(request: Request, action: Callable[[], T]) -> T | None:
    """Carry out an act; a refusal becomes a message and None."""
    try:
        return action()
    except RefusedError as error:
        messages.error(request, str(error))
        return None


def way_back(request: Request, otherwise: str) -> str:
    """The page that the request came from, if it is one of ours."""
    given = request.POST if request.method == "POST" else request.GET
    back = given.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else otherwise


def hidden(obligations: Sequence[Obligation], back: str) -> list[tuple[str, str]]:
    """What a confirm page carries on: the rows, the way back, that it was confirmed."""
    return [("confirmed", "1"), ("back", back), *(("row", str(o.uuid)) for o in obligations)]


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and all(letter in "0123456789abcdef-" for letter in text)
