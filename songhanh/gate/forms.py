"""From a request to checked values: passes, gates, devices, guards, places, rules, guests."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import PHONE, OfEnterprise, one_line, styled
from songhanh.core.ui.days import day_field
from songhanh.definitions.units import BEFORE, Level, catalogue, fold
from songhanh.gate.models import (
    DeviceKind,
    Direction,
    DistanceClass,
    Gate,
    GuestKind,
    PlaceKind,
    RevokedFor,
    RuleFor,
    RuleReason,
)

BY_HAND = (RevokedFor.LOST, RevokedFor.DAMAGED, RevokedFor.MISTAKE)
Options = Sequence[tuple[str, Any]]


class Line(forms.CharField):
    """A line of text: composed letters, single spaces; as wide as what may be typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "in1 in1--wide" if (self.max_length or 0) > 20 else "in1"

    def to_python(self, value: Any) -> str:
        """As it is kept."""
        return one_line(str(super().to_python(value)))


def number(
    label: Any, least: int, most: int, *, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text,
        widget=forms.NumberInput(attrs={"class": "in1", "inputmode": "numeric"}),
    )  # fmt: skip


class Form(forms.Form):
    """With our look and our words for what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class IssueForm(OfEnterprise):
    """Passes for everybody without one."""

    days = number(
        _("Số ngày hiệu lực"),
        1,
        1830,
        help_text=_("Thẻ của người còn làm việc tự được gia hạn trước khi hết."),
    )


class RevokeForm(Form):
    """Why."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=[(each.value, each.label) for each in BY_HAND])


class BadgeForm(OfEnterprise):
    """Which badges to print."""

    line = forms.ChoiceField(label=_("Tổ / chuyền"), required=False)

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", _("Cả doanh nghiệp")), *((each, each) for each in lines)]
        self.fields["line"].choices = options  # type: ignore[attr-defined]


class GateForm(OfEnterprise):
    """A gate and how many lanes it begins with."""

    code = Line(
        label=_("Mã chốt"), max_length=40, help_text=_("chữ thường không dấu, số, gạch nối; không đổi về sau")
    )
    name = Line(label=_("Tên chốt"), max_length=80)
    lanes = number(_("Số làn"), 1, 20)


class RenameForm(Form):
    """Another name."""

    name = Line(label=_("Tên chốt"), max_length=80)


class LaneForm(Form):
    """One more lane."""

    code = Line(label=_("Mã làn"), max_length=20)
    name = Line(label=_("Tên làn"), max_length=60)
    direction = forms.ChoiceField(label=_("Chiều"), choices=Direction.choices)


