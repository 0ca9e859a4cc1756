"""What the keeper of the exchange rates types, as checked values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from songhanh.core.ui.days import day_field
from songhanh.core.ui.formats import nfc
from songhanh.reporting.forms import read_rate
from songhanh.reporting.views.board_forms import text_field


class RateForm(forms.Form):
    """One rate as the State Bank published it; a day where it is new, a reason where it replaces one."""

    valid_from = day_field(
        gettext_lazy("Áp dụng từ ngày"),
        help_text=gettext_lazy("Giữ đến trước ngày của tỷ giá kế tiếp trong bảng."),
    )
    rate = forms.CharField(
        label=gettext_lazy("Số đồng cho 1 USD"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "in1 in1--num", "inputmode": "decimal"}),
        help_text=gettext_lazy("Chép đúng tỷ giá trung tâm trong thông báo của Ngân hàng Nhà nước."),
        error_messages={"required": gettext_lazy("Số đồng cho 1 USD: chưa nhập, ví dụ 23.145.")},
    )
    source = text_field(
        gettext_lazy("Căn cứ"),
        rows=2,
        most=300,
        missing=gettext_lazy("Căn cứ: chưa nhập. Ghi thông báo nào của Ngân hàng Nhà nước, ngày nào."),
        help_text=gettext_lazy("Thông báo nào, số mấy, ngày nào."),
    )
    reason = text_field(
        gettext_lazy("Lý do sửa"),
        rows=2,
        most=500,
        missing=gettext_lazy("Lý do sửa: chưa nhập, ví dụ «gõ nhầm một chữ số»."),
    )

    def __init__(self, *args: Any, correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_from" if correction else "reason"]

    def clean_rate(self) -> Decimal:
        """A rate that can be meant."""
        return read_rate(self.cleaned_data["rate"])

    def clean_source(self) -> str:
        """One line of composed letters."""
        return " ".join(nfc(self.cleaned_data["source"]).split())


class WithdrawRateForm(forms.Form):
    """Why a rate is taken out of the table."""

    reason = text_field(
        gettext_lazy("Lý do rút"),
        rows=2,
        most=500,
        missing=gettext_lazy("Lý do rút: chưa nhập, ví dụ «nhập nhầm ngày»."),
    )
