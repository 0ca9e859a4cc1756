"""From an empty installation to the first report: what is done, what comes next, who does it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.dashboards import queries


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `page` is where who holds `permission` (`whole`: and sees the whole authority) does it."""

    words: str | Promise
    why: str | Promise
    who: str | Promise
    permission: Permission
    page: str
    is_done: Callable[[], bool]
    whole: bool = False

    def offered_to(self, by: Actor) -> bool:
        """Nobody is led to what would be refused."""
        return by.may(self.permission) and (by.scope.whole or not self.whole)


STEPS = (
    Step(
        _("Mời lãnh đạo và chuyên viên của Ban"),
        _("Mời bằng đường dẫn, chọn phạm vi toàn Ban cho lãnh đạo và ít nhất một chuyên viên."),
        _("Quản trị hệ thống"),
        Permission.USERS_MANAGE,
        "core:user-invite",
        queries.board_is_there,
    ),
    Step(
        _("Thêm khu công nghiệp"),
        _("Mỗi khu một mã và một tên."),
        _("Chuyên viên phụ trách toàn Ban"),
        Permission.REGISTER_EDIT,
        "parks:add",
        queries.parks_are_there,
        whole=True,
    ),
    Step(
        _("Thêm doanh nghiệp"),
        _("Mã số thuế được kiểm tra; doanh nghiệp đứng trong một khu từ ngày hoạt động."),
        _("Chuyên viên"),
        Permission.REGISTER_EDIT,
        "enterprises:add",
        queries.enterprises_are_there,
    ),
    Step(
        _("Giao chuyên viên phụ trách"),
        _("Ở trang của từng doanh nghiệp: báo cáo gửi về ai, ai nhắc."),
        _("Chuyên viên"),
        Permission.REGISTER_EDIT,
        "enterprises:list",
        queries.officers_are_in_charge,
    ),
    Step(
        _("Mời đầu mối của doanh nghiệp"),
        _("Vai trò đầu mối báo cáo, phạm vi là doanh nghiệp đó."),
        _("Quản trị hệ thống"),
        Permission.USERS_MANAGE,
        "core:user-invite",
        queries.reporters_are_there,
    ),
    Step(
        _("Mở kỳ báo cáo"),
        _("Kỳ sắp hết tự mở; muốn sớm hơn thì mở ở trang Báo cáo."),
        _("Chuyên viên phụ trách toàn Ban"),
        Permission.COLLECTION_RUN,
        "reporting:list",
        queries.periods_are_open,
        whole=True,
    ),
    Step(
        _("Nộp báo cáo đầu tiên"),
        _("Trên trang, bằng tệp Excel điền sẵn hoặc chuyên viên nhập hộ; rồi duyệt."),
        _("Đầu mối báo cáo doanh nghiệp"),
        Permission.REPORTS_FILE,
        "reporting:reports",
        queries.reports_are_filed,
    ),
)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as one reader sees it; `url` is empty where somebody else does it, `next` marks the one to do now."""

    words: str | Promise
    why: str | Promise
    who: str | Promise
    url: str
    done: bool
    next: bool


def first_steps(by: Actor) -> list[StepRow]:
    """In the order in which they can be done."""
    done = [step.is_done() for step in STEPS]
    coming = done.index(False) if False in done else -1
    return [
        StepRow(
            step.words,
            step.why,
            step.who,
            reverse(step.page) if step.offered_to(by) else "",
            done[place],
            next=place == coming,
        )
        for place, step in enumerate(STEPS)
    ]
