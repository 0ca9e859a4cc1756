"""The sign-in library's forms with our labels; the code form with our lock."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts import tries
from songhanh.core.records import fingerprint

LABELS = {
    "login": _("Tên đăng nhập"),
    "password": _("Mật khẩu"),
    "oldpassword": _("Mật khẩu đang dùng"),
    "password1": _("Mật khẩu mới"),
    "password2": _("Nhập lại mật khẩu mới"),
    "email": _("Địa chỉ thư điện tử"),
    "code": _("Mã 6 số đang hiện trên điện thoại, hoặc một mã dự phòng"),
}
# A code holds for its own half minute and its neighbours'; for that long it is not taken twice.
CODE_SECONDS = 120


class Labelled:
    """Labels above the fields, in our words; no placeholders."""

    fields: dict[str, Any]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = " ".join(password_validators_help_texts()) if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "in1"
            field.error_messages["required"] = _("%(label)s: chưa nhập.") % {"label": field.label}
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class LoginForm(Labelled, account.LoginForm):  # type: ignore[misc]
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autofocus"] = ""  # nothing else is to be done on that page


class ReauthenticateForm(Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ChangePasswordForm(Labelled, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, the new one twice."""


class ResetPasswordForm(Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""


class ResetPasswordKeyForm(Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by link: the first one, or one forgotten."""


class ActivateTOTPForm(Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the app holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Mã 6 số đang hiện trong ứng dụng")


class _LockedCode(Labelled):
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["autofocus"] = ""

    def clean_code(self) -> str:
        """The code, counted like passwords are: five wrong ones lock."""
        key, now = tries.code_key(self.user), timezone.now()
        if until := tries.locked_until(key, now):
            raise ValidationError(tries.words(until), code="locked")
        taken = f"code-taken-{self.user.pk}-{fingerprint(self.cleaned_data['code'].strip())}"
        if cache.get(taken):
            raise ValidationError(_("Mã này vừa dùng rồi. Chờ ứng dụng hiện mã mới."), code="code_taken")
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            if until := tries.count_wrong(key, now):
                raise ValidationError(tries.words(until), code="locked") from None
            raise
        if not cache.add(taken, 1, CODE_SECONDS):  # typed at the same moment in two places
            raise ValidationError(_("Mã này vừa dùng rồi. Chờ ứng dụng hiện mã mới."), code="code_taken")
        tries.forget(key)
        return code


class AuthenticateForm(_LockedCode, mfa.AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class ReauthenticateCodeForm(_LockedCode, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The code once more."""
