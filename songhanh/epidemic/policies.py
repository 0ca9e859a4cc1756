"""Who may enter cases, trace, open names and hand lists over, and when. Each `check_…` raises with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError, seen_length
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import Case, HandOver, TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.queries.access import reach_of
from songhanh.epidemic.queries.search import Choice
from songhanh.people.policies import covers
from songhanh.rules.tracing.trace import Contact

LEAST_REASON = 10  # letters of a reason
SHOWN_FOR = timedelta(minutes=15)
MOST_DAYS_BACK = 60  # an older onset is another file's matter: its presence days are mostly gone
MOST_CASES = 100  # of one run
MOST_DAYS_BEFORE = 30


class EpidemicRefusedError(RefusedError):
    """Something about cases, runs or names may not be done."""


def can_trace(by: Actor, enterprise: Enterprise, on: date) -> bool:
    """Whether `check_can_trace` lets it pass."""
    return by.may(Permission.EPIDEMIC_TRACE) and reach_of(by, on).covers(enterprise)


def check_can_trace(by: Actor, enterprises: Iterable[Enterprise], on: date) -> None:
    """An officer in charge of every one of them."""
    reach = reach_of(by, on)
    wanted = {each.pk for each in enterprises}
    if not by.may(Permission.EPIDEMIC_TRACE) or reach.enterprises().filter(pk__in=wanted).count() != len(
        wanted
    ):
        raise EpidemicRefusedError(
            "no_permission",
            _("Nhập ca, truy vết, giao danh sách: chỉ chuyên viên phụ trách doanh nghiệp làm việc này."),
        )


def check_can_reveal(by: Actor, reason: str) -> None:
    """With a reason of some words; whose page it is has been asked before."""
    if not by.may(Permission.EPIDEMIC_REVEAL) or by.user_id is None:
        raise EpidemicRefusedError(
            "no_permission", _("Mở tên: chỉ chuyên viên phụ trách và lãnh đạo, đích danh người dùng.")
        )
    check_reason(reason)


def check_reason(reason: str) -> None:
    """Some words, not a letter."""
    if seen_length(reason) < LEAST_REASON:
        raise EpidemicRefusedError(
            "reason_short",
            _("Lý do: cần ít nhất %(least)s ký tự, ghi rõ việc đang làm."),
            least=LEAST_REASON,
        )


def check_days(onset_on: date | None, sampled_on: date | None, isolated_on: date | None, today: date) -> None:
    """At least one of onset and sampling, none of them to come, none too long ago."""
    reference = onset_on or sampled_on
    if reference is None:
        raise EpidemicRefusedError(
            "no_day",
            _(
                "Chưa có ngày khởi phát và ngày lấy mẫu. Nhập ít nhất một ngày; không triệu chứng: ngày lấy mẫu."
            ),
        )
    for day in filter(None, (onset_on, sampled_on, isolated_on)):
        if day > today:
            raise EpidemicRefusedError(
                "day_to_come",
                _("Ngày %(day)s chưa đến. Nhập đến hôm nay %(today)s."),
                day=_day(day),
                today=_day(today),
            )
    if reference < today - timedelta(days=MOST_DAYS_BACK):
        raise EpidemicRefusedError(
            "day_too_old",
            _("Ngày %(day)s đã quá %(most)s ngày. Kiểm tra lại năm và tháng."),
            day=_day(reference),
            most=MOST_DAYS_BACK,
        )


def check_no_case_yet(case: Case | None) -> None:
    """One illness, one case."""
    if case is not None:
        raise EpidemicRefusedError(
            "case_already",
            _("Người này đã có ca %(code)s. Sửa ca đó, hoặc rút ca đó trước nếu nhập nhầm."),
            code=case.code,
        )


def check_case_open(case: Case) -> None:
    """Neither withdrawn nor erased."""
    if case.erased_at is not None:
        raise EpidemicRefusedError("erased", _("Ca %(code)s đã xóa vì hết hạn giữ."), code=case.code)
    if case.withdrawn_at is not None:
        raise EpidemicRefusedError("withdrawn_already", _("Ca %(code)s đã rút."), code=case.code)


def check_choice(cases: Sequence[Case], choice: Choice) -> None:
    """Some open cases, one or two tiers, a window that is not endless."""
    if not cases or len(cases) > MOST_CASES:
        raise EpidemicRefusedError(
            "cases_chosen",
            _("Đã chọn %(count)s ca. Chọn từ 1 đến %(most)s ca."),
            count=len(cases),
            most=MOST_CASES,
        )
    for case in cases:
        check_case_open(case)
    if choice.tiers not in {1, 2} or not 0 <= choice.days_before <= MOST_DAYS_BEFORE:
        raise EpidemicRefusedError(
            "choice",
            _("Số vòng là 1 hoặc 2; số ngày trước khởi phát từ 0 đến %(most)s."),
            most=MOST_DAYS_BEFORE,
        )


def check_uncertain(contact: Contact | None) -> Contact:
    """Only what presence could not tell is asked."""
    if contact is None:
        raise EpidemicRefusedError("not_listed", _("Người này không có trong danh sách của lần truy vết."))
    if contact.certain:
        raise EpidemicRefusedError(
            "certain_already", _("Dữ liệu có mặt đã đủ để kết luận, không có câu nào phải hỏi.")
        )
    return contact


def check_can_hand_over(enterprise: Enterprise, result: Result, open_: HandOver | None) -> None:
    """An enterprise that has people on the list, once."""
    if enterprise.code not in {each.enterprise for each in result.people.values()}:
        raise EpidemicRefusedError(
            "nobody_listed",
            _("%(enterprise)s không có ai trong danh sách này, không có gì để giao."),
            enterprise=str(enterprise),
        )
    if open_ is not None:
        raise EpidemicRefusedError(
            "handed_already",
            _("Đã giao cho %(enterprise)s. Thu lại trước khi giao lần nữa."),
            enterprise=str(enterprise),
        )


def check_can_receive(by: Actor, handed: HandOver) -> None:
    """The enterprise's own people, once, while it has it."""
    if not by.may(Permission.EPIDEMIC_HANDED) or not covers(by, handed.enterprise):
        raise EpidemicRefusedError(
            "no_permission", _("Xác nhận đã nhận: chỉ đầu mối của doanh nghiệp được giao làm việc này.")
        )
    check_handed(handed)
    if handed.received_at is not None:
        raise EpidemicRefusedError("received_already", _("Doanh nghiệp đã xác nhận nhận danh sách này."))


def check_somebody(stays: Sequence[object]) -> None:
    """Somebody is left whom no rule keeps out yet."""
    if not stays:
        raise EpidemicRefusedError(
            "nobody_left", _("Mọi người của vòng này đã có quy định tại chốt, không đặt thêm.")
        )


def check_handed(handed: HandOver) -> None:
    """Not taken back yet."""
    if handed.taken_back_at is not None:
        raise EpidemicRefusedError("taken_back_already", _("Đã thu lại danh sách này."))


def check_list_kept(run: TracingRun, kept: object) -> None:
    """The list is still there."""
    if kept is None:
        raise EpidemicRefusedError(
            "erased", _("Danh sách của %(code)s đã xóa vì hết hạn giữ."), code=run.code
        )


def check_can_erase(by: Actor) -> None:
    """The system by itself: when their time is over data go, and not a day before because somebody wants so."""
    if by.user_id is not None or by.role != "SYSTEM":
        raise EpidemicRefusedError(
            "no_permission", _("Dữ liệu dịch tễ tự xóa khi hết hạn, không ai xóa tay.")
        )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
