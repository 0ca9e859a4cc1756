"""``songhanh user``: users from the command line, by the system itself."""

import getpass
import os
import warnings
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core import clock, queries
from songhanh.core.accounts import second_factor
from songhanh.core.accounts.api_clients import API_PERMISSIONS
from songhanh.core.accounts.invitation import invitation_link
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.targets import Target, targets
from songhanh.core.actions import grants, users
from songhanh.core.actions.api_clients import issue_client
from songhanh.core.actor import system
from songhanh.core.models import User
from songhanh.core.models.user import plain_username
from songhanh.core.presenters import user_rows
from songhanh.core.reasons import RefusedError
from songhanh.core.scope import ScopeKind


class Command(BaseCommand):
    """add, invite, role, grant, unlock, list, token, code."""

    help = gettext_noop("Người dùng: add, invite, role, grant, unlock, list, token, code")

    def add_arguments(self, parser: CommandParser) -> None:
        """One parser an order."""
        orders = parser.add_subparsers(dest="order", required=True)
        for order, words in (
            ("add", _("thêm, hỏi mật khẩu")),
            ("invite", _("mời, in đường dẫn đặt mật khẩu")),
        ):
            new = orders.add_parser(order, help=words)
            named_user(new)
            new.add_argument("--full-name", required=True, metavar=_("HỌ_TÊN"), help=_("họ và tên"))
            new.add_argument("--role", required=True, choices=list(ROLES), help=_("vai trò"))
            new.add_argument("--email", default="", metavar=_("THƯ"), help=_("thư điện tử"))
            new.add_argument("--phone", default="", metavar=_("SỐ"), help=_("điện thoại"))
            add_target(new, required=False)
        add_granting(orders)
        for order, words in (
            ("unlock", _("mở khóa")),
            ("code", _("mã một lần lúc này (chỉ ở bản minh họa)")),
        ):
            named_user(orders.add_parser(order, help=words))
        orders.add_parser("list", help=_("liệt kê"))
        add_token(orders)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the order; a refusal is told in its own words."""
        try:
            getattr(self, options["order"])(options)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal

    def add(self, options: dict[str, Any]) -> None:
        """A user with a password from SONGHANH_PASSWORD or typed in."""
        password = os.environ.get("SONGHANH_PASSWORD") or typed_password()
        user = User(username=plain_username(options["name"]), full_name=options["full_name"])
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        users.add_user(password=password, **new_values(options), **acting())
        self.stdout.write(_("Đã thêm %(name)s.") % {"name": user.username})

    def invite(self, options: dict[str, Any]) -> None:
        """A user who sets the password by link; the link is printed as well."""
        user = users.invite_user(**new_values(options), **acting())
        self.stdout.write(invitation_link(user))

    def role(self, options: dict[str, Any]) -> None:
        """Another role."""
        user = users.change_user(user=named(options["name"]), role=options["role"], **acting())
        self.stdout.write(f"{user.username}: {user.role_class.name}")

    def grant(self, options: dict[str, Any]) -> None:
        """One more grant."""
        user, target = named(options["name"]), target_in(options)
        if target is None:
            raise CommandError(_("Nêu --all, --park MÃ hoặc --enterprise MÃ."))
        grants.grant_scope(
            user=user,
            kind=target.kind,
            target_id=target.target_id,
            label=target.label,
            valid_from=options["valid_from"] or timezone.localdate(clock.now()),
            valid_until=options["valid_until"],
            reason=options["reason"],
            **acting(),
        )
        self.stdout.write(f"{user.username}: {target.label}")

    def token(self, options: dict[str, Any]) -> None:
        """A client of the API; its token is printed here and kept nowhere."""
        held = [each for each in API_PERMISSIONS if each in ROLES[options["role"]].permissions]
        target = target_in(options)
        assert target is not None  # the parser asks for one
        _client, token = issue_client(
            name=options["name"],
            role=options["role"],
            permissions=[Permission(each) for each in options["allow"] or held],
            targets=[target],
            valid_until=options["valid_until"],
            **acting(),
        )
        self.stdout.write(token)

    def unlock(self, options: dict[str, Any]) -> None:
        """Forget wrong tries."""
        user = named(options["name"])
        users.unlock_user(user=user, **acting())
        self.stdout.write(_("Đã mở khóa %(name)s.") % {"name": user.username})

    def list(self, options: dict[str, Any]) -> None:
        """One line a user."""
        today = timezone.localdate(clock.now())
        for row in user_rows(list(queries.users(on=today)), on=today, now=timezone.now()):
            self.stdout.write("\t".join((row.username, row.role_code, row.state, row.full_name, row.scope)))

    def code(self, options: dict[str, Any]) -> None:
        """The one-time code of this moment. Demo only: a second factor that a command tells is none."""
        if not settings.DEMO:
            raise CommandError(
                _("Chỉ bản minh họa mới in mã một lần: mã thật nằm trên điện thoại người dùng.")
            )
        secret = second_factor.secret_of(named(options["name"]))
        if secret is None:
            raise CommandError(_("%(name)s chưa cài mã một lần.") % {"name": options["name"]})
        self.stdout.write(second_factor.code_now(secret))


def add_granting(orders: Any) -> None:
    """``role`` and ``grant``."""
    role = orders.add_parser("role", help=_("đổi vai trò"))
    named_user(role)
    role.add_argument("role", choices=list(ROLES), help=_("vai trò"))
    grant = orders.add_parser("grant", help=_("cấp phạm vi được xem"))
    named_user(grant)
    add_target(grant, required=True)
    grant.add_argument(
        "--from", dest="valid_from", type=date.fromisoformat, metavar="2021-12-31", help=_("từ ngày")
    )
    add_until(grant)
    grant.add_argument("--reason", default="", metavar=_("LÝ_DO"), help=_("lý do"))


def add_token(orders: Any) -> None:
    """``token``: a client of the API."""
    token = orders.add_parser("token", help=_("cấp mã truy cập API, in ra một lần"))
    token.add_argument("name", metavar=_("TÊN"), help=_("tên chương trình dùng mã này"))
    token.add_argument("--role", required=True, choices=list(ROLES), help=_("vai trò"))
    token.add_argument(
        "--allow", action="append", choices=[str(each) for each in API_PERMISSIONS],
        help=_("một quyền, ghi được nhiều lần; không ghi thì mọi quyền của vai trò"),
    )  # fmt: skip
    add_until(token)
    add_target(token, required=True)


def add_until(parser: CommandParser) -> None:
    """The last day."""
    parser.add_argument(
        "--until", dest="valid_until", type=date.fromisoformat, metavar="2021-12-31", help=_("đến hết ngày")
    )


def named_user(parser: CommandParser) -> None:
    """The sign-in name."""
    parser.add_argument("name", metavar=_("TÊN"), help=_("tên đăng nhập"))


def add_target(parser: Any, *, required: bool) -> None:
    """``--all``, ``--park CODE`` or ``--enterprise CODE``."""
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--all", action="store_true", help=_("toàn Ban Quản lý"))
    group.add_argument("--park", metavar=_("MÃ"), help=_("một khu"))
    group.add_argument("--enterprise", metavar=_("MÃ"), help=_("một doanh nghiệp"))


def target_in(options: dict[str, Any]) -> Target | None:
    """The target that the options name, if they name one."""
    wanted = {
        ScopeKind.AUTHORITY: "*" if options["all"] else None,
        ScopeKind.PARKS: options["park"],
        ScopeKind.ENTERPRISES: options["enterprise"],
    }
    for kind, code in wanted.items():
        if code is not None:
            found = [target for target in targets() if (target.kind, target.code) == (kind, code)]
            if not found:
                raise CommandError(_("Không có khu hay doanh nghiệp mang mã %(code)s.") % {"code": code})
            return found[0]
    return None


def new_values(options: dict[str, Any]) -> dict[str, Any]:
    """What both ways of adding a user take."""
    values = {key: options[key] for key in ("full_name", "role", "email", "phone")}
    return {"username": options["name"], "target": target_in(options), **values}


def typed_password() -> str:
    """Unseen; refused in words where nobody sits at a terminal, as in a script or a container."""
    try:
        with warnings.catch_warnings(action="error", category=getpass.GetPassWarning):
            return getpass.getpass(_("Mật khẩu: "))
    except (EOFError, getpass.GetPassWarning) as error:
        raise CommandError(
            _("Không có bàn phím để gõ mật khẩu: đặt mật khẩu vào biến môi trường SONGHANH_PASSWORD.")
        ) from error


def named(name: str) -> User:
    """The user of that name."""
    user = User.objects.filter(username=plain_username(name)).first()
    if user is None:
        raise CommandError(_("Không có người dùng «%(name)s».") % {"name": name})
    return user


def acting() -> dict[str, Any]:
    """By the system, from the command line, now."""
    return {"by": system("cli"), "now": clock.now()}
