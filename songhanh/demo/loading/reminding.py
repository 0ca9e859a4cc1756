"""Collecting the reports of January 2022: reminders, extensions, a hand-over, notes, questions on cells."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from songhanh.core.actions.notices import send_notice
from songhanh.core.actor import Actor
from songhanh.demo.generation.january import Stand
from songhanh.demo.generation.officers import AWAY, STANDS_IN
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import at
from songhanh.demo.loading.periods import Step
from songhanh.demo.loading.quarters import LAST, QUARTERLY
from songhanh.demo.loading.users import officer_name
from songhanh.reporting.actions.collecting import answer, ask, extend, hand_over, note, remind
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.models.collecting import Channel

FRIDAY, SATURDAY, MONDAY = date(2022, 1, 14), date(2022, 1, 15), date(2022, 1, 17)
LATER = at(date(2022, 1, 21), 17)
TEXT = "Nhắc nộp báo cáo tháng 01/2022 (số liệu 15/12–14/01), hạn 17:00 Thứ Tư 19/01."
OVERDUE_TEXT = "Báo cáo quý IV/2021 của dự án (mẫu A.III.1) đã quá hạn từ 10/01."
REMINDED = {7: 2, 28: 3, 40: 1, 61: 4, 15: 1, 52: 1}
CHANNELS = (Channel.IN_APP, Channel.EMAIL, Channel.CALL)
EXTENDED = 15
LEADS = 1  # the officer who hands reports of the absent one over
QUESTIONS = {
    52: ("budget_payment", "Thuế nhập khẩu nộp tại cửa khẩu có tính vào chỉ tiêu này không?", ""),
    34: (
        "new_jobs",
        "Lao động thời vụ ký hợp đồng 3 tháng có tính là tuyển mới không?",
        "Có. Mọi lao động ký hợp đồng từ 1 tháng trở lên trong kỳ đều tính.",
    ),
}
NOTES = {7: "Đã gọi sáng 17/01, hẹn nộp trong ngày.", 40: "Chưa có tài khoản; gọi văn phòng để nhập hộ."}

Owed = Mapping[int, Obligation]


def collecting_steps(desk: Desk, owed: Owed, stands: Mapping[int, Stand]) -> list[Step]:
    """`owed` are the production reports by enterprise number."""
    steps = [step for number in REMINDED if number in owed for step in _reminders(desk, number, owed[number])]
    for number, text in NOTES.items():
        if number in owed:
            steps.append(Step(at(MONDAY, 8, 40), _noting(owed[number], text, _officer(desk, number))))
    for number in _extended(owed, stands):
        steps.append(Step(at(MONDAY, 8, 50), _extending(owed[number], _officer(desk, number))))
    for number, (cell, text, reply) in QUESTIONS.items():
        if number in owed and number in desk.users.reporters:
            steps += _question(desk, number, owed[number], (cell, text, reply))
    steps += _handing_over(desk, owed, stands)
    return [*steps, Step(at(MONDAY, 8, 45), _overdue_reminding(desk))]


def _officer(desk: Desk, number: int) -> Actor:
    return desk.users.actor(f"chuyenvien{desk.officer_of(number, MONDAY):02d}")


def _reminders(desk: Desk, number: int, obligation: Obligation) -> list[Step]:
    moments = [at(FRIDAY, 8, 15), at(FRIDAY, 16, 45), at(SATURDAY, 9), at(MONDAY, 8, 10)]
    officer = _officer(desk, number)
    signs_in = number in desk.users.reporters
    steps = []
    for place in range(REMINDED[number]):
        channel = CHANNELS[place % len(CHANNELS)] if signs_in else Channel.CALL
        steps.append(Step(moments[place], _reminding(desk, number, obligation, channel, officer)))
    return steps


def _reminding(
    desk: Desk, number: int, obligation: Obligation, channel: Channel, by: Actor
) -> Callable[[datetime], None]:
    def do(now: datetime) -> None:
        remind(obligations=[obligation], channel=channel, text=TEXT, by=by, now=now)
        if channel == Channel.IN_APP:
            user = desk.users.by_name[desk.users.reporters[number]]
            name = obligation.enterprise.short_name
            send_notice(user=user, kind="reporting.reminder", text=f"{name}: {TEXT}", by=by, now=now)

    return do


def _noting(obligation: Obligation, text: str, by: Actor) -> Callable[[datetime], None]:
    return lambda now: note(obligation=obligation, text=text, by=by, now=now)


def _extended(owed: Owed, stands: Mapping[int, Stand]) -> list[int]:
    """The glass maker and the first other one that has only begun."""
    begun = [n for n in owed if stands[n] is Stand.DRAFT and n not in QUESTIONS]
    return sorted(begun, key=lambda n: (n != EXTENDED, n))[:2]


def _extending(obligation: Obligation, by: Actor) -> Callable[[datetime], None]:
    reason = "Kế toán trưởng cách ly y tế, đề nghị lùi hạn (minh họa)."

    def do(now: datetime) -> None:
        extend(obligations=[obligation], due_at=LATER, reason=reason, by=by, now=now)

    return do


def _question(desk: Desk, number: int, obligation: Obligation, question: tuple[str, str, str]) -> list[Step]:
    cell, text, reply = question
    reporter = desk.users.actor(desk.users.reporters[number])
    officer = _officer(desk, number)

    def do(now: datetime) -> None:
        ask(obligation=obligation, cell=cell, text=text, by=reporter, now=now)

    def do_answer(now: datetime) -> None:
        answer(question=obligation.questions.get(), text=reply, by=officer, now=now)

    asking = Step(at(MONDAY, 7, 50), do)
    return [asking, Step(at(MONDAY, 8, 35), do_answer)] if reply else [asking]


def _handing_over(desk: Desk, owed: Owed, stands: Mapping[int, Stand]) -> list[Step]:
    """A report of the officer who is away goes to the one who stands in."""
    waiting = [
        n
        for n in owed
        if stands[n] in {Stand.SUBMITTED, Stand.NEVER_OPENED} and desk.officer_of(n, MONDAY) == AWAY
    ]
    stands_in = desk.users.officer(STANDS_IN)
    by = desk.users.actor(officer_name(LEADS))
    obligations = [owed[n] for n in waiting[:2]]
    return [
        Step(
            at(MONDAY, 8, 5),
            lambda now: hand_over(obligations=obligations, officer=stands_in, by=by, now=now),
        )
    ]


def _overdue_reminding(desk: Desk) -> Callable[[datetime], None]:
    """Projects whose last quarter of 2021 is overdue are reminded by their officers."""

    def do(now: datetime) -> None:
        overdue = Obligation.objects.filter(
            form_code=QUARTERLY, period_code=LAST, state=ObligationState.NEVER_OPENED, due_at__lt=now
        ).select_related("enterprise")
        numbers = {row.pk: number for number, row in desk.register.enterprises.items()}
        for obligation in overdue:
            officer = _officer(desk, numbers[obligation.enterprise_id])
            remind(obligations=[obligation], channel=Channel.CALL, text=OVERDUE_TEXT, by=officer, now=now)

    return do
