"""From a request to checked values: officers in charge, substitutes, working groups."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.days import day_field
from songhanh.enterprises.forms.fields import code_field, officer_field, select, text
from songhanh.enterprises.models import WorkingGroup


class AssignForm(forms.Form):
    """Who is in charge from a day on."""

    officer = officer_field(_("Chuyên viên"))
    since = day_field(_("Phụ trách từ ngày"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(
            label=_("Tổ công tác"),
            queryset=WorkingGroup.objects.filter(Q(until=None) | Q(until__gt=on)).order_by("name"),
            required=False,
            empty_label=_("Không theo tổ"),
            widget=select(),
        )


class SubstituteForm(forms.Form):
    """Who stands in for whom, the last day included."""

    officer = officer_field(_("Chuyên viên vắng"))
    substitute = officer_field(_("Người làm thay"))
    since = day_field(_("Từ ngày"))
    last = day_field(_("Đến hết ngày"))
    reason = text(_("Lý do"), 200)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first; `until` is the day after it."""
        given = super().clean() or {}
        since, last = given.get("since"), given.pop("last", None)
        if since and last and last < since:
            words = _("Đến hết ngày: %(last)s trước từ ngày %(since)s. Nhập ngày sau hoặc cùng ngày.")
            days = {"last": f"{last:%d/%m/%Y}", "since": f"{since:%d/%m/%Y}"}
            self.add_error("last", forms.ValidationError(words, params=days))
        if last:
            given["until"] = last + timedelta(days=1)
        return given


class ReleaseForm(forms.Form):
    """From which day no more."""

    on = day_field(_("Thôi phụ trách từ ngày"))


class GroupForm(forms.Form):
    """A working group's name and end."""

    name = text(_("Tên tổ"), 160)
    until = day_field(_("Hết hoạt động từ ngày"), required=False, help_text=_("Để trống: tổ còn hoạt động."))


class NewGroupForm(forms.Form):
    """A working group that begins."""

    code = code_field()
    name = text(_("Tên tổ"), 160)
    since = day_field(_("Lập từ ngày"))

    def clean_code(self) -> str:
        """Each code once."""
        code = str(self.cleaned_data["code"]).lower()
        if code == "add" or WorkingGroup.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Mã «%(code)s» đã dùng. Nhập mã khác."), params={"code": code})
        return code


class MemberForm(forms.Form):
    """An officer in a group from a day on."""

    officer = officer_field(_("Chuyên viên"))
    leads = forms.BooleanField(label=_("Là tổ trưởng"), required=False)
    since = day_field(_("Vào tổ từ ngày"))


class LeaveForm(forms.Form):
    """From which day out of the group."""

    on = day_field(_("Rời tổ từ ngày"))
