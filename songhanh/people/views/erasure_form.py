"""What is typed in the second step of erasing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import styled


class ErasureForm(forms.Form):
    """Why people are erased, and how many: typed, so that nobody erases by a click."""

    count = forms.IntegerField(
        label=_("Số người sẽ xóa"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("Gõ lại đúng con số ở trên."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Căn cứ, lý do"),
        max_length=300,
        help_text=_("Ví dụ: hết hạn lưu theo quy chế số …. Không ghi tên người: lý do giữ lại mãi."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
