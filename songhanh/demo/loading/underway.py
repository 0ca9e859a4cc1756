"""January 2022 (15/12/2021–14/01/2022), under way at the demo's present: every state of a report occurs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from songhanh.core.actor import Actor
from songhanh.demo.generation.january import Stand, january_of
from songhanh.demo.generation.workforce import MONTHS
from songhanh.demo.loading.habits import sign_ins
from songhanh.demo.loading.history import PRODUCTION, SAFETY, Desk, values_of
from songhanh.demo.loading.moments import LOADER, at
from songhanh.demo.loading.periods import NOTE, Step, filing_of, run, submit
from songhanh.demo.loading.quarters import late_steps
from songhanh.demo.loading.reminding import collecting_steps
from songhanh.demo.loading.reports import report_steps
from songhanh.demo.loading.substitutes import standing_in_steps
from songhanh.reporting.actions.approval import send_inside
from songhanh.reporting.actions.collecting import exempt
from songhanh.reporting.actions.drafts import save_cells
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports, return_report, unlock_cells
from songhanh.reporting.actions.versions import RejectedError
from songhanh.reporting.models import Obligation, OnBehalf
from songhanh.rules.checks.cells import Value

PLACE = len(MONTHS) - 1
MONTH = MONTHS[PLACE]
FRIDAY, SATURDAY, MONDAY = date(2022, 1, 14), date(2022, 1, 15), date(2022, 1, 17)
FIRST_REVIEW, SECOND_REVIEW = at(FRIDAY, 16), at(MONDAY, 8, 30)
AGAIN_BY, PASSED = at(date(2022, 1, 18), 17), at(MONDAY, 8, 30)
TOO_MUCH = Decimal("3.4")  # a jump that the form asks about
UNLOCKED_CELLS = (
    ("revenue", "Doanh thu tăng mạnh so với tháng 12, đề nghị kiểm tra lại."),
    ("export", "Xuất khẩu chưa khớp với tờ khai hải quan, đề nghị kiểm tra lại đơn vị tính."),
)


@dataclass(frozen=True)
class Case:
    """One enterprise's reports of the month."""

    number: int
    production: Obligation
    safety: Obligation
    values: dict[str, dict[str, Value]]  # by form code
    reporter: Actor
    officer: Actor
    moment: datetime

    @property
    def owed(self) -> tuple[Obligation, Obligation]:
        """Both reports."""
        return self.production, self.safety


def underway_is_loaded() -> bool:
    """Whether the month was raised."""
    return Obligation.objects.filter(form_code=PRODUCTION, period_code=MONTH.code).exists()


def load_underway(desk: Desk) -> int:
    """Raise the month's reports and bring each to where it stands on 17/01/2022, 09:00."""
    rng = Random(f"{desk.authority.seed} january")
    stands = january_of(desk.authority.enterprises, rng)
    owed = {code: _raised(desk, code) for code in (PRODUCTION, SAFETY)}
    cases = {number: _case(desk, number, owed, rng) for number in stands}
    steps = [step for number, stand in stands.items() for step in PATHS[stand](cases[number], rng)]
    steps += collecting_steps(desk, {n: case.production for n, case in cases.items()}, stands)
    steps += standing_in_steps(
        {n: case.owed for n, case in cases.items()},
        {n: case.values[PRODUCTION] for n, case in cases.items()},
        stands,
        {n: case.officer for n, case in cases.items()},
    )
    run([*steps, *late_steps(desk), *report_steps(desk)])
    sign_ins(desk)
    return sum(len(rows) for rows in owed.values())


def _raised(desk: Desk, code: str) -> dict[int, Obligation]:
    numbers = {row.pk: number for number, row in desk.register.enterprises.items()}
    now = at(MONTH.end - timedelta(days=2), 0, 5)
    rows = raise_obligations(form_code=code, period=MONTH, by=LOADER, now=now)
    return {numbers[row.enterprise_id]: row for row in rows}


def _case(desk: Desk, number: int, owed: dict[str, dict[int, Obligation]], rng: Random) -> Case:
    row = desk.places[number]
    officer = desk.users.actor(f"chuyenvien{desk.officer_of(number, MONDAY):02d}")
    reporter = desk.users.reporters.get(number)
    return Case(
        number=number,
        production=owed[PRODUCTION][number],
        safety=owed[SAFETY][number],
        values={
            PRODUCTION: values_of(desk.authority.production[row][PLACE]),
            SAFETY: values_of(desk.authority.safety[row][PLACE]),
        },
        reporter=desk.users.actor(reporter) if reporter else officer,
        officer=officer,
        moment=at(FRIDAY, 13) + timedelta(seconds=rng.randrange(3600)),
    )


def _later(case: Case, rng: Random) -> Case:
    """Filed over the weekend or early on Monday: nobody has looked at it yet."""
    morning = at(SATURDAY, 8) if rng.random() < 0.7 else at(MONDAY, 7)
    return replace(case, moment=morning + timedelta(seconds=rng.randrange(80 * 60)))


