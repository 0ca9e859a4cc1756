"""A.III.1 of the projects for three quarters of 2021: most in time, some late, some still under way in January."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random

from songhanh.demo.generation.projects import Project
from songhanh.demo.loading.history import Desk, handing_of, office_hours, values_of
from songhanh.demo.loading.moments import LOADER, at, hours_after
from songhanh.demo.loading.periods import Handing, Step, filing_of, hand_in, run, submit
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports, return_report
from songhanh.reporting.models import Obligation
from songhanh.rules.checks.cells import Value
from songhanh.rules.periods import Basis, parse_period

QUARTERLY = "A.III.1"
LAST = "2021-q4"
# Enterprise numbers. Nothing came of the last quarter; or it came late, and what became of it.
OVERDUE = (7, 18, 21, 44, 63)
ACCEPTED_LATE, WAITING_LATE, RETURNED, BEGUN = 49, 36, 5, 27
LATE_STORY = (ACCEPTED_LATE, WAITING_LATE, RETURNED, BEGUN)
VERY_LATE: dict[str, tuple[int, ...]] = {"2021-q3": (58, 66)}  # quarters that were filed in January only
RETURN_REASON = "Vốn thực hiện lũy kế chưa khớp quý III, đề nghị rà lại cột C (minh họa)."
TYPED = 9  # cells of the draft that has only begun


def load_quarter(desk: Desk, code: str) -> int:
    """Raise the quarter's reports, file and accept those that came in time."""
    period = parse_period(code, Basis.CALENDAR)
    rng = Random(f"{desk.authority.seed} quarter {code}")
    raised = raise_obligations(form_code=QUARTERLY, period=period, by=LOADER, now=at(period.end, 0, 5))
    by_project = {o.project_id: o for o in raised}
    missing = (*OVERDUE, *LATE_STORY) if code == LAST else VERY_LATE.get(code, ())
    handings = []
    for project in desk.authority.projects:
        if project.enterprise.number not in missing:
            moment = hours_after(at(period.end, 8), rng.uniform(0, 24 * 5))
            obligation = by_project[desk.register.projects[project.code].pk]
            handings.append(_handing(desk, project, obligation, office_hours(moment)))
    run(hand_in(handings))
    return len(handings)


def late_steps(desk: Desk) -> Iterator[Step]:
    """What happened to the others until 17/01/2022, 09:00: one step or more for each project."""
    for project in desk.authority.projects:
        number = project.enterprise.number
        if number in VERY_LATE["2021-q3"]:
            last = number == VERY_LATE["2021-q3"][-1]
            yield from _filed_very_late(desk, project, accepted=not last)
        if number in LATE_STORY:
            yield from PATHS[number](desk, project)


def _handing(desk: Desk, project: Project, obligation: Obligation, moment: datetime) -> Handing:
    filing = filing_of(obligation, _values(desk, project, obligation.period_code))
    return handing_of(desk, project.enterprise.number, (filing,), moment)


def _values(desk: Desk, project: Project, code: str) -> dict[str, Value]:
    numbers, text = desk.authority.quarterly[desk.authority.projects.index(project)][code]
    return values_of(numbers) | ({"difficulties": Value(text=text)} if text else {})


def _owed(desk: Desk, project: Project, code: str) -> Obligation:
    rows = Obligation.objects.select_related("enterprise", "project")
    return rows.get(form_code=QUARTERLY, period_code=code, project=desk.register.projects[project.code])


def _filing(desk: Desk, project: Project, code: str, moment: datetime) -> tuple[Handing, Step]:
    handing = _handing(desk, project, _owed(desk, project, code), moment)
    return handing, Step(moment, lambda now: submit(handing.filings, handing.by, now))


def _accepting(handing: Handing, moment: datetime) -> Step:
    def accept(now: datetime) -> None:
        latest = [filing.obligation.latest for filing in handing.filings]
        accept_reports(versions=[v for v in latest if v is not None], by=handing.reviewer, now=now)

    return Step(moment, accept)


def _filed_very_late(desk: Desk, project: Project, *, accepted: bool) -> Iterator[Step]:
    """Accepted on Monday between the report that waits for its signature and the demo's present; or waiting."""
    day = date(2022, 1, 14) if accepted else date(2022, 1, 17)
    handing, filing = _filing(desk, project, "2021-q3", at(day, 10, 5) if accepted else at(day, 7, 40))
    yield filing
    if accepted:
        yield _accepting(handing, at(date(2022, 1, 17), 8, 20))


def _accepted_late(desk: Desk, project: Project) -> Iterator[Step]:
    handing, filing = _filing(desk, project, LAST, at(date(2022, 1, 13), 9, 30))
    yield from (filing, _accepting(handing, at(date(2022, 1, 13), 16)))


def _waiting_late(desk: Desk, project: Project) -> Iterator[Step]:
    yield _filing(desk, project, LAST, at(date(2022, 1, 14), 11))[1]


def _returned(desk: Desk, project: Project) -> Iterator[Step]:
    handing, filing = _filing(desk, project, LAST, at(date(2022, 1, 13), 10))

    def give_back(now: datetime) -> None:
        version = handing.filings[0].obligation.latest
        assert version is not None
        due = at(date(2022, 1, 17), 8)
        return_report(version=version, reason=RETURN_REASON, due_at=due, by=handing.reviewer, now=now)

    yield from (filing, Step(at(date(2022, 1, 14), 9), give_back))


def _begun(desk: Desk, project: Project) -> Iterator[Step]:
    obligation = _owed(desk, project, LAST)
    moment = at(date(2022, 1, 13), 14, 20)
    handing = _handing(desk, project, obligation, moment)
    values = list(_values(desk, project, LAST).items())[:TYPED]
    cells = {
        cell: {"number": format(v.number.normalize(), "f"), "text": "", "estimate": False, "note": ""}
        for cell, v in values
        if v.number is not None
    }
    yield Step(moment, lambda now: save_cells(obligation=obligation, cells=cells, by=handing.by, now=now))


PATHS: dict[int, Callable[[Desk, Project], Iterator[Step]]] = {
    ACCEPTED_LATE: _accepted_late,
    WAITING_LATE: _waiting_late,
    RETURNED: _returned,
    BEGUN: _begun,
}
