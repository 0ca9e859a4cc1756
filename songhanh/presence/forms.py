"""From a request to checked values: rosters, plans of lines, margins, a day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import OfEnterprise, one_line, styled
from songhanh.core.ui.days import day_field
from songhanh.presence.models import RosterFor

WEEKDAYS = (
    ("1", _("Thứ hai")), ("2", _("Thứ ba")), ("3", _("Thứ tư")), ("4", _("Thứ năm")), ("5", _("Thứ sáu")),
    ("6", _("Thứ bảy")), ("7", _("Chủ nhật")),
)  # fmt: skip
MOST_CODES = 500
Options = Sequence[tuple[str, Any]]


def _number(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text,
        widget=forms.NumberInput(attrs={"class": "in1", "inputmode": "numeric"}),
    )  # fmt: skip


def _hour(label: Any, example: str, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label, help_text=help_text, widget=forms.TextInput(attrs={"placeholder": example})
    )


class RosterForm(forms.Form):
    """Who is where at which hours; the place says of which enterprise."""

    place = forms.ChoiceField(label=_("Nơi"))
    for_whom = forms.ChoiceField(label=_("Áp dụng cho"), choices=RosterFor.choices, initial=RosterFor.LINE)
    line = forms.ChoiceField(label=_("Tổ / chuyền"), required=False)
    shift = forms.CharField(
        label=_("Ca"), max_length=30, required=False, help_text=_("Đúng như ghi ở danh sách lao động.")
    )
    codes = forms.CharField(
        label=_("Mã người lao động"),
        required=False,
        help_text=_("Khi áp dụng cho một người: một mã, hoặc mỗi dòng một mã."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts_at = _hour(_("Từ giờ"), "11:00")
    ends_at = _hour(_("Đến giờ"), "11:30", _("Sớm hơn giờ bắt đầu là sang ngày hôm sau."))
    weekdays = forms.MultipleChoiceField(
        label=_("Các ngày trong tuần"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    valid_from = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"), required=False, help_text=_("Để trống: đến khi đổi."))

    def __init__(self, *args: Any, places: Options, lines: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places)  # type: ignore[attr-defined]
        self.fields["line"].choices = [("", _("Không chọn")), *lines]  # type: ignore[attr-defined]
        styled(self)

    def clean_shift(self) -> str:
        """As it is kept."""
        return one_line(self.cleaned_data["shift"])

    def clean_codes(self) -> list[str]:
        """Each once, in the order they stand."""
        found = list(dict.fromkeys(self.cleaned_data["codes"].replace(",", " ").replace(";", " ").split()))
        if len(found) > MOST_CODES:
            raise forms.ValidationError(
                _("Có %(count)s mã, nhập không quá %(most)s mã một lần."),
                params={"count": len(found), "most": MOST_CODES},
            )
        return found

    def clean(self) -> dict[str, Any]:
        """What is meant is named."""
        given: dict[str, Any] = super().clean() or {}
        wanted = {RosterFor.PERSON: "codes", RosterFor.LINE: "line", RosterFor.SHIFT: "shift"}
        missing = {
            "codes": _("Chưa nhập mã người lao động."),
            "line": _("Chưa chọn tổ, chuyền."),
            "shift": _("Chưa nhập ca."),
        }
        name = wanted.get(given.get("for_whom", ""))
        if name in given and not given[name]:
            self.add_error(name, missing[name])
        return given


class EndForm(forms.Form):
    """The last day it holds."""

    last_day = day_field(_("Đến hết ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class PlanForm(forms.Form):
    """How many are to come to a line and shift, and with how few it runs."""

    line = forms.ChoiceField(label=_("Tổ / chuyền"))
    shift = forms.CharField(
        label=_("Ca"), max_length=30, required=False, help_text=_("Để trống nếu chuyền chỉ có một ca.")
    )
    planned = _number(_("Kế hoạch, người"), 1, 10_000)
    minimum_crew = _number(_("Tối thiểu để chạy, người"), 0, 10_000)
    valid_from = day_field(_("Từ ngày"))

    def __init__(self, *args: Any, lines: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]
        styled(self)

    def clean_shift(self) -> str:
        """As it is kept."""
        return one_line(self.cleaned_data["shift"])


class MarginsForm(OfEnterprise):
    """What is added where something was not seen."""

    after_shift_minutes = _number(
        _("Sau giờ ca, phút"), 0, 480, _("Không thấy quét ra: tính còn ở trong đến hết ca và thêm chừng này.")
    )
    longest_hours = _number(
        _("Dài nhất, giờ"), 1, 72, _("Không biết giờ ca: tính ở trong nhiều nhất chừng này.")
    )
    doubled_seconds = _number(
        _("Quét trùng, giây"), 0, 900, _("Chốt và máy chấm công cách nhau không quá chừng này là một lượt.")
    )
    ride_minutes = _number(
        _("Xe đến chốt, phút"), 0, 240, _("Giữa chuyến xe và lượt qua chốt không quá chừng này là đã đi xe.")
    )
