"""Reading one report for who fills it in: what stands in it, beside what it is set, what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from songhanh.core.records import RecordQuerySet
from songhanh.definitions.forms import ReportForm
from songhanh.definitions.indicators import IndicatorKind, indicator
from songhanh.reporting.models import Draft, Obligation, ObligationState, Question, Review, Target
from songhanh.reporting.queries.checking import Series, check_one, earlier_value, form_of, past_of, period_of
from songhanh.reporting.queries.exchange import Exchange, exchange_of
from songhanh.reporting.queries.register import register_values, register_workers
from songhanh.reporting.queries.typed import DraftCell, drafted, is_blank, values_of
from songhanh.rules.checks.cells import Value
from songhanh.rules.checks.findings import Finding
from songhanh.rules.exchange import Dong, in_dong
from songhanh.rules.periods import Period, year_to_date


@dataclass(frozen=True)
class OpenReport:
    """One report as it is filled in. `cells` are a draft's; `register` and `plans` go by cell code."""

    obligation: Obligation
    definition: ReportForm
    period: Period
    draft: Draft | None
    cells: Mapping[str, DraftCell]
    past: Series
    register: Mapping[str, Decimal]
    plans: Mapping[str, Decimal]
    currency: str
    exchange: Exchange | None = None
    workers: Decimal | None = None  # in the register on the last day, where a rule asks

    @cached_property
    def values(self) -> dict[str, Value]:
        """What would be filed now: what was typed, and what the register knows where nothing was."""
        known = {code: Value(number) for code, number in self.register.items() if self.from_register(code)}
        return values_of(self.cells, self.definition.cells) | known

    @cached_property
    def findings(self) -> list[Finding]:
        """The one validation."""
        return check_one(self.obligation, self.values, self.past, self.register, self.workers)

    @property
    def settled(self) -> bool:
        """Filed, and neither sent back nor being corrected: it is only read until a correction is begun."""
        filed = {ObligationState.SUBMITTED, ObligationState.ACCEPTED}
        return self.obligation.state in filed and self.draft is None

    def from_register(self, code: str) -> bool:
        """Whether the register's figure stands in the cell, because nothing was typed there."""
        return code in self.register and is_blank(self.cells.get(code))

    def dong(self, code: str) -> Dong | None:
        """What stands in a cell in dollars, in dong by the report's rate."""
        value = self.values.get(code)
        if self.exchange is None or self.exchange.rate is None or value is None or not value.number:
            return None
        return in_dong(value.number, self.definition.cells[code].unit_in(self.currency), self.exchange.rate)

    def previous(self, code: str) -> Decimal | None:
        """Last period's accepted figure."""
        return earlier_value(self.definition, self.obligation, self.past, code)

    def last_year(self, code: str) -> Decimal | None:
        """The accepted figure of the same period a year ago."""
        return self.past.at(code, self.period.same_period_last_year().end)

    def cumulative(self, code: str) -> Decimal | None:
        """A flow's accepted figures since the year began, with what stands in the cell now."""
        cell, value = self.definition.cells[code], self.values.get(code)
        if not cell.indicator or indicator(cell.indicator).kind is not IndicatorKind.FLOW:
            return None
        start, _end = year_to_date(self.period)
        before = self.past.between(code, start, self.obligation.period_from)
        now = [value.number] if value is not None and value.number is not None else []
        return sum([*before, *now], Decimal(0)) if before or now else None


def reports_named(form_code: str, period_code: str, owner: str) -> RecordQuerySet[Obligation]:
    """The obligation that an address names, at most one; `owner` is an enterprise's or a project's code."""
    owned = Q(project=None, enterprise__code=owner) | Q(project__code=owner)
    rows = Obligation.objects.filter(owned, form_code=form_code, period_code=period_code)
    return rows.select_related("enterprise__park", "project", "latest")


def open_report_of(obligation: Obligation, *, now: datetime | None = None, **changed: Any) -> OpenReport:
    """Everything the form page stands on: five queries (seven with the register, one for the exchange rate).

    `now` says on which day a report is created that nobody has opened yet: it has that day's exchange rate.
    """
    definition = form_of(obligation)
    currency = currency_of(obligation, definition)
    draft = Draft.objects.filter(obligation=obligation).select_related("saved_by", "sent_by").first()
    if "exchange" not in changed:
        changed["exchange"] = exchange_of(obligation, definition, currency, draft=draft, now=now)
    return OpenReport(
        **{
            "obligation": obligation,
            "definition": definition,
            "period": period_of(obligation),
            "draft": draft,
            "cells": drafted(obligation, draft),
            "past": past_of(obligation),
            "register": register_values(obligation, definition),
            "workers": register_workers(obligation, definition),
            "plans": plans_of(obligation, definition),
            "currency": currency,
            **changed,
        }
    )


def plans_of(obligation: Obligation, definition: ReportForm) -> dict[str, Decimal]:
    """The enterprise's own yearly targets, newest version of each, by cell code."""
    by_indicator = enterprise_plans(obligation.enterprise_id, period_of(obligation).year)
    cells = definition.cells.values()
    return {cell.code: by_indicator[cell.indicator] for cell in cells if cell.indicator in by_indicator}


def enterprise_plans(enterprise_id: int, year: int) -> dict[str, Decimal]:
    """An enterprise's targets of a year by indicator."""
    rows = Target.objects.filter(enterprise=enterprise_id, year=year, quarter=None).order_by("version")
    return dict(rows.values_list("indicator", "value"))


def currency_of(obligation: Obligation, definition: ReportForm) -> str:
    """The money unit a project's report is kept in; empty for forms whose cells name their units."""
    if not definition.currencies or obligation.project is None:
        return ""
    return next(
        (c for c in definition.currencies if obligation.project.currency in c), definition.currencies[0]
    )


def last_review(obligation: Obligation) -> Review | None:
    """What the Board last decided about the newest version."""
    return Review.objects.filter(version=obligation.latest_id or 0).order_by("-decided_at", "-pk").first()


def questions_about(obligation: Obligation) -> Sequence[Question]:
    """Questions and answers, oldest first."""
    return list(obligation.questions.select_related("asked_by", "answered_by").order_by("asked_at", "pk"))
