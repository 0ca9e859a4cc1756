"""From a request to checked values: a park."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.parks.models import IndustrialPark
from songhanh.parks.models.park import ParkState


def text(label: Any, length: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"class": "in1 in1--wide"})
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


class ParkForm(forms.Form):
    """What stands in the file of a park."""

    name = text(_("Tên khu công nghiệp"), 120, required=True)
    name_en = text(_("Tên tiếng Anh"), 120)
    place = text(_("Địa điểm"), 120)
    state = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=ParkState.choices,
        initial=ParkState.OPERATING,
        widget=forms.Select(attrs={"class": "in1"}),
    )
    planned_area_ha = forms.DecimalField(
        label=_("Diện tích quy hoạch (ha)"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"class": "in1 in1--num", "inputmode": "decimal"}),
    )
    source = text(_("Căn cứ"), 300, help_text=_("quyết định thành lập, quy hoạch"))


class NewParkForm(ParkForm):
    """A park that is new here: its code too."""

    field_order = ("code", "name")

    code = forms.SlugField(
        label=_("Mã trong hệ thống"),
        max_length=30,
        help_text=_("chữ thường không dấu, số, gạch nối; đứng trong địa chỉ trang, không đổi về sau"),
        widget=forms.TextInput(attrs={"class": "in1"}),
    )

    def clean_code(self) -> str:
        """Each code once."""
        code = str(self.cleaned_data["code"]).lower()
        if IndustrialPark.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Mã «%(code)s» đã dùng. Nhập mã khác."), params={"code": code})
        return code
