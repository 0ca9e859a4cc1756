"""What the list of users shows and by what it is filtered."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.roles import ROLE_CHOICES
from songhanh.core.presenters import UserRow
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.core.ui.states import STATES


def page_url(row: UserRow) -> str:
    """The user's page."""
    return reverse("core:user", args=[row.username])


def second_factor(row: UserRow) -> str:
    """«đã cài» or nothing."""
    return str(_("đã cài")) if row.second_factor else ""


USERS = ListSpec(
    title=_("Người dùng"),
    sort="name",
    columns=(
        Column("name", _("Họ và tên"), lambda row: row.full_name, sort=("full_name", "username"),
               link=page_url, below=lambda row: row.username),
        Column("state", _("Trạng thái"), lambda row: row.state, Kind.STATE, sort=("state",)),
        Column("role", _("Vai trò"), lambda row: row.role, sort=("role",)),
        Column("scope", _("Được xem"), lambda row: row.scope),
        Column("factor", _("Mã một lần"), second_factor, sort=("second_factor",)),
        Column("login", _("Vào lần cuối"), lambda row: row.last_login, Kind.MOMENT, sort=("last_login",),
               first_down=True),
        Column("username", _("Tên đăng nhập"), lambda row: row.username, sort=("username",), shown=False),
        Column("email", _("Thư điện tử"), lambda row: row.email, shown=False),
        Column("phone", _("Điện thoại"), lambda row: row.phone, shown=False),
    ),
    filters=(
        Filter("role", _("Vai trò"), lambda: ROLE_CHOICES, field="role_code"),
        Filter(
            "state", _("Trạng thái"),
            lambda: [(code, STATES[code].word) for code in ("ACTIVE", "INVITED", "LOCKED", "INACTIVE")],
            field="state",
        ),
    ),
    search=("full_name", "username", "email", "scope"),
    search_hint=_("tên, tên đăng nhập, doanh nghiệp"),
    presets=(Preset(_("Tất cả"), ""), Preset(_("Chờ đặt mật khẩu"), "state=INVITED")),
    empty=Empty(_("Chưa có người dùng nào.")),
    export_name="nguoi-dung",
)  # fmt: skip
