"""What tests of exchange rates start from: a rate, a report in dollars, how a refusal is met."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from songhanh.core.reasons import RefusedError
from songhanh.enterprises.models import Project
from songhanh.reporting.actions.exchange import Announced, enter_rate
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.versions import Filing, submit_reports
from songhanh.reporting.models import ExchangeRate, Obligation, ReportVersion, Source
from songhanh.reporting.queries.filing import open_report_of
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period
from tests.people.cast import BY, NOW, SITED, Cast, acting
from tests.reporting.filing import WHOLE

D = Decimal
RATE, SOURCE = D(23100), "Thông báo thử 01/TB"


def rate(day: date, number: Decimal = RATE, source: str = SOURCE) -> ExchangeRate:
    return enter_rate(valid_from=day, announced=Announced(number, source), by=BY, now=NOW)


@contextmanager
def refusing(code: str) -> Iterator[None]:
    with pytest.raises(RefusedError) as refused:
        yield
    assert refused.value.code == code


def submitted(obligation: Obligation, cast: Cast, now: datetime = NOW, **more: Any) -> ReportVersion:
    values = {code: Value(D(number), note="đúng") for code, number in (WHOLE | more.pop("cells", {})).items()}
    filing = Filing(obligation, values, Source.WEB, **more)
    return submit_reports(filings=[filing], by=cast.by(cast.reporter), now=now)[0]


def project_report(cast: Cast, currency: str) -> Obligation:
    """A.III.1 of a project of enterprise one."""
    with acting():
        Project(
            enterprise=cast.one, code=f"DA-{currency}", name="Dự án", currency=currency, started_on=SITED
        ).save()
    quarter = parse_period("2021-q4", Basis.CALENDAR)
    raise_obligations(form_code="A.III.1", period=quarter, by=BY, now=NOW)
    return Obligation.objects.get(project__code=f"DA-{currency}")


def project_values(obligation: Obligation, **changed: str) -> dict[str, Value]:
    cells = open_report_of(obligation).definition.cells.values()
    numbers = {cell.code: Value(D(0), note="đúng") for cell in cells if cell.value_type != "TEXT"}
    return numbers | {code.replace("_", "."): Value(D(v), note="đúng") for code, v in changed.items()}
