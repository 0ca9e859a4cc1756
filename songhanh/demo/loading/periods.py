"""Filing and accepting one period: when each enterprise files, when its officer looks at it.

A plan is a list of steps sorted by time; carrying it out calls the acts of reporting one after another, so
that the audit trail tells the story in its order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from songhanh.core.actor import Actor
from songhanh.demo.loading.moments import at
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.versions import Filing, RejectedError, submit_reports
from songhanh.reporting.models import Obligation, OnBehalf, Source
from songhanh.reporting.models.version import ReportVersion
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.rules.checks.cells import Value
from songhanh.rules.deadlines import is_working_day

REVIEW_HOURS = ((10, 30), (16, 0))
REVIEW_AFTER = timedelta(hours=2)
NOTE = "Đã đối chiếu sổ kế toán: biến động do đơn hàng trong kỳ (số minh họa)."


@dataclass(frozen=True)
class Handing:
    """What one enterprise files at one moment: its reports of a period, by whom, and whose desk they go to."""

    moment: datetime
    filings: tuple[Filing, ...]
    by: Actor
    reviewer: Actor


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment."""

    moment: datetime
    do: Callable[[datetime], object]


def run(steps: Iterable[Step]) -> None:
    """In the order of time."""
    for step in sorted(steps, key=lambda each: each.moment):
        step.do(step.moment)


def hand_in(handings: Sequence[Handing], *, no_later_than: datetime | None = None) -> list[Step]:
    """Filing steps (those of one moment and actor together) and the acceptance of each at the next review hour."""
    filed: dict[int, ReportVersion] = {}
    steps = []
    by_desk: dict[tuple[datetime, int | None], list[int]] = defaultdict(list)
    reviewers: dict[int | None, Actor] = {}
    days = WorkingDays()
    for (moment, _), group in _grouped(handings).items():
        filings = [filing for handing in group for filing in handing.filings]
        steps.append(Step(moment, _submit(filings, group[0].by, filed)))
        for handing in group:
            review = days.next_review(moment)
            review = min(review, no_later_than) if no_later_than else review
            reviewers[handing.reviewer.user_id] = handing.reviewer
            by_desk[review, handing.reviewer.user_id] += [filing.obligation.pk for filing in handing.filings]
    for (review, user_id), obligations in by_desk.items():
        steps.append(Step(review, _accept(obligations, reviewers[user_id], filed)))
    return steps


class WorkingDays:
    """Review hours fall on working days."""

    def __init__(self) -> None:
        self._calendar = work_calendar()

    def works(self, day: date) -> bool:
        """Whether the office is open."""
        return is_working_day(day, self._calendar.holidays, self._calendar.worked_days)

    def next_review(self, moment: datetime) -> datetime:
        """The first review hour at least two hours later."""
        day = moment.date()
        while True:
            if self.works(day):
                for hour, minute in REVIEW_HOURS:
                    if (review := at(day, hour, minute)) >= moment + REVIEW_AFTER:
                        return review
            day += timedelta(days=1)


def submit(filings: Sequence[Filing], by: Actor, now: datetime) -> list[ReportVersion]:
    """Submit; where a warning wants a note, the enterprise writes one and submits again."""
    try:
        return submit_reports(filings=filings, by=by, now=now)
    except RejectedError as rejected:
        noted = [_with_notes(filing, rejected) for filing in filings]
        return submit_reports(filings=noted, by=by, now=now)


def filing_of(
    obligation: Obligation,
    values: Mapping[str, Value],
    *,
    source: Source = Source.WEB,
    on_behalf: OnBehalf = OnBehalf.NO,
    correction_reason: str = "",
) -> Filing:
    """One report on its way."""
    return Filing(obligation, values, source, on_behalf, correction_reason)


def _grouped(handings: Sequence[Handing]) -> dict[tuple[datetime, int | None], list[Handing]]:
    groups: dict[tuple[datetime, int | None], list[Handing]] = defaultdict(list)
    for handing in handings:
        groups[handing.moment, handing.by.user_id].append(handing)
    return groups


def _submit(
    filings: Sequence[Filing], by: Actor, filed: dict[int, ReportVersion]
) -> Callable[[datetime], None]:
    def do(now: datetime) -> None:
        for version in submit(filings, by, now):
            filed[version.obligation_id] = version

    return do


def _accept(
    obligations: Sequence[int], by: Actor, filed: dict[int, ReportVersion]
) -> Callable[[datetime], None]:
    def do(now: datetime) -> None:
        accept_reports(versions=[filed[pk] for pk in obligations], by=by, now=now)

    return do


def _with_notes(filing: Filing, rejected: RejectedError) -> Filing:
    cells = {finding.cell for finding in rejected.findings.get(filing.obligation.pk, ())}
    values = {
        cell: replace(value, note=value.note or NOTE) if cell in cells else value
        for cell, value in filing.values.items()
    }
    return replace(filing, values=values)
