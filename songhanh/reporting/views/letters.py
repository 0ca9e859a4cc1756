"""Letters that remind: one a report, with its own deadline, officer and address."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.accounts.invitation import own_address
from songhanh.core.models import User
from songhanh.core.ui.request import Request
from songhanh.definitions.forms import ReportForm
from songhanh.reporting.actions.reminding import Letter
from songhanh.reporting.models import Obligation
from songhanh.reporting.presenters.calling import addressed
from songhanh.reporting.queries.names import address, report_title
from songhanh.reporting.queries.officers import officers_of
from songhanh.rules.periods import Period


def letters(
    request: Request, form: ReportForm, period: Period, rows: Sequence[Obligation], text: str
) -> list[Letter]:
    """One letter a report; mail leads to this server's own address, whatever the request calls it."""
    subject = _("Nhắc nộp: %(report)s") % {"report": report_title(form, period)}
    charge = charge_of(request, rows)
    return [
        Letter(
            row,
            subject,
            addressed(text, row, charge.get(row.pk)),
            address(row),
            own_address(address(row)),
        )
        for row in rows
    ]


def charge_of(request: Request, rows: Sequence[Obligation]) -> dict[int, User]:
    """The officer of each report today, by the report's id."""
    return officers_of(rows, timezone.localdate(request.now), request.actor.scope)
