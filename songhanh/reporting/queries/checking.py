"""What a check needs to know: the sender's own earlier figures, fetched for many reports at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from songhanh.definitions.forms import ReportForm, form
from songhanh.reporting.models import Figure, Obligation
from songhanh.reporting.queries.register import register_values, register_workers
from songhanh.rules.checks.cells import Value
from songhanh.rules.checks.check import check
from songhanh.rules.checks.findings import Finding
from songhanh.rules.periods import Period, parse_period

HISTORY_PERIODS = 24


class Checkable(Protocol):
    """What is checked: the values meant for one obligation."""

    @property
    def obligation(self) -> Obligation: ...  # noqa: D102
    @property
    def values(self) -> Mapping[str, Value]: ...  # noqa: D102


@dataclass(frozen=True)
class Series:
    """One sender's accepted figures of one form: cell → [(period end, value)], oldest first."""

    cells: Mapping[str, Sequence[tuple[date, Decimal]]]

    def at(self, cell: str, period_until: date) -> Decimal | None:
        """The figure of the period that ended then."""
        return next((value for until, value in self.cells.get(cell, ()) if until == period_until), None)

    def before(self, cell: str, period_from: date) -> list[Decimal]:
        """All figures up to the period that ended there."""
        return [value for until, value in self.cells.get(cell, ()) if until <= period_from]

    def between(self, cell: str, start: date, end: date) -> list[Decimal]:
        """The figures of periods that ended in (start, end]."""
        return [value for until, value in self.cells.get(cell, ()) if start < until <= end]


def findings_of(filings: Iterable[Checkable]) -> dict[int, list[Finding]]:
    """The findings of each filing by obligation id, checked against the sender's own past."""
    listed = list(filings)
    past = series_of([filing.obligation for filing in listed])
    return {
        filing.obligation.pk: check_one(
            filing.obligation,
            filing.values,
            past[_sender(filing.obligation)],
            register_values(filing.obligation, form_of(filing.obligation)),
            register_workers(filing.obligation, form_of(filing.obligation)),
        )
        for filing in listed
    }


def check_one(
    obligation: Obligation,
    values: Mapping[str, Value],
    past: Series,
    register: Mapping[str, Decimal] | None = None,
    workers: Decimal | None = None,
) -> list[Finding]:
    """The one validation, for web, workbook, API and command line; `register` by cell code where it is known."""
    definition = form_of(obligation)
    earlier = {code: earlier_value(definition, obligation, past, code) for code in definition.cells}
    history = {code: past.before(code, obligation.period_from) for code in definition.cells}
    return check(
        definition.cells,
        values,
        earlier,
        history,
        rules=definition.rules,
        register=register,
        workers=workers,
    )


def earlier_value(definition: ReportForm, obligation: Obligation, past: Series, code: str) -> Decimal | None:
    """Last period's figure; of a running total only when it lies in the same year."""
    period = period_of(obligation)
    if definition.cells[code].column in {"B", "C"} and period.previous().year != period.year:
        return None if definition.cells[code].column == "B" else past.at(code, obligation.period_from)
    return past.at(code, obligation.period_from)


def series_of(obligations: Sequence[Obligation]) -> defaultdict[tuple[int, int | None, str], Series]:
    """The past of every sender (enterprise, project, form) among `obligations`, in one query."""
    found: dict[tuple[int, int | None, str], dict[str, list[tuple[date, Decimal]]]] = {}
    if obligations:
        rows = Figure.objects.filter(
            enterprise__in={o.enterprise_id for o in obligations},
            form_code__in={o.form_code for o in obligations},
            period_from__lt=max(o.period_from for o in obligations),
            period_from__gte=min(o.period_from for o in obligations)
            .replace(day=1)
            .replace(year=min(o.period_from for o in obligations).year - HISTORY_PERIODS // 12),
            known_until=None,
        ).order_by("period_until")
        for enterprise, project, form_code, cell, until, value in rows.values_list(
            "enterprise_id", "obligation__project_id", "form_code", "cell", "period_until", "value"
        ):
            found.setdefault((enterprise, project, form_code), {}).setdefault(cell, []).append((until, value))
    result: defaultdict[tuple[int, int | None, str], Series] = defaultdict(lambda: Series({}))
    result.update({key: Series(cells) for key, cells in found.items()})
    return result


def past_of(obligation: Obligation) -> Series:
    """The past of one obligation's sender."""
    return series_of([obligation])[_sender(obligation)]


def form_of(obligation: Obligation) -> ReportForm:
    """The form version that the obligation was raised with."""
    return form(obligation.form_code, obligation.form_version)


def period_of(obligation: Obligation) -> Period:
    """The obligation's period."""
    return parse_period(obligation.period_code, form_of(obligation).basis)


def _sender(obligation: Obligation) -> tuple[int, int | None, str]:
    return obligation.enterprise_id, obligation.project_id, obligation.form_code
