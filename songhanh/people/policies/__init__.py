"""Who may see, change and import people, and when. Each `check_…` raises with a reason."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ENTERPRISE_ROLES
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError, seen_length
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.people import queries
from songhanh.people.intake.identity import hash_of
from songhanh.people.intake.statement import Statement
from songhanh.people.models import Employment, ImportState, PeopleImport

SHOWN_FOR = timedelta(minutes=15)
LEAST_REASON = 10  # letters of a reason
MOST_CORRECTIONS = 500  # cells of one list corrected on its page
LONGEST_CELL = 200  # letters


class PeopleRefusedError(RefusedError):
    """Something about people may not be done."""


def sees_unmasked(by: Actor, enterprise_id: int) -> bool:
    """The employer sees its own people; everyone else sees masks, an officer of this very enterprise too."""
    return is_employer(by) and enterprise_id in by.scope.enterprise_ids


def may_have_file(by: Actor, import_: PeopleImport) -> bool:
    """The workbook as it was sent shows everybody in it: to the employer, and to who has sent it."""
    return sees_unmasked(by, import_.enterprise_id) or (
        by.user_id is not None and by.user_id == import_.uploaded_by_id
    )


def is_employer(by: Actor) -> bool:
    """Whether the actor belongs to an enterprise: by role, since an officer's scope may be enterprises as well."""
    return by.role in ENTERPRISE_ROLES


def user_id_of(by: Actor) -> int:
    """A named user's id: the system itself looks at nobody."""
    if by.user_id is None:
        raise PeopleRefusedError("no_user", _("Việc này cần một người dùng đích danh."))
    return by.user_id


def covers(by: Actor, enterprise: Enterprise) -> bool:
    """Whether the enterprise lies in the actor's scope."""
    match by.scope.kind:
        case ScopeKind.AUTHORITY:
            return True
        case ScopeKind.PARKS:
            return enterprise.park_id in by.scope.park_ids
        case ScopeKind.ENTERPRISES:
            return enterprise.pk in by.scope.enterprise_ids
    return False


def check_can_edit(by: Actor, enterprise: Enterprise) -> None:
    """The permission, over this enterprise."""
    if not by.may(Permission.PEOPLE_EDIT) or not covers(by, enterprise):
        raise PeopleRefusedError(
            "no_permission", _("Chỉ đầu mối của doanh nghiệp và chuyên viên phụ trách sửa lao động.")
        )


def check_can_import(by: Actor, enterprise: Enterprise) -> None:
    """Likewise for lists."""
    if not by.may(Permission.PEOPLE_IMPORT) or not covers(by, enterprise):
        raise PeopleRefusedError(
            "no_permission",
            _("Chỉ đầu mối của doanh nghiệp và chuyên viên phụ trách nhập danh sách lao động."),
        )


def check_can_reveal(by: Actor, employment: Employment, reason: str) -> None:
    """An officer of this enterprise, with a reason of some words."""
    if not by.may(Permission.PEOPLE_REVEAL) or not covers(by, employment.enterprise):
        raise PeopleRefusedError(
            "no_permission", _("Xem đủ một người: chỉ chuyên viên phụ trách doanh nghiệp.")
        )
    if seen_length(reason) < LEAST_REASON:
        raise PeopleRefusedError(
            "reason_short", _("Lý do: cần ít nhất %(least)s ký tự, ghi rõ việc đang làm."), least=LEAST_REASON
        )


def check_can_hire(enterprise: Enterprise, statement: Statement) -> None:
    """A code and a person that are free in this enterprise."""
    if queries.open_stretch(enterprise, code=statement.employee_code):
        raise PeopleRefusedError(
            "code_taken",
            _("Mã %(code)s đang dùng cho người khác. Nhập mã khác."),
            code=statement.employee_code,
        )
    if queries.open_stretch(enterprise, key=hash_of(statement)):
        raise PeopleRefusedError(
            "employed_already", _("Số định danh này đã có trong danh sách đang làm việc.")
        )


def check_can_correct(stay: list[Employment], statement: Statement) -> None:
    """The new code and number are free, and the joining day leaves every stretch its days."""
    last, enterprise = stay[-1], stay[-1].enterprise
    taken = queries.open_stretch(enterprise, code=statement.employee_code)
    if taken and taken.stay != last.stay:
        raise PeopleRefusedError(
            "code_taken",
            _("Mã %(code)s đang dùng cho người khác. Nhập mã khác."),
            code=statement.employee_code,
        )
    other = queries.open_stretch(enterprise, key=hash_of(statement))
    if other and other.stay != last.stay:
        raise PeopleRefusedError(
            "employed_already", _("Số định danh này đã có trong danh sách đang làm việc.")
        )
    ends = stay[0].until
    if statement.joined_on and ends and statement.joined_on >= ends:
        raise PeopleRefusedError(
            "joined_too_late",
            _("Ngày vào làm %(day)s: phải trước %(until)s, ngày đổi việc hoặc nghỉ đã ghi."),
            day=f"{statement.joined_on:%d/%m/%Y}",
            until=f"{ends:%d/%m/%Y}",
        )


def check_can_end(employment: Employment, left_on: date, today: date) -> None:
    """After the stretch began, not later than a quarter ahead."""
    if employment.until is not None:
        raise PeopleRefusedError(
            "left_already", _("Người này đã nghỉ từ %(day)s."), day=f"{employment.until:%d/%m/%Y}"
        )
    if left_on <= employment.since:
        raise PeopleRefusedError(
            "left_too_early",
            _("Nghỉ từ ngày %(day)s: phải sau %(since)s, ngày bắt đầu hoặc đổi việc gần nhất."),
            day=f"{left_on:%d/%m/%Y}",
            since=f"{employment.since:%d/%m/%Y}",
        )
    if left_on > today + timedelta(days=92):
        raise PeopleRefusedError(
            "left_too_late",
            _("Nghỉ từ ngày %(day)s: quá xa, nhập trong vòng 3 tháng tới."),
            day=f"{left_on:%d/%m/%Y}",
        )