class WalkForm(Form):
    """Minutes to another gate of the enterprise."""

    other = forms.ChoiceField(label=_("Chốt kia"))
    minutes = number(_("Số phút đi bộ ít nhất"), 1, 240)

    def __init__(self, *args: Any, gates: Sequence[Gate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(each.code, each.name) for each in gates]  # type: ignore[attr-defined]


class DeviceForm(Form):
    """A device of a gate."""

    name = Line(label=_("Tên thiết bị"), max_length=80, help_text=_("Ví dụ: Điện thoại làn 2."))
    kind = forms.ChoiceField(label=_("Loại"), choices=DeviceKind.choices)


class PinForm(Form):
    """A new PIN."""

    pin = forms.CharField(
        label=_("Mã PIN"), max_length=6, help_text=_("6 chữ số"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class GuardForm(OfEnterprise):
    """A guard."""

    mark = Line(label=_("Ký hiệu"), max_length=12, help_text=_("Đứng ở mỗi lượt quét, ví dụ BV-03."))
    name = Line(label=_("Họ và tên"), max_length=120)
    pin = forms.CharField(
        label=_("Mã PIN"), max_length=6, help_text=_("6 chữ số"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class DescribeForm(Form):
    """How near people are, with how few it runs."""

    distance = forms.ChoiceField(label=_("Khoảng cách"), choices=DistanceClass.choices)
    minimum_crew = number(
        _("Số người tối thiểu để chạy"), 1, 10_000, required=False, help_text=_("Để trống nếu chưa biết.")
    )


class PlaceForm(OfEnterprise):
    """A place that no register knows."""

    kind = forms.ChoiceField(label=_("Loại"), choices=PlaceKind.choices, initial=PlaceKind.ROOM)
    name = Line(label=_("Tên nơi"), max_length=60)
    distance = forms.ChoiceField(label=_("Khoảng cách"), choices=DistanceClass.choices)
    minimum_crew = number(_("Số người tối thiểu để chạy"), 1, 10_000, required=False)


class ShiftForm(OfEnterprise):
    """The hours of a shift."""

    name = Line(label=_("Ca"), max_length=30, help_text=_("Đúng như ghi ở danh sách lao động."))
    starts_at = forms.TimeField(label=_("Bắt đầu"), widget=forms.TextInput(attrs={"placeholder": "06:00"}))
    ends_at = forms.TimeField(label=_("Kết thúc"), widget=forms.TextInput(attrs={"placeholder": "14:00"}))
    early_minutes = number(_("Được vào trước, phút"), 0, 720)
    late_minutes = number(_("Được vào muộn, phút"), 0, 720)


class GuestForm(OfEnterprise):
    """Who is expected, for which days."""

    kind = forms.ChoiceField(label=_("Loại"), choices=GuestKind.choices)
    name = Line(label=_("Họ và tên"), max_length=120)
    company = Line(label=_("Đơn vị"), max_length=120, required=False)
    phone = Line(label=_("Điện thoại"), max_length=20, required=False, validators=[PHONE])
    plate = Line(label=_("Biển số xe"), max_length=20, required=False)
    host = Line(label=_("Người tiếp"), max_length=120)
    purpose = Line(label=_("Việc"), max_length=200, required=False)
    valid_from = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"))


class GuestPassesForm(OfEnterprise):
    """Whose day passes to print."""

    on = day_field(_("Khách vào ngày"))


class RuleForm(OfEnterprise):
    """Whom, when, why, in which words."""

    for_whom = forms.ChoiceField(label=_("Áp dụng cho"), choices=RuleFor.choices)
    value = Line(
        label=_("Mã người lao động, tên tổ, ca, phân xưởng hoặc tỉnh"), max_length=123,
        help_text=_("Như ghi ở danh sách lao động. Tổ trùng tên: ghi cả xưởng, ví dụ «Xưởng 1 · Chuyền 01»."),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Lý do"), choices=RuleReason.choices)
    words_vi = Line(
        label=_("Lời báo tiếng Việt"), max_length=160, help_text=_("Nói cần làm gì, không nói bệnh.")
    )
    words_en = Line(label=_("Lời báo tiếng Anh"), max_length=160)
    valid_from = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"), required=False, help_text=_("Để trống: đến khi bỏ quy định."))

    def clean(self) -> dict[str, Any]:
        """A province by its name, as the rules keep it."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("for_whom") == RuleFor.PROVINCE and "value" in given:
            code = _province(given["value"])
            if not code:
                self.add_error(
                    "value",
                    forms.ValidationError(
                        _("Không có tỉnh «%(name)s». Nhập tên tỉnh, ví dụ Thanh Hóa."),
                        params={"name": given["value"]},
                    ),
                )
            given["value"] = code
        return given


def day_after(last_day: date) -> date:
    """The day from which it no longer holds."""
    return last_day + timedelta(days=1) if last_day < date.max else last_day


def _province(name: str) -> str:
    wanted = _bare(name)
    units = catalogue(BEFORE).of_level(Level.PROVINCE)
    return next((f"{BEFORE}:{unit.code}" for unit in units if _bare(unit.name) == wanted), "")


def _bare(name: str) -> str:
    """«TP. Hồ Chí Minh», «Thành phố Hồ Chí Minh», «Hồ Chí Minh» are one."""
    folded = fold(name)
    for title in ("tinh ", "thanh pho ", "tp "):
        folded = folded.removeprefix(title)
    return folded
