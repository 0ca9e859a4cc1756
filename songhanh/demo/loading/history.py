"""The 24 months to December 2021, all accepted.

2020 was filed by officers from paper; since 2021 the enterprises file themselves, some habitually late.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from songhanh.demo.generation.authority import Authority
from songhanh.demo.generation.officers import Charge
from songhanh.demo.generation.workforce import CODES, MONTHS
from songhanh.demo.loading.moments import LOADER, at, hours_after
from songhanh.demo.loading.periods import Handing, Step, WorkingDays, filing_of, hand_in, run, submit
from songhanh.demo.loading.register import Register
from songhanh.demo.loading.substitutes import gave_way_steps
from songhanh.demo.loading.users import Users
from songhanh.reporting.actions.obligations import raise_obligations
from songhanh.reporting.actions.reviews import accept_reports, return_report
from songhanh.reporting.actions.versions import Filing
from songhanh.reporting.models import Obligation, OnBehalf, Source
from songhanh.rules.checks.cells import Value

PRODUCTION, SAFETY = "monthly-production", "monthly-safety"
LAST = CODES.index("2021-12")
ESTIMATED = ("revenue", "export", "import", "budget_payment")
ESTIMATING = 0.16  # of the enterprises, for December 2021
LATE = frozenset((5, 21, 27, 36, 44, 49, 58, 66, 72, 78, 84))  # habitually
RETURNED_A_MONTH = 2
DECEMBER_CLOSES = at(date(2021, 12, 20), 16)


@dataclass(frozen=True)
class Desk:
    """What loading a period needs at hand."""

    authority: Authority
    register: Register
    users: Users

    @property
    def places(self) -> dict[int, int]:
        """Enterprise number → its place in the authority's lists."""
        return {e.number: n for n, e in enumerate(self.authority.enterprises)}

    def officer_of(self, number: int, day: date) -> int:
        """Who was in charge of the enterprise that day."""
        return next(
            c.officer for c in self.authority.charges if c.enterprise.number == number and _held(c, day)
        )


def load_month(desk: Desk, place: int) -> int:
    """Raise, file and accept the reports of one month; how many versions there are now."""
    month = MONTHS[place]
    codes = [PRODUCTION] if month.year == 2020 else [PRODUCTION, SAFETY]
    owed: dict[int, list[Obligation]] = {}
    numbers = {row.pk: number for number, row in desk.register.enterprises.items()}
    for code in codes:
        raised = at(month.end - timedelta(days=2), 0, 5)
        for obligation in raise_obligations(form_code=code, period=month, by=LOADER, now=raised):
            owed.setdefault(numbers[obligation.enterprise_id], []).append(obligation)
    rng = Random(f"{desk.authority.seed} filing {month.code}")
    handings = [_handing(desk, place, number, owed[number], rng) for number in desk.register.enterprises]
    wrong = _mistaken(handings, rng) if month.year > 2020 else []
    steps = hand_in(
        [h for h in handings if h not in wrong], no_later_than=DECEMBER_CLOSES if place == LAST else None
    )
    corrected = (step for handing in wrong for step in _corrected(handing))
    run([*steps, *corrected, *gave_way_steps(place, handings)])
    return sum(len(handing.filings) for handing in handings) + len(wrong)


def values_of(numbers: Mapping[str, Decimal], *, estimate: bool = False) -> dict[str, Value]:
    """A report's values; with `estimate` those that the books do not hold yet are marked «ước»."""
    return {
        cell: Value(number=number, estimate=estimate and cell in ESTIMATED)
        for cell, number in numbers.items()
    }


def _held(charge: Charge, day: date) -> bool:
    return charge.since <= day and (charge.until is None or day < charge.until)


