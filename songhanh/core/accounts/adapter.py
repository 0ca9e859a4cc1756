"""How the sign-in library is to behave here."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts import tries
from songhanh.core.accounts.invitation import own_address

FRESH_SECONDS = 300


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by himself: users are invited. Locks are told, in the same words to everybody."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra đèn Caps Lock và tắt bộ gõ tiếng Việt rồi gõ lại."
        ),
        "incorrect_password": _(
            "Mật khẩu chưa đúng. Kiểm tra đèn Caps Lock và tắt bộ gõ tiếng Việt rồi gõ lại."
        ),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng. Nhập lại mật khẩu hiện tại."),
        "too_many_login_attempts": _("Sai quá nhiều lần từ máy này. Chờ một phút rồi thử lại."),
        "rate_limited": _("Gửi quá nhiều lần từ máy này. Chờ một phút rồi thử lại."),
        "invalid_password_reset": _("Đường dẫn đặt mật khẩu không còn dùng được."),
        "incorrect_code": _(
            "Mã chưa đúng. Nhập 6 số đang hiện trong ứng dụng; giờ của điện thoại phải để tự động."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell a locked name so before anything else is looked at."""
        _tell_lock(credentials)
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The fifth wrong try is told at once."""
        _tell_lock(credentials)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The password once more before touching the second factor, unless it was given minutes ago."""
        records = self.request.session.get("account_authentication_methods") or []
        fresh = bool(records) and time.time() - records[-1]["at"] < FRESH_SECONDS
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the role."""
        return str(request.user.role_class.home)  # type: ignore[union-attr]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own settings."""
        return reverse("core:profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At our own address: what a request says of its host, any stranger may have written."""
        asked = urlsplit(super().get_reset_password_from_key_url(key))
        return own_address(asked.path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the one who gets it."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def format_email_subject(self, subject: str) -> str:
        """As the template has it."""
        return subject


def _tell_lock(credentials: dict[str, Any]) -> None:
    until = tries.locked_until(tries.password_key(str(credentials.get("username", ""))), timezone.now())
    if until:
        raise ValidationError(tries.words(until), code="locked")
