"""From a request to checked values: a roll call begun, a roll call closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import OfEnterprise, one_line, styled
from songhanh.presence.models import CallKind


class StartForm(OfEnterprise):
    """Where, why, and where people gather."""

    kind = forms.ChoiceField(label=_("Vì"), choices=CallKind.choices, widget=forms.RadioSelect)
    points = forms.CharField(
        label=_("Điểm tập kết"),
        required=False,
        help_text=_("Mỗi dòng một điểm, ví dụ Sân trước cổng 1."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reason = forms.CharField(label=_("Ghi chú"), required=False, max_length=200)

    def clean_points(self) -> list[str]:
        """One a line, single spaces, each once."""
        lines = (one_line(line) for line in self.cleaned_data["points"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean_reason(self) -> str:
        """Single spaces."""
        return one_line(self.cleaned_data["reason"])


class CloseForm(forms.Form):
    """What was done about who is missing."""

    words = forms.CharField(
        label=_("Kết luận"),
        required=False,
        max_length=300,
        help_text=_(
            "Còn người thiếu thì ghi đã tìm ở đâu, ai xác nhận. Không ghi tên, không ghi tình trạng sức khỏe."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, missing: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = missing > 0
        styled(self)

    def clean_words(self) -> str:
        """Single spaces."""
        return one_line(self.cleaned_data["words"])


class NamesForm(forms.Form):
    """Why the Board needs the names."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Ghi rõ việc đang làm, ví dụ chỉ huy tìm người ở hiện trường."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
