"""Fields that several forms of the register have."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.roles import Officer
from songhanh.core.models import User
from songhanh.core.scope import Scope
from songhanh.parks.models import IndustrialPark, Plot

TOO_LONG = _("Có %(show_value)s ký tự, rút còn không quá %(limit_value)s.")


def text(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "in1 in1--wide"}),
        error_messages={"required": missing(label), "max_length": TOO_LONG},
    )


def missing(label: Any) -> Any:
    """«Số giấy chứng nhận: chưa nhập.»"""
    return lazy(lambda: gettext("%(label)s: chưa nhập.") % {"label": label}, str)()


def unchosen(label: Any) -> Any:
    """«Chuyên viên: chưa chọn.»"""
    return lazy(lambda: gettext("%(label)s: chưa chọn.") % {"label": label}, str)()


def email_field(label: Any) -> forms.EmailField:
    """An address, not needed."""
    return forms.EmailField(
        label=label,
        required=False,
        widget=forms.EmailInput(attrs={"class": "in1 in1--wide"}),
        error_messages={"invalid": _("Thư điện tử chưa đúng dạng. Nhập ví dụ vanphong@cong-ty.vn.")},
    )


def select() -> forms.Select:
    """A select with our look."""
    return forms.Select(attrs={"class": "in1"})


def code_field() -> forms.SlugField:
    """A code that stands in addresses."""
    return forms.SlugField(
        label=_("Mã trong hệ thống"),
        max_length=30,
        help_text=_("chữ thường không dấu, số, gạch nối; đứng trong địa chỉ trang, không đổi về sau"),
        widget=forms.TextInput(attrs={"class": "in1"}),
    )


def park_field(scope: Scope) -> "forms.ModelChoiceField[IndustrialPark]":
    """The parks that the reader sees."""
    rows = IndustrialPark.objects.visible_to(scope)
    return forms.ModelChoiceField(
        label=_("Khu công nghiệp"),
        queryset=rows,
        empty_label=_("Chọn khu"),
        error_messages={"required": unchosen(_("Khu công nghiệp"))},
        help_text="" if rows.exists() else _("Chưa có khu nào: thêm khu ở trang Khu công nghiệp trước."),
        widget=select(),
    )


class PlotField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Plots by park and code."""

    def label_from_instance(self, obj: Any) -> str:
        """«KCN Khánh Phú · A-01»."""
        return f"{obj.park} · {obj.code}"


def plot_field(scope: Scope) -> PlotField:
    """The plots of the parks that the reader sees; none where it is not known."""
    rows = Plot.objects.filter(park__in=IndustrialPark.objects.visible_to(scope))
    return PlotField(
        label=_("Lô đất"),
        queryset=rows.select_related("park").order_by("park__position", "park__code", "code"),
        required=False,
        empty_label=_("Chưa rõ lô"),
        help_text=_("Thêm lô ở trang Khu công nghiệp, mục Lô đất."),
        widget=select(),
    )


def officer_field(label: Any) -> "forms.ModelChoiceField[User]":
    """Officers who can sign in."""
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.filter(role=Officer.code, is_active=True).order_by("full_name"),
        empty_label=_("Chọn chuyên viên"),
        error_messages={"required": unchosen(label)},
        widget=select(),
    )