def check_can_change_from(employment: Employment, day: date, today: date) -> None:
    """A new placement begins within the last stretch, not in the future."""
    if employment.until is not None:
        raise PeopleRefusedError(
            "left_already", _("Người này đã nghỉ từ %(day)s."), day=f"{employment.until:%d/%m/%Y}"
        )
    if not employment.since <= day <= today:
        raise PeopleRefusedError(
            "day_outside",
            _("Áp dụng từ ngày %(day)s: cần từ %(since)s đến %(today)s."),
            day=f"{day:%d/%m/%Y}",
            since=f"{employment.since:%d/%m/%Y}",
            today=f"{today:%d/%m/%Y}",
        )


def check_undecided(import_: PeopleImport) -> None:
    """Neither taken nor dropped yet, be it checked or not."""
    if import_.state != ImportState.RECEIVED:
        check_open(import_)


def check_waits(import_: PeopleImport) -> None:
    """Kept, to be checked."""
    if import_.state != ImportState.RECEIVED:
        check_open(import_)
        raise PeopleRefusedError("checked_already", _("Tệp này đã kiểm tra xong."))


def check_open(import_: PeopleImport) -> None:
    """Checked, and neither taken nor dropped yet."""
    if import_.state == ImportState.RECEIVED:
        raise PeopleRefusedError(
            "not_checked", _("Tệp này chưa kiểm tra xong. Kiểm tra xong mới làm tiếp được.")
        )
    if import_.state != ImportState.CHECKED:
        raise PeopleRefusedError(
            "decided_already", _("Tệp này đã xử lý: %(state)s."), state=import_.get_state_display().lower()
        )


def check_listed_on(listed_on: date, now: datetime) -> None:
    """A list describes today or a past day."""
    today = timezone.localdate(now)
    if not date(2000, 1, 1) <= listed_on <= today:
        raise PeopleRefusedError(
            "listed_on",
            _("Ngày của danh sách %(day)s: nhập từ 01/01/2000 đến hôm nay %(today)s."),
            day=f"{listed_on:%d/%m/%Y}",
            today=f"{today:%d/%m/%Y}",
        )


def check_can_take(
    *, ready: bool, errors: int, doubts: int, right: int, only_right_rows: bool, confirmed: bool
) -> None:
    """Whole only without errors and with doubtful rows confirmed; part only by explicit choice."""
    if not ready:
        raise PeopleRefusedError("columns_open", _("Còn cột chưa chọn. Chọn đủ cột rồi kiểm tra lại."))
    if only_right_rows:
        if not right:
            raise PeopleRefusedError("nothing_right", _("Không có dòng nào đúng để ghi."))
        return
    if errors:
        raise PeopleRefusedError(
            "has_errors",
            _("Còn %(errors)s dòng có lỗi. Sửa tệp, hoặc chọn chỉ ghi các dòng đúng."),
            errors=errors,
        )
    if doubts and not confirmed:
        raise PeopleRefusedError(
            "needs_confirmation",
            _("Có %(doubts)s dòng cần xác nhận. Đánh dấu đã xem rồi ghi."),
            doubts=doubts,
        )


def check_checked_whole(alone: int) -> None:
    """Rows that were checked by themselves only are never taken."""
    if alone:
        raise PeopleRefusedError(
            "not_checked_whole",
            _("%(rows)s dòng đã sửa chưa kiểm tra lại cùng cả tệp. Bấm «Kiểm tra lại cả tệp» rồi ghi."),
            rows=alone,
        )


def check_can_correct_cell(*, kept: bool, known_column: bool, length: int) -> None:
    """A cell of a row that the page shows, in a column that is used, with a text a cell can hold."""
    if not kept or not known_column:
        raise PeopleRefusedError(
            "cell_not_open", _("Ô này không sửa ở đây được: chỉ sửa các dòng có lỗi hoặc cần xác nhận.")
        )
    if length > LONGEST_CELL:
        raise PeopleRefusedError(
            "cell_too_long",
            _("Nhập %(length)s ký tự: cần không quá %(limit)s ký tự."),
            length=length,
            limit=LONGEST_CELL,
        )


def check_corrections(count: int) -> None:
    """So many corrections are a new file."""
    if count > MOST_CORRECTIONS:
        raise PeopleRefusedError(
            "too_many_corrections",
            _(
                "Đã sửa %(limit)s ô ở trang này, không sửa thêm được. Tải tệp đã đánh dấu lỗi về, sửa rồi gửi lại."
            ),
            limit=MOST_CORRECTIONS,
        )


def check_can_undo(import_: PeopleImport) -> None:
    """Taken and not undone; whether rows have changed since is seen when they are read."""
    if import_.erased_at is not None:
        raise PeopleRefusedError(
            "erased", _("Tệp này đã xóa cùng người hết hạn lưu, nên không hoàn tác được nữa.")
        )
    if import_.state != ImportState.TAKEN:
        raise PeopleRefusedError(
            "not_taken",
            _("Chỉ hoàn tác được tệp đã ghi. Tệp này: %(state)s."),
            state=import_.get_state_display().lower(),
        )


def check_unchanged(changed: int) -> None:
    """No row has been written since the import."""
    if changed:
        raise PeopleRefusedError(
            "changed_since",
            _("%(changed)s dòng đã được sửa sau khi ghi tệp này, nên không hoàn tác được nữa."),
            changed=changed,
        )
