"""From a request to checked values: a park, a plot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.scope import Scope
from songhanh.core.ui.amounts import AmountField
from songhanh.parks.models import IndustrialPark, Plot
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
    planned_area_ha = AmountField(label=_("Diện tích quy hoạch (ha)"), places=2, digits=8, required=False)
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


class PlotForm(forms.Form):
    """A plot of a park."""

    code = forms.CharField(
        label=_("Mã lô"),
        max_length=30,
        help_text=_("như trên bản đồ quy hoạch, ví dụ CN-05"),
        error_messages={"required": _("Mã lô: chưa nhập.")},
        widget=forms.TextInput(attrs={"class": "in1"}),
    )
    area_ha = AmountField(label=_("Diện tích (ha)"), places=4, digits=6, required=False)
    purpose = text(_("Mục đích"), 120)

    def __init__(
        self, *args: Any, park: IndustrialPark | None = None, but: Plot | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.park, self.but = park, but

    def clean(self) -> dict[str, Any]:
        """Each code once a park."""
        given = super().clean() or {}
        park, code = given.get("park", self.park), given.get("code")
        others = Plot.objects.exclude(pk=self.but.pk) if self.but else Plot.objects.all()
        if park and code and others.filter(park=park, code__iexact=code).exists():
            words = _("Mã lô «%(code)s» đã có ở %(park)s. Nhập mã khác.")
            self.add_error("code", forms.ValidationError(words, params={"code": code, "park": park.name}))
        return given


class NewPlotForm(PlotForm):
    """Its park too."""

    field_order = ("park", "code", "area_ha", "purpose")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["park"] = forms.ModelChoiceField(
            label=_("Khu công nghiệp"),
            queryset=IndustrialPark.objects.visible_to(scope),
            empty_label=_("Chọn khu"),
            error_messages={"required": _("Khu công nghiệp: chưa chọn.")},
            widget=forms.Select(attrs={"class": "in1"}),
        )
        self.order_fields(self.field_order)