def _handing(desk: Desk, place: int, number: int, owed: list[Obligation], rng: Random) -> Handing:
    month, row = MONTHS[place], desk.places[number]
    reports = {PRODUCTION: desk.authority.production[row][place], SAFETY: desk.authority.safety[row][place]}
    estimate = place == LAST and rng.random() < ESTIMATING
    due = owed[0].due_at
    if month.year == 2020:
        # Paper comes in; each officer types it in on one of the three days.
        moment = at(month.end + timedelta(days=rng.randrange(3)), 14, desk.officer_of(number, month.end) % 60)
        behalf, source = OnBehalf.PAPER, Source.WEB
    else:
        moment = _moment(number, month.end, due, place, rng)
        behalf, source = OnBehalf.NO, rng.choices((Source.WEB, Source.EXCEL), (3, 1))[0]
    if month.year > 2020 and number not in desk.users.reporters:
        behalf, source = OnBehalf.PHONE, Source.WEB
    filings = tuple(
        filing_of(o, values_of(reports[o.form_code], estimate=estimate), source=source, on_behalf=behalf)
        for o in owed
    )
    return handing_of(desk, number, filings, moment)


def handing_of(desk: Desk, number: int, filings: tuple[Filing, ...], moment: datetime) -> Handing:
    """By whom an enterprise's reports are filed at that moment, and who looks at them."""
    officer = desk.users.actor(f"chuyenvien{desk.officer_of(number, moment.date()):02d}")
    behalf = any(filing.on_behalf for filing in filings) or number not in desk.users.reporters
    by = officer if behalf else desk.users.actor(desk.users.reporters[number])
    if behalf:
        filings = tuple(replace(f, on_behalf=f.on_behalf or OnBehalf.PHONE) for f in filings)
    return Handing(moment, filings, by, officer)


def _moment(number: int, end: date, due: datetime, place: int, rng: Random) -> datetime:
    """From the afternoon of the last day until shortly before it is due; late for some."""
    if number in LATE and rng.random() < 0.7:
        late = 20 if place == LAST else rng.uniform(4, 60)
        return office_hours(hours_after(due, late))
    begin = at(end - timedelta(days=1), 13)
    span = (due - begin).total_seconds() / 3600
    return office_hours(hours_after(begin, rng.uniform(0, span - 0.5)), before=due)


def office_hours(moment: datetime, before: datetime | None = None) -> datetime:
    """Nobody files at night: such a moment becomes one of the evening before or the next morning."""
    if moment.hour < 7:
        moment = moment.replace(hour=8, minute=moment.minute)
    elif moment.hour >= 19:
        moment = moment.replace(hour=18)
    return min(moment, before - timedelta(minutes=5)) if before else moment


def _mistaken(handings: list[Handing], rng: Random) -> list[Handing]:
    """Some enterprises that file in time slip in one figure."""
    able = [h for h in handings if not h.filings[0].on_behalf and h.moment < h.filings[0].obligation.due_at]
    return rng.sample(able, min(RETURNED_A_MONTH, len(able)))


def _corrected(handing: Handing) -> list[Step]:
    """Filed with revenue ten times too small, returned, filed again, accepted."""
    days = WorkingDays()
    first = handing.filings[0]
    revenue = first.values["revenue"]
    assert revenue.number is not None
    slip = replace(revenue, number=(revenue.number / 10).quantize(Decimal("0.001")), note="Theo sổ tạm.")
    wrong = replace(first, values={**first.values, "revenue": slip})
    returned = days.next_review(handing.moment)
    again = hours_after(returned, 1.2)
    accepted = min(days.next_review(again), max(DECEMBER_CLOSES, again))

    def file_wrong(now: datetime) -> None:
        submit([wrong, *handing.filings[1:]], handing.by, now)

    def give_back(now: datetime) -> None:
        version = first.obligation.latest
        assert version is not None
        return_report(
            version=version,
            reason="Doanh thu giảm 10 lần so với tháng trước, đề nghị kiểm tra lại dấu phẩy.",
            due_at=hours_after(now, 48),
            by=handing.reviewer,
            now=now,
        )

    def file_right(now: datetime) -> None:
        submit([first], handing.by, now)

    def accept(now: datetime) -> None:
        versions = [filing.obligation.latest for filing in handing.filings]
        accept_reports(versions=[v for v in versions if v is not None], by=handing.reviewer, now=now)

    return [
        Step(handing.moment, file_wrong),
        Step(returned, give_back),
        Step(again, file_right),
        Step(accepted, accept),
    ]
