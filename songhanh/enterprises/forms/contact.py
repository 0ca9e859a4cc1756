"""From a request to checked values: a contact point, its change, its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import PHONE
from songhanh.core.ui.days import day_field
from songhanh.enterprises.forms.fields import email_field, text


class ContactForm(forms.Form):
    """Who, and how to reach that person."""

    full_name = text(_("Họ và tên"), 120)
    position = text(_("Chức vụ"), 120, required=False)
    phone = text(
        _("Điện thoại"), 30, required=False, help_text=_("Điện thoại hoặc thư điện tử, cần ít nhất một.")
    )
    email = email_field(_("Thư điện tử"))
    focal = forms.BooleanField(
        label=_("Là đầu mối báo cáo"),
        required=False,
        help_text=_("Ban gọi người này trước khi nhắc hay hỏi về báo cáo."),
    )

    def clean_phone(self) -> str:
        """Digits and what stands between them."""
        phone = str(self.cleaned_data["phone"])
        PHONE(phone)
        return phone


class NewContactForm(ContactForm):
    """From which day."""

    since = day_field(_("Từ ngày"))


class ChangeContactForm(ContactForm):
    """From which day it reads so."""

    on = day_field(
        _("Áp dụng từ ngày"),
        required=False,
        help_text=_("Các ngày trước giữ như cũ. Để trống khi sửa chỗ ghi nhầm: mọi ngày đều đọc như mới."),
    )


class EndContactForm(forms.Form):
    """From which day somebody else is called."""

    on = day_field(
        _("Thôi làm đầu mối từ ngày"),
        help_text=_("Nhập đúng ngày bắt đầu khi dòng này ghi nhầm."),
    )
