"""What tests of filing start from: owed reports, a draft, a filed and an accepted version, a signed-in browser."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.test import Client

from songhanh.core.models import User
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import Obligation, ReportVersion, Source
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period
from tests.people.cast import BY, NOW, Cast

PRODUCTION = "monthly-production"
WHOLE = {
    "revenue": "114.5",
    "export": "4.6",
    "import": "2.5",
    "budget_payment": "3.9",
    "labour_domestic": "500",
    "labour_foreign": "5",
    "new_jobs": "8",
    "payroll": "15.5",
    "person_months": "505",
}
BEFORE = NOW - timedelta(days=30)


def owed(cast: Cast, period: str = "2022-01", form: str = PRODUCTION, code: str = "mau-01") -> Obligation:
    """The report that an enterprise owes; raised for all of them at the first call."""
    found = Obligation.objects.filter(form_code=form, period_code=period, enterprise__code=code).first()
    if found is None:
        raise_obligations(form_code=form, period=parse_period(period, Basis.CUTOFF15), by=BY, now=BEFORE)
    return Obligation.objects.select_related("enterprise", "project", "latest").get(
        form_code=form, period_code=period, enterprise__code=code
    )


def values(**changed: str) -> dict[str, Value]:
    """A whole report's values."""
    return {code: Value(Decimal(number)) for code, number in (WHOLE | changed).items()}


def type_in(obligation: Obligation, user: User, cast: Cast, now: datetime = NOW, **changed: str) -> None:
    """Put a whole report into the draft."""
    cells = {
        code: {"typed": "", "number": number, "text": "", "estimate": False, "note": ""}
        for code, number in (WHOLE | changed).items()
    }
    save_cells(obligation=obligation, cells=cells, by=cast.by(user), now=now)


def file(obligation: Obligation, user: User, cast: Cast, now: datetime = NOW, **more: Any) -> ReportVersion:
    """Submit a whole report as that user; `reason` for a correction, cells by name."""
    reason = more.pop("reason", "")
    filing = Filing(obligation, values(**more), Source.WEB, correction_reason=reason)
    return submit_reports(filings=[filing], by=cast.by(user), now=now)[0]


def accept(version: ReportVersion, cast: Cast, now: datetime = NOW) -> None:
    """The officer accepts."""
    accept_reports(versions=[version], by=cast.by(cast.officer), now=now)


def accepted(cast: Cast, period: str = "2021-12", **changed: str) -> ReportVersion:
    """An accepted report of an earlier period."""
    version = file(owed(cast, period), cast.reporter, cast, BEFORE, **changed)
    accept(version, cast, BEFORE)
    return version


def browser(user: User) -> Client:
    """A browser in which the user has signed in."""
    client = Client()
    client.force_login(user)
    return client


def at(obligation: Obligation, page: str = "") -> str:
    """The address of one of the report's pages."""
    owner = obligation.project.code if obligation.project else obligation.enterprise.code
    return f"/reporting/{obligation.form_code}/{obligation.period_code}/{owner}/{page}"


HTMX = {"HTTP_HX_REQUEST": "true"}
