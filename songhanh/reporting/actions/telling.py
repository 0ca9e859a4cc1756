"""Telling an enterprise what the Board decided about its report (inside the act that decided)."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from songhanh.core.actions.notices import send_notices
from songhanh.core.actor import Actor
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.reachable import reachable


def tell_enterprise(obligation: Obligation, text: str, by: Actor, now: datetime) -> None:
    """A notice to everybody who signs in for the enterprise."""
    reach = reachable([obligation.enterprise_id], timezone.localdate(now)).get(obligation.enterprise_id)
    if reach is None or not reach.users:
        return
    send_notices(
        users=reach.users,
        kind="reporting.review",
        text=f"{obligation.enterprise}: {text}",
        url=page_of(obligation, "report"),
        by=by,
        now=now,
    )


def page_of(obligation: Obligation, page: str) -> str:
    """The address of one of a report's pages."""
    owner = obligation.project.code if obligation.project else obligation.enterprise.code
    return reverse(f"reporting:{page}", args=[obligation.form_code, obligation.period_code, owner])
