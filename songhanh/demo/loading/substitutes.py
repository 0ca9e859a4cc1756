"""Values that officers took for missing reports: some have given way to the reports, some still stand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from songhanh.core.actor import Actor
from songhanh.demo.generation.january import Stand
from songhanh.demo.generation.workforce import MONTHS
from songhanh.demo.loading.moments import at
from songhanh.demo.loading.periods import Handing, Step, WorkingDays
from songhanh.demo.loading.users import NEVER_SIGNED_IN
from songhanh.reporting.actions.substitutes import substitute_estimate, substitute_last_period
from songhanh.reporting.models import Obligation
from songhanh.rules.checks.cells import Value

GAVE_WAY = ("2021-05", "2021-08", "2021-11")  # months in which one report came after its substitute
MONDAY = date(2022, 1, 17)
PREFERRED = (40, 28)  # for the first last month's values are taken, of the second an estimate
UNTOUCHED = (3, 7, 61)  # what manuals begin with stays as it is
STEPS = {"revenue": "1", "export": "0.1", "import": "0.1", "budget_payment": "0.1"}
IN_TIME = "Chưa nộp khi Ban làm báo cáo giao ban: tạm lấy số kỳ trước, chờ báo cáo (minh họa)."
NO_LOGIN = (
    "Chưa có tài khoản, chưa gọi được văn phòng: tạm lấy số tháng 12 cho giao ban sáng 17/01 (minh họa)."
)
BY_PHONE_SAFETY = "Chưa nộp: tạm lấy số tiêm tháng trước cho khớp số lao động ước (minh họa)."
BY_PHONE = "Kế toán báo số ước qua điện thoại, hẹn nộp trước hạn (minh họa)."


def gave_way_steps(place: int, handings: Sequence[Handing]) -> list[Step]:
    """The morning after the deadline the officer takes last month's values for one report that came later."""
    if MONTHS[place].code not in GAVE_WAY:
        return []
    days = WorkingDays()
    for handing in handings:
        obligation = handing.filings[0].obligation
        morning = _morning_after(obligation.due_at, days)
        if morning < handing.moment and not handing.filings[0].on_behalf:
            return [Step(morning, _taking(obligation, IN_TIME, handing.reviewer))]
    return []


def standing_in_steps(
    owed: Mapping[int, tuple[Obligation, Obligation]],
    values: Mapping[int, Mapping[str, Value]],
    stands: Mapping[int, Stand],
    officers: Mapping[int, Actor],
) -> list[Step]:
    """For the morning meeting of 17/01: one enterprise's last values, an estimate of another's; both forms.

    `owed`, `values` (of the production report), `stands` and `officers` go by enterprise number.
    """
    unopened = [n for n in owed if stands[n] is Stand.NEVER_OPENED and n not in UNTOUCHED]
    chosen = sorted(unopened, key=lambda n: (PREFERRED.index(n) if n in PREFERRED else len(PREFERRED), n))[:2]
    steps = []
    for n in chosen[:1]:
        reason = NO_LOGIN if n in NEVER_SIGNED_IN else IN_TIME
        steps += [Step(at(MONDAY, 8, 52), _taking(each, reason, officers[n])) for each in owed[n]]
    for n in chosen[1:]:
        production, safety = owed[n]
        steps.append(Step(at(MONDAY, 8, 54), _estimating(production, values[n], officers[n])))
        # Doses are held against heads: both forms or neither.
        steps.append(Step(at(MONDAY, 8, 55), _taking(safety, BY_PHONE_SAFETY, officers[n])))
    return steps


def _morning_after(due: datetime, days: WorkingDays) -> datetime:
    day = due.date() + timedelta(days=1)
    while not days.works(day):
        day += timedelta(days=1)
    return at(day, 8, 30)


def _taking(obligation: Obligation, reason: str, by: Actor) -> Callable[[datetime], object]:
    return lambda now: substitute_last_period(obligation=obligation, reason=reason, by=by, now=now)


def _estimating(
    obligation: Obligation, values: Mapping[str, Value], by: Actor
) -> Callable[[datetime], object]:
    rounded = {
        cell: value.number.quantize(Decimal(STEPS.get(cell, "1")))
        for cell, value in values.items()
        if value.number is not None
    }
    return lambda now: substitute_estimate(
        obligation=obligation, values=rounded, reason=BY_PHONE, by=by, now=now
    )
