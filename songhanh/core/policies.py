"""Who may do what to users, grants and notices, and when. Each `check_…` raises with a reason."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ENTERPRISE_ROLES, ROLES, Administrator
from songhanh.core.accounts.targets import Target
from songhanh.core.actor import Actor
from songhanh.core.models import ApiClient, Grant, Notice, Task, TaskState, User
from songhanh.core.models.user import USERNAME
from songhanh.core.queries import grants_open_on
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import ScopeKind


class NotAllowedError(RefusedError):
    """An action on users, grants or notices is refused."""


MOST_TASKS = 5  # open at once, of one asker


def check_can_manage_users(by: Actor) -> None:
    """Only who holds the permission."""
    if not by.may(Permission.USERS_MANAGE):
        raise NotAllowedError("no_permission", _("Chỉ quản trị hệ thống quản lý người dùng."))


def check_can_set_own(by: Actor, user: User) -> None:
    """One's own account only: even an administrator sets nobody's telephone and language this way."""
    if by.user_id != user.pk:
        raise NotAllowedError("not_yours", _("Chỉ sửa cài đặt của chính tài khoản đang đăng nhập."))


def check_can_invite(by: Actor, *, username: str, role: str) -> None:
    """A free, well-formed name and a known role."""
    check_can_manage_users(by)
    check_role(role)
    try:
        USERNAME(username)
    except ValidationError as error:
        raise NotAllowedError("username_form", error.message) from None
    if User.objects.filter(username=username).exists():
        raise NotAllowedError(
            "username_taken",
            _("Tên đăng nhập «%(username)s» đã có người dùng. Chọn tên khác."),
            username=username,
        )


def check_can_invite_again(by: Actor, user: User) -> None:
    """Who has set no password yet."""
    check_can_manage_users(by)
    if user.has_usable_password() or not user.is_active:
        raise NotAllowedError(
            "joined_already",
            _("%(name)s đã đặt mật khẩu hoặc đang ngừng: dùng «Quên mật khẩu» thay lời mời."),
            name=str(user),
        )


def check_role(role: str) -> None:
    """A role that exists."""
    if role not in ROLES:
        raise NotAllowedError("role_unknown", _("Không có vai trò «%(role)s»."), role=role)


def check_can_change(by: Actor, user: User, *, role: str, is_active: bool, on: date) -> None:
    """Not one's own role, not the last administrator, not a role that the user's grants are too wide for."""
    check_can_manage_users(by)
    check_role(role)
    if (role, is_active) == (user.role, user.is_active):
        return
    if by.user_id == user.pk:
        raise NotAllowedError(
            "own_account", _("Không tự đổi vai trò hoặc tự khóa tài khoản của mình. Nhờ quản trị khác.")
        )
    _check_administrator_left(user, role=role, is_active=is_active)
    for grant in grants_open_on(user, on):
        check_fits(role, grant.kind)


def _check_administrator_left(user: User, *, role: str, is_active: bool) -> None:
    loses = user.role == Administrator.code and user.is_active and (role != user.role or not is_active)
    others = User.objects.filter(role=Administrator.code, is_active=True).exclude(pk=user.pk)
    if loses and not others.exists():
        raise NotAllowedError(
            "last_administrator", _("Đây là quản trị hệ thống duy nhất còn hoạt động. Thêm người khác trước.")
        )


def check_can_grant(
    by: Actor, user: User, *, kind: str, target_id: int | None, valid_from: date, valid_until: date | None
) -> None:
    """The kind fits the role, names a target where it must, and begins before it ends."""
    check_can_manage_users(by)
    check_fits(user.role, kind)
    if (kind == ScopeKind.AUTHORITY) != (target_id is None):
        raise NotAllowedError(
            "target", _("Phạm vi khu hoặc doanh nghiệp cần nêu đích danh; toàn Ban thì không.")
        )
    if valid_until is not None and valid_until <= valid_from:
        raise NotAllowedError(
            "period",
            _("Ngày hết hạn %(until)s phải sau ngày bắt đầu %(begin)s."),
            begin=_day(valid_from),
            until=_day(valid_until),
        )
    same = Grant.objects.filter(user=user, kind=kind, target_id=target_id, valid_from__lte=valid_from)
    if any(grant.valid_until is None or grant.valid_until > valid_from for grant in same):
        raise NotAllowedError("granted_already", _("Người dùng đã có phạm vi này."))


def check_fits(role: str, kind: str) -> None:
    """People of an enterprise see enterprises, never a park or the authority."""
    if kind not in set(ScopeKind) - {ScopeKind.NOTHING}:
        raise NotAllowedError("kind_unknown", _("Không có loại phạm vi «%(kind)s»."), kind=kind)
    if role in ENTERPRISE_ROLES and kind != ScopeKind.ENTERPRISES:
        raise NotAllowedError(
            "grant_does_not_fit",
            _("Vai trò «%(role)s» chỉ giữ phạm vi doanh nghiệp. Thu hồi phạm vi khu hoặc toàn Ban trước."),
            role=str(ROLES[role].name),
        )


def check_can_revoke(by: Actor, grant: Grant, *, on: date) -> None:
    """A grant that has not ended by that day."""
    check_can_manage_users(by)
    if grant.valid_until is not None and grant.valid_until <= on:
        raise NotAllowedError(
            "ended_already", _("Phạm vi này đã hết từ %(until)s."), until=_day(grant.valid_until)
        )


def check_can_hand_over(by: Actor, *, outgoing: User, successor: User, on: date, today: date) -> None:
    """To another active user on the same side, from today on."""
    check_can_manage_users(by)
    if outgoing.pk == successor.pk:
        raise NotAllowedError("same_user", _("Người nhận bàn giao phải khác người bàn giao."))
    if not successor.is_active:
        raise NotAllowedError(
            "successor_inactive", _("Tài khoản %(name)s đang ngừng. Mở lại trước."), name=str(successor)
        )
    if (outgoing.role in ENTERPRISE_ROLES) != (successor.role in ENTERPRISE_ROLES):
        raise NotAllowedError(
            "successor_role",
            _("Chỉ bàn giao trong cùng phía: đầu mối cho đầu mối, chuyên viên cho chuyên viên."),
        )
    if on < today:
        raise NotAllowedError(
            "past_day",
            _("Ngày bàn giao %(day)s đã qua. Chọn từ %(today)s trở đi."),
            day=_day(on),
            today=_day(today),
        )


def check_something_to_hand_over(outgoing: User, grants: list[Grant]) -> None:
    """Parks or enterprises by name; the whole authority is not handed over."""
    if not grants:
        raise NotAllowedError(
            "nothing_to_hand_over",
            _("%(name)s không giữ khu hay doanh nghiệp nào để bàn giao."),
            name=str(outgoing),
        )


def check_can_issue_client(
    by: Actor, *, name: str, role: str, permissions: Sequence[Permission], targets: Sequence[Target],
    valid_until: date | None, on: date,
) -> None:  # fmt: skip
    """A free name, some of the role's own permissions, a scope that the role can have."""
    check_can_manage_users(by)
    check_role(role)
    if ApiClient.objects.filter(name=name).exists():
        raise NotAllowedError(
            "name_taken", _("Tên «%(name)s» đã có mã truy cập. Đổi mã đó hoặc chọn tên khác."), name=name
        )
    if not permissions or not frozenset(permissions) <= ROLES[role].permissions:
        raise NotAllowedError(
            "not_of_the_role",
            _("Chọn ít nhất một quyền, chỉ trong các quyền của vai trò «%(role)s»."),
            role=str(ROLES[role].name),
        )
    if len({target.kind for target in targets}) != 1:
        raise NotAllowedError("target", _("Chọn toàn Ban, hoặc các khu, hoặc các doanh nghiệp."))
    check_fits(role, targets[0].kind)
    if valid_until is not None and valid_until <= on:
        raise NotAllowedError("period", _("Ngày hết hạn phải sau hôm nay %(today)s."), today=_day(on))


