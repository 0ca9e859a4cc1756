"""Forms of the core's own pages."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.roles import ROLE_CHOICES
from songhanh.core.accounts.targets import Target
from songhanh.core.acts import TITLES
from songhanh.core.models import User
from songhanh.core.models.user import plain_username
from songhanh.core.ui.days import DayField

THEMES = [("auto", _("Theo máy")), ("light", _("Sáng")), ("dark", _("Tối"))]
DENSITIES = [("normal", _("Thường")), ("compact", _("Gọn: nhiều dòng hơn trên màn hình"))]
PHONE = RegexValidator(
    r"^[0-9+(). -]*$", _("Điện thoại: chỉ gồm chữ số, dấu cách, dấu chấm, +, ngoặc. Ví dụ 0912 345 678.")
)
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class PreferencesForm(forms.Form):
    """What one sets for oneself. Not the name: acts stand under it, so that an administrator changes it."""

    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        help_text=_("Số để Ban và đồng nghiệp gọi khi cần."),
        validators=[PHONE],
        error_messages={
            "max_length": _("Điện thoại: có %(show_value)s ký tự, nhập không quá %(limit_value)s ký tự.")
        },
        widget=forms.TextInput(attrs={"class": "in1", "autocomplete": "tel", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Màu nền"), choices=THEMES, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Độ dày của bảng"), choices=DENSITIES, widget=forms.RadioSelect)

    def clean_phone(self) -> str:
        """Single spaces."""
        return one_line(self.cleaned_data["phone"])


class InviteForm(forms.Form):
    """Who is invited, as what, to see what."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm, gạch nối. Không đổi được về sau."),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *ROLE_CHOICES])
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Lời mời gửi tới đây. Để trống thì chép đường dẫn đưa tận tay."),
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    target = forms.ChoiceField(label=_("Phạm vi được xem"), required=False)

    def __init__(self, *args: Any, targets: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["target"])
        field.choices = target_choices(targets, empty=_("Chưa cấp, cấp sau"))
        styled(self)


class ChangeUserForm(forms.Form):
    """What an administrator may change."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=_("Vai trò"), choices=ROLE_CHOICES)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    is_active = forms.BooleanField(label=_("Được đăng nhập"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class GrantForm(forms.Form):
    """A target, from a day until a day."""

    target = forms.ChoiceField(label=_("Phạm vi"))
    valid_from = DayField(label=_("Từ ngày"))
    valid_until = DayField(
        label=_("Hết hạn ngày"),
        required=False,
        help_text=_("Từ ngày này không xem được nữa."),
    )
    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, targets: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["target"])
        field.choices = target_choices(targets, empty=_("Chọn phạm vi"))
        styled(self)


class HandOverForm(forms.Form):
    """To whom, from which day."""

    successor = forms.CharField(label=_("Tên đăng nhập người nhận"), max_length=60)
    on = DayField(label=_("Bàn giao từ ngày"))
    reason = forms.CharField(label=_("Căn cứ, lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)

    def clean_successor(self) -> User:
        """The user of that name."""
        name = plain_username(self.cleaned_data["successor"])
        user = User.objects.filter(username=name).first()
        if user is None:
            raise forms.ValidationError(
                _("Không có người dùng «%(name)s». Nhập tên đăng nhập của người nhận."), params={"name": name}
            )
        return user


class AuditFilterForm(forms.Form):
    """What to look for in the audit trail; all at once, none needed."""

    who = forms.CharField(label=_("Người làm"), max_length=120, required=False)
    name = forms.ChoiceField(label=_("Việc"), required=False)
    subject = forms.CharField(label=_("Đối tượng"), max_length=120, required=False)
    text = forms.CharField(label=_("Có chữ"), max_length=120, required=False)
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((name, str(title)) for name, title in TITLES.items()), key=lambda item: item[1])
        cast("forms.ChoiceField", self.fields["name"]).choices = [("", _("Mọi việc")), *named]
        styled(self)


class Coded(Protocol):
    """Something with a code; its text is its name."""

    @property
    def code(self) -> str:
        """What a form sends for it."""
        ...


class OfEnterprise(forms.Form):
    """Something of one enterprise; nothing is chosen where there is but one."""

    def __init__(self, *args: Any, enterprises: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ChoiceField(
            label=_("Doanh nghiệp"), choices=[(each.code, str(each)) for each in enterprises]
        )
        if len(enterprises) == 1:
            field.widget, field.initial = forms.HiddenInput(), enterprises[0].code
        self.fields = {"enterprise": field, **self.fields}
        styled(self)


def target_choices(targets: list[Target], *, empty: Any) -> list[tuple[str, Any]]:
    """The targets as a select shows them: none chosen for anybody, the code before the name."""
    shown: list[tuple[str, Any]] = [
        (target.key, f"{target.code} · {target.label}" if target.target_id else target.label)
        for target in targets
    ]
    return [("", empty), *shown]


def styled(form: forms.Form) -> None:
    """Our look for text fields and selects, our words where nothing was entered."""
    for field in form.fields.values():
        if not isinstance(field, forms.BooleanField):
            field.widget.attrs.setdefault("class", "in1")
        missing = (
            _("%(label)s: chưa chọn.") if isinstance(field, forms.ChoiceField) else _("%(label)s: chưa nhập.")
        )
        field.error_messages["required"] = missing % {"label": field.label}
        field.error_messages["invalid"] = _("%(label)s: chưa đúng dạng.") % {"label": field.label}


class SavedViewForm(forms.Form):
    """A list's query string and the name to keep it under."""

    page = forms.CharField(max_length=200)
    query = forms.CharField(max_length=2000, required=False)
    name = forms.CharField(max_length=80)

    def clean_name(self) -> str:
        """Composed letters, single spaces."""
        return one_line(self.cleaned_data["name"])


def one_line(text: str) -> str:
    """Composed letters, single spaces: how a name is kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class ApiClientForm(forms.Form):
    """A client of the API: who, with which of a role's permissions, over what, until when."""

    name = forms.CharField(
        label=_("Tên hệ thống kết nối"),
        max_length=60,
        help_text=_("Tên này đứng ở nhật ký và ở mỗi báo cáo do hệ thống đó nộp."),
    )
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *ROLE_CHOICES])
    permissions = forms.MultipleChoiceField(label=_("Được làm gì"), widget=forms.CheckboxSelectMultiple)
    targets = forms.MultipleChoiceField(
        label=_("Phạm vi"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Giữ phím Ctrl để chọn nhiều khu hoặc nhiều doanh nghiệp."),
    )
    valid_until = DayField(
        label=_("Hết hạn ngày"),
        required=False,
        help_text=_("Từ ngày này mã không dùng được nữa."),
    )

    def __init__(self, *args: Any, permissions: list[tuple[str, Any]], targets: list[Target], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.MultipleChoiceField", self.fields["permissions"]).choices = permissions
        cast("forms.MultipleChoiceField", self.fields["targets"]).choices = target_choices(targets, empty="")[
            1:
        ]
        styled(self)
        del self.fields["permissions"].widget.attrs["class"]

    def clean_name(self) -> str:
        """Composed letters, single spaces."""
        return one_line(self.cleaned_data["name"])