def _file(case: Case, behalf: OnBehalf = OnBehalf.NO, times: Decimal = Decimal(1)) -> Step:
    """Both reports; with `times` the revenue is that many times too much and says why."""
    production = dict(case.values[PRODUCTION])
    revenue = production["revenue"]
    assert revenue.number is not None
    if times != 1:
        production["revenue"] = replace(
            revenue, number=(revenue.number * times).quantize(Decimal("0.001")), note=NOTE
        )

    def do(now: datetime) -> None:
        filings = [
            filing_of(case.production, production, on_behalf=behalf),
            filing_of(case.safety, case.values[SAFETY], on_behalf=behalf),
        ]
        submit(filings, case.officer if behalf else case.reporter, now)

    return Step(case.moment, do)


def _accepted(case: Case, rng: Random) -> list[Step]:
    review = FIRST_REVIEW if rng.random() < 0.6 else SECOND_REVIEW

    def accept(now: datetime) -> None:
        versions = [obligation.latest for obligation in case.owed]
        accept_reports(versions=[v for v in versions if v is not None], by=case.officer, now=now)

    return [_file(case), Step(review, accept)]


def _submitted(case: Case, rng: Random) -> list[Step]:
    return [_file(_later(case, rng))]


def _with_warning(case: Case, rng: Random) -> list[Step]:
    return [_file(_later(case, rng), times=TOO_MUCH)]


def _on_behalf(case: Case, rng: Random) -> list[Step]:
    return [_file(_later(case, rng), OnBehalf.PHONE)]


def _returned(case: Case, rng: Random) -> list[Step]:
    return _sent_back(case, AGAIN_BY)


def _overdue_again(case: Case, rng: Random) -> list[Step]:
    return _sent_back(case, PASSED)


def _sent_back(case: Case, due: datetime) -> list[Step]:
    def give_back(now: datetime) -> None:
        version = case.production.latest
        assert version is not None
        return_report(
            version=version,
            reason="Doanh thu gấp hơn 3 lần tháng 12, đề nghị gửi kèm giải trình hoặc sửa lại.",
            due_at=due,
            by=case.officer,
            now=now,
        )

    return [_file(case, times=TOO_MUCH), Step(FIRST_REVIEW + timedelta(minutes=20), give_back)]


def _unlocked(case: Case, rng: Random) -> list[Step]:
    def unlock(now: datetime) -> None:
        version = case.production.latest
        assert version is not None
        cells = [{"cell": cell, "message": message} for cell, message in UNLOCKED_CELLS]
        unlock_cells(version=version, cells=cells, due_at=AGAIN_BY, by=case.officer, now=now)

    return [_file(case, times=TOO_MUCH), Step(FIRST_REVIEW + timedelta(minutes=30), unlock)]


def _draft(case: Case, rng: Random) -> list[Step]:
    """Some cells typed, in the order of the form."""
    values = case.values[PRODUCTION]
    typed = dict(list(values.items())[: rng.randrange(2, len(values))])
    return [Step(_later(case, rng).moment, lambda now: _type(case, typed, now))]


def _type(case: Case, values: dict[str, Value], now: datetime) -> None:
    cells = {
        code: {
            "number": format(value.number.normalize(), "f"),
            "text": "",
            "estimate": False,
            "note": value.note,
        }
        for code, value in values.items()
        if value.number is not None
    }
    save_cells(obligation=case.production, cells=cells, by=case.reporter, now=now)


def _waiting_inside(case: Case, rng: Random) -> list[Step]:
    def send(now: datetime) -> None:
        values = case.values[PRODUCTION]
        _type(case, values, now)
        try:
            send_inside(obligation=case.production, values=values, by=case.reporter, now=now)
        except RejectedError as rejected:
            noted = {finding.cell for finding in rejected.findings[case.production.pk]}
            values = {cell: replace(v, note=NOTE) if cell in noted else v for cell, v in values.items()}
            _type(case, values, now)
            send_inside(obligation=case.production, values=values, by=case.reporter, now=now)

    return [Step(_later(case, rng).moment, send)]


def _exempt(case: Case, rng: Random) -> list[Step]:
    def do(now: datetime) -> None:
        for obligation in case.owed:
            exempt(
                enterprise=obligation.enterprise,
                form_code=obligation.form_code,
                since=MONTH.start,
                until=MONTH.end,
                reason="Tạm ngừng sản xuất để bảo trì dây chuyền, đã có công văn (minh họa).",
                by=case.officer,
                now=now,
            )

    return [Step(at(FRIDAY, 9), do)]


def _nothing(case: Case, rng: Random) -> list[Step]:
    return []


PATHS: dict[Stand, Callable[[Case, Random], list[Step]]] = {
    Stand.ACCEPTED: _accepted,
    Stand.SUBMITTED: _submitted,
    Stand.WITH_WARNING: _with_warning,
    Stand.RETURNED: _returned,
    Stand.OVERDUE_AGAIN: _overdue_again,
    Stand.UNLOCKED: _unlocked,
    Stand.DRAFT: _draft,
    Stand.WAITING_INSIDE: _waiting_inside,
    Stand.ON_BEHALF: _on_behalf,
    Stand.EXEMPT: _exempt,
    Stand.NEVER_OPENED: _nothing,
}