def check_can_change_client(by: Actor, client: ApiClient) -> None:
    """One that has not been revoked."""
    check_can_manage_users(by)
    if client.revoked_at is not None:
        raise NotAllowedError("revoked_already", _("Mã truy cập «%(name)s» đã thu hồi."), name=client.name)


def check_can_give_second_factor(by: Actor) -> None:
    """A secret that others know is no second factor: only the system itself sets one, for its demo users."""
    if by.user_id is not None or by.role != "SYSTEM":
        raise NotAllowedError("no_permission", _("Người dùng tự cài mã một lần trên điện thoại của mình."))


def check_can_read_notice(by: Actor, notice: Notice) -> None:
    """One's own."""
    if notice.user_id != by.user_id:
        raise NotAllowedError("not_yours", _("Thông báo này gửi cho người khác."))


def check_can_ask_task(waiting: int) -> None:
    """Not ever more: one asker's tasks keep those of others waiting."""
    if waiting >= MOST_TASKS:
        raise NotAllowedError(
            "too_many_tasks",
            _("Đang có %(count)s việc chạy nền chưa xong. Chờ xong hoặc hủy bớt rồi yêu cầu lại."),
            count=waiting,
        )


def check_can_cancel_task(task: Task) -> None:
    """One that has not ended otherwise; twice is once."""
    if not task.is_open and task.state != TaskState.CANCELLED:
        raise NotAllowedError("ended_already", _("Việc này đã kết thúc, không còn gì để hủy."))


def check_task_file(task: Task, scope: dict[str, object]) -> None:
    """It is there, and was made for what the reader still sees."""
    if task.cleared_at is not None:
        raise NotAllowedError("expired", _("Tệp đã xóa vì hết hạn giữ. Yêu cầu lại để có tệp mới."))
    if not task.has_file:
        raise NotAllowedError("no_file", _("Việc này chưa có tệp để tải."))
    if task.scope != scope:
        raise NotAllowedError(
            "scope_changed", _("Phạm vi được xem đã đổi từ khi lập tệp. Yêu cầu lại để có tệp mới.")
        )


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
