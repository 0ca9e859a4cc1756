"""A merged province in an empty database: the demo's register, users and people, and years of accepted reports.

People come as the demo loads them. Reports are written in bulk, each with its sealed version, values, review and
figures; only the audit trail is shorter than if every report had been filed by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.core.management import call_command
from django.db import connection

from songhanh.core import acts
from songhanh.core.models import User
from songhanh.definitions.forms import ReportForm, ValueType, report_forms
from songhanh.demo.generation.authority import Authority, generate
from songhanh.demo.loading.moments import CLOCK, LOADER, at
from songhanh.demo.loading.people import load_people
from songhanh.demo.loading.register import Register, load_register
from songhanh.demo.loading.users import load_users
from songhanh.reporting.actions.obligations import missing_obligations
from songhanh.reporting.models import (
    Decision,
    Figure,
    Obligation,
    ObligationState,
    ReportValue,
    ReportVersion,
    Review,
    Source,
)
from songhanh.rules.periods import Basis, Period, parse_period

PRODUCTION, SAFETY = "monthly-production", "monthly-safety"
FORMS = (PRODUCTION, SAFETY)
WITHOUT_SAFETY = (
    2020  # in the demo too; the year before the form began is still looked at by the pages of 2021
)
STEADY = {"labour_domestic": 140, "labour_foreign": 2, "person_months": 142, "payroll": 1}
UNDER_WAY = "2022-01"


@dataclass(frozen=True)
class Size:
    """The merged province by default; `months` are those wholly accepted, up to December 2021."""

    people: int = 192_000
    enterprises: int = 1_200
    months: int = 60


TINY = Size(people=400, enterprises=10, months=13)


@dataclass(frozen=True)
class Scratch:
    """What was made."""

    authority: Authority
    register: Register

    @property
    def reports(self) -> int:
        """How many values have been accepted."""
        return Figure.objects.count()


def make(size: Size, *, people: bool = True) -> Scratch:
    """Fill the database that the settings name; it must be empty."""
    call_command("migrate", verbosity=0)
    authority = generate(people=size.people, enterprises=size.enterprises)
    register = load_register(authority)
    load_users(authority, register)
    if people:
        load_people(authority, register)
    months = _months(size.months)
    by = User.objects.get(username="chuyenvien01")
    for form in _forms():
        for month in months:
            if form.code != SAFETY or month.year != WITHOUT_SAFETY:
                _accepted_month(form, month, by)
        _month_under_way(form, parse_period(UNDER_WAY, Basis.CUTOFF15), by)
    with connection.cursor() as cursor:
        # As autovacuum would have done long before there are years of reports.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return Scratch(authority, register)


def _forms() -> list[ReportForm]:
    """The newest version of both monthly forms, for all the years: its many cells are wanted."""
    newest = {form.code: form for form in sorted(report_forms(), key=lambda form: form.version)}
    return [newest[code] for code in FORMS]


def _months(count: int) -> list[Period]:
    month = parse_period("2021-12", Basis.CUTOFF15)
    months = [month]
    while len(months) < count:
        month = month.previous()
        months.append(month)
    return months[::-1]


def _accepted_month(form: ReportForm, month: Period, by: User) -> None:
    filed, accepted = at(month.end - timedelta(days=1), 15), at(month.end, 10)
    with acts.acting("bench:report:accepted", by=LOADER, now=accepted):
        versions, values = _filed(missing_obligations(form, month), form, filed, by)
        acts.insert([_review(version, by, accepted) for version in versions], each=False)
        for version in versions:
            obligation = version.obligation
            obligation.accepted, obligation.accepted_at = version, accepted
            obligation.state = ObligationState.ACCEPTED
        acts.amend(
            [version.obligation for version in versions],
            ("latest", "state", "opened_at", "filed_at", "accepted", "accepted_at"),
        )
        acts.insert([_figure(value, accepted) for value in values], each=False)


def _month_under_way(form: ReportForm, month: Period, by: User) -> None:
    """A third has filed and waits; nobody else has begun."""
    filed = CLOCK - timedelta(hours=20)
    with acts.acting("bench:report:submitted", by=LOADER, now=filed):
        owed = missing_obligations(form, month)
        versions, _values = _filed(owed[::3], form, filed, by)
        acts.amend([version.obligation for version in versions], ("latest", "state", "opened_at", "filed_at"))
        acts.insert([each for place, each in enumerate(owed) if place % 3], each=False)


def _filed(
    owed: list[Obligation], form: ReportForm, filed: datetime, by: User
) -> tuple[list[ReportVersion], list[ReportValue]]:
    """Obligations, versions and values stored; the obligations know of it, but are not yet written again."""
    acts.insert(owed, each=False)
    versions = acts.insert([_version(each, filed, by) for each in owed], each=False)
    for obligation, version in zip(owed, versions, strict=True):
        obligation.latest, obligation.state = version, ObligationState.SUBMITTED
        obligation.opened_at = obligation.filed_at = filed
    rng = Random(f"{form.code} {owed[0].period_code}" if owed else "")
    values = [value for version in versions for value in _values(version, form, rng)]
    return versions, acts.insert(values, each=False)


def _version(obligation: Obligation, filed: datetime, by: User) -> ReportVersion:
    return ReportVersion(
        obligation=obligation,
        number=1,
        form_code=obligation.form_code,
        form_version=obligation.form_version,
        receipt=f"BC-{obligation.period_code}-{obligation.form_code[8]}{obligation.enterprise_id:05d}",
        filed_at=filed,
        filed_by=by,
        filed_by_name=by.full_name,
        source=Source.WEB,
        digest="",
    )


def _values(version: ReportVersion, form: ReportForm, rng: Random) -> Iterator[ReportValue]:
    for cell in form.cells.values():
        if cell.value_type is not ValueType.TEXT:
            usual = STEADY.get(cell.code, 6)
            number = Decimal(rng.randrange(usual * 900, usual * 1100)).scaleb(-3)
            whole = cell.code not in {"revenue", "export", "import", "budget_payment", "payroll"}
            number = number.quantize(Decimal(1)) if whole else number
            yield ReportValue(version=version, cell=cell.code, number=number)


def _review(version: ReportVersion, by: User, accepted: datetime) -> Review:
    return Review(
        version=version,
        decision=Decision.ACCEPTED,
        decided_at=accepted,
        decided_by=by,
        decided_by_name=by.full_name,
    )


def _figure(value: ReportValue, accepted: datetime) -> Figure:
    obligation = value.version.obligation
    return Figure(
        obligation=obligation,
        enterprise=obligation.enterprise,
        park_id=obligation.enterprise.park_id,
        form_code=obligation.form_code,
        cell=value.cell,
        period_from=obligation.period_from,
        period_until=obligation.period_until,
        value=value.number,
        kind="FINAL",
        version=value.version,
        known_from=accepted,
    )
