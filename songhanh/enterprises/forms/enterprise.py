"""From a request to checked values: an enterprise, a move, a closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.scope import Scope
from songhanh.core.ui.days import day_field
from songhanh.enterprises.forms.fields import code_field, park_field, plot_field, select, text
from songhanh.enterprises.models import Enterprise, Ownership
from songhanh.enterprises.models.enterprise import check_tax_code

# Words that stand in addresses where a code may stand too.
RESERVED = frozenset(
    ("add", "contacts", "projects", "certificates", "sitings", "in-charge", "substitutes", "groups")
)


class EnterpriseForm(forms.Form):
    """What stands in the file of an enterprise."""

    name = text(_("Tên đầy đủ"), 200)
    short_name = text(_("Tên gọi tắt"), 80)
    tax_code = text(_("Mã số thuế"), 14, help_text=_("10 hoặc 13 chữ số"))
    trade = text(_("Ngành nghề"), 80, required=False)
    sector = text(_("Mã ngành VSIC"), 10, required=False)
    ownership = forms.ChoiceField(label=_("Vốn"), choices=Ownership.choices, widget=select())
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

    field_order = ("code", "park", "plot", "operating_from", "name", "short_name", "tax_code")

    code = code_field()
    operating_from = day_field(_("Hoạt động từ ngày"))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"] = park_field(scope)
        self.fields["plot"] = plot_field(scope)
        self.order_fields(self.field_order)

    def clean_code(self) -> str:
        """Each code once; some words are addresses of pages."""
        code = str(self.cleaned_data["code"])
        if code in RESERVED:
            raise forms.ValidationError(
                _("Mã «%(code)s» trùng địa chỉ một trang. Nhập mã khác."), params={"code": code}
            )
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
    """To another park or plot from a day on."""

    on = day_field(_("Từ ngày"))
    reason = text(_("Lý do"), 200)

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"] = park_field(scope)
        self.fields["plot"] = plot_field(scope)
        self.order_fields(("park", "plot", "on", "reason"))


class CloseForm(forms.Form):
    """The day from which it works no more."""

    on = day_field(_("Ngừng hoạt động từ ngày"))
