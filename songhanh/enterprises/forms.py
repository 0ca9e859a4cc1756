"""From a request to checked values: an enterprise, a move, a closing, an officer in charge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.roles import Officer
from songhanh.core.models import User
from songhanh.core.scope import Scope
from songhanh.core.ui.days import DayField
from songhanh.enterprises.models import Enterprise, Ownership
from songhanh.enterprises.models.enterprise import check_tax_code
from songhanh.parks.models import IndustrialPark


def text(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"class": "in1 in1--wide"})
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


class EnterpriseForm(forms.Form):
    """What stands in the file of an enterprise."""

    name = text(_("Tên đầy đủ"), 200)
    short_name = text(_("Tên gọi tắt"), 80)
    tax_code = text(_("Mã số thuế"), 14, help_text=_("10 hoặc 13 chữ số"))
    trade = text(_("Ngành nghề"), 80, required=False)
    sector = text(_("Mã ngành VSIC"), 10, required=False)
    ownership = forms.ChoiceField(
        label=_("Vốn"), choices=Ownership.choices, widget=forms.Select(attrs={"class": "in1"})
    )
    country = text(_("Nước đầu tư (mã hai chữ)"), 2, required=False)
    address = text(_("Địa chỉ"), 300, required=False)
    phone = text(_("Điện thoại"), 30, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, widget=forms.EmailInput(attrs={"class": "in1 in1--wide"})
    )

    def clean_tax_code(self) -> str:
        """The check digit must fit."""
        value = str(self.cleaned_data["tax_code"]).strip()
        check_tax_code(value)
        return value


class NewEnterpriseForm(EnterpriseForm):
    """An enterprise that begins: code, park, first day."""

    field_order = ("code", "park", "operating_from", "name", "short_name", "tax_code")

    code = forms.SlugField(
        label=_("Mã trong hệ thống"),
        max_length=30,
        help_text=_("chữ thường không dấu, số, gạch nối; đứng trong địa chỉ trang, không đổi về sau"),
        widget=forms.TextInput(attrs={"class": "in1"}),
    )
    operating_from = DayField(label=_("Hoạt động từ ngày"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"] = park_field(scope)
        self.order_fields(self.field_order)

    def clean_code(self) -> str:
        """Each code once."""
        code = str(self.cleaned_data["code"])
        if Enterprise.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Mã «%(code)s» đã dùng. Nhập mã khác."), params={"code": code})
        return code

    def clean_tax_code(self) -> str:
        """Each tax code once."""
        value = super().clean_tax_code()
        if Enterprise.objects.filter(tax_code=value).exists():
            raise forms.ValidationError(
                _("Mã số thuế «%(code)s» đã có trong hệ thống."), params={"code": value}
            )
        return value


class MoveForm(forms.Form):
    """To another park from a day on."""

    on = DayField(label=_("Từ ngày"))
    reason = text(_("Lý do"), 200)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"] = park_field(scope)
        self.order_fields(("park", "on", "reason"))


class CloseForm(forms.Form):
    """The day from which it works no more."""

    on = DayField(label=_("Ngừng hoạt động từ ngày"))


class AssignForm(forms.Form):
    """Who is in charge from a day on."""

    officer = forms.ModelChoiceField(
        label=_("Chuyên viên"),
        queryset=User.objects.filter(role=Officer.code, is_active=True).order_by("full_name"),
        widget=forms.Select(attrs={"class": "in1"}),
    )
    since = DayField(label=_("Phụ trách từ ngày"))


def park_field(scope: Scope) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    """The parks that the reader sees."""
    rows = IndustrialPark.objects.visible_to(scope)
    return forms.ModelChoiceField(
        label=_("Khu công nghiệp"),
        queryset=rows,
        help_text="" if rows.exists() else _("Chưa có khu nào: thêm khu ở trang Khu công nghiệp trước."),
        widget=forms.Select(attrs={"class": "in1"}),
    )
