"""Forms of the core's own pages."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

THEMES = [("auto", _("Theo máy")), ("light", _("Sáng")), ("dark", _("Tối"))]
DENSITIES = [("normal", _("Thường")), ("compact", _("Gọn: nhiều dòng hơn trên màn hình"))]
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]


class PreferencesForm(forms.Form):
    """Name, language, theme, density."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        error_messages={
            "required": _(
                "Họ và tên: chưa nhập. Ghi đủ họ và tên, đồng nghiệp thấy tên này ở mỗi việc đã làm."
            ),
            "max_length": _("Họ và tên: có %(show_value)s ký tự, nhập không quá %(limit_value)s ký tự."),
        },
        widget=forms.TextInput(attrs={"class": "in1", "autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Màu nền"), choices=THEMES, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Độ dày của bảng"), choices=DENSITIES, widget=forms.RadioSelect)

    def clean_full_name(self) -> str:
        """Composed letters, single spaces."""
        name: Any = self.cleaned_data["full_name"]
        return " ".join(unicodedata.normalize("NFC", name).split())
