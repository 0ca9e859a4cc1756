"""What officers type while collecting and reviewing, as checked values."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.ui.amounts import TwoReadingsError, one_number
from songhanh.core.ui.days import day_field
from songhanh.core.ui.formats import nfc
from songhanh.reporting.models import DayKind
from songhanh.reporting.models.collecting import Channel

CLOSING = time(17, 0)


def in1(widget: type[forms.Widget], **attrs: Any) -> forms.Widget:
    """A widget with the look of a field."""
    return widget(attrs={"class": "in1", **attrs})


def text_field(
    label: Any, *, rows: int, most: int, missing: Any, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Several lines of words."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=in1(forms.Textarea, rows=rows),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Có %(show_value)s ký tự, rút còn không quá %(limit_value)s."),
        },
    )


class RemindForm(forms.Form):
    """What is said, and how it is sent."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Gửi qua"),
        choices=[
            (Channel.IN_APP, gettext_lazy("Thông báo trong hệ thống")),
            (Channel.EMAIL, gettext_lazy("Thư điện tử")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Gửi qua: chọn ít nhất một cách nhắc.")},
    )
    text = text_field(
        gettext_lazy("Nội dung nhắc"),
        rows=4,
        most=1000,
        missing=gettext_lazy("Nội dung nhắc: chưa nhập."),
        help_text=gettext_lazy(
            "{hạn} và {chuyên viên} được thay theo từng doanh nghiệp; báo cáo đã trả lại được nói thêm là cần sửa."
        ),
    )

    def clean_text(self) -> str:
        """Composed letters."""
        return nfc(self.cleaned_data["text"]).strip()


class ExtendForm(forms.Form):
    """A later day, always until the office closes, and why."""

    due_on = day_field(gettext_lazy("Hạn mới"), help_text=gettext_lazy("Đến 17:00 ngày này."))
    reason = text_field(
        gettext_lazy("Lý do gia hạn"),
        rows=2,
        most=500,
        missing=gettext_lazy("Lý do gia hạn: chưa nhập. Ghi theo công văn hoặc lời doanh nghiệp."),
    )

    def due_at(self) -> datetime:
        """The moment the new deadline ends."""
        return closing(self.cleaned_data["due_on"])


class HandOverForm(forms.Form):
    """Who takes over."""

    officer = forms.ChoiceField(
        label=gettext_lazy("Giao cho"),
        widget=in1(forms.Select),
        error_messages={"required": gettext_lazy("Giao cho: chưa chọn chuyên viên.")},
    )

    def __init__(self, *args: Any, officers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Chọn chuyên viên")), *officers]


class NoteForm(forms.Form):
    """The officer's own note."""

    text = text_field(gettext_lazy("Ghi chú của chuyên viên"), rows=3, most=300, missing="", required=False)


class ReturnForm(forms.Form):
    """Why the report goes back, or which figures, and until when."""

    reason = text_field(gettext_lazy("Lý do"), rows=2, most=1000, missing="", required=False)
    due_on = day_field(gettext_lazy("Hạn nộp lại"), help_text=gettext_lazy("Đến 17:00 ngày này."))

    def due_at(self) -> datetime:
        """The moment the correction is due."""
        return closing(self.cleaned_data["due_on"])


class ExemptForm(forms.Form):
    """From when until when a form is not owed, and why."""

    form_code = forms.ChoiceField(label=gettext_lazy("Biểu mẫu"), widget=in1(forms.Select))
    since = day_field(
        gettext_lazy("Miễn từ kỳ bắt đầu từ ngày"),
        help_text=gettext_lazy("Kỳ nào bắt đầu từ ngày này trở đi thì không phải nộp."),
    )
    until = day_field(
        gettext_lazy("Đến trước ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: chưa biết đến khi nào."),
    )
    reason = text_field(
        gettext_lazy("Lý do"),
        rows=2,
        most=300,
        missing=gettext_lazy("Lý do: chưa nhập. Ghi theo công văn nào."),
    )

    def __init__(self, *args: Any, codes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(codes)


class CalendarForm(forms.Form):
    """One day of the authority's own calendar."""

    on = day_field(gettext_lazy("Ngày"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Là"), choices=DayKind.choices, widget=in1(forms.Select), initial=DayKind.OFF
    )
    name = forms.CharField(
        label=gettext_lazy("Tên ngày"),
        max_length=120,
        widget=in1(forms.TextInput),
        error_messages={"required": gettext_lazy("Tên ngày: chưa nhập, ví dụ «Nghỉ bù Quốc khánh».")},
    )
    source = forms.CharField(
        label=gettext_lazy("Căn cứ"), max_length=300, required=False, widget=in1(forms.TextInput)
    )


class TargetForm(forms.Form):
    """A plan figure with the decision that sets it; split by quarter, park or enterprise."""

    indicator = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"), widget=in1(forms.Select))
    year = forms.IntegerField(
        label=gettext_lazy("Năm"),
        min_value=2000,
        max_value=2100,
        widget=in1(forms.NumberInput),
        error_messages={"required": gettext_lazy("Năm: chưa nhập. Nhập dạng 2022.")},
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quý"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Cả năm")), (1, "I"), (2, "II"), (3, "III"), (4, "IV")],
        widget=in1(forms.Select),
    )
    park = forms.ChoiceField(label=gettext_lazy("Khu"), required=False, widget=in1(forms.Select))
    enterprise = forms.CharField(
        label=gettext_lazy("Doanh nghiệp"),
        required=False,
        max_length=30,
        widget=in1(forms.TextInput),
        help_text=gettext_lazy("Mã doanh nghiệp, khi giao cho riêng một doanh nghiệp."),
    )
    value = forms.CharField(
        label=gettext_lazy("Giá trị giao"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "in1 in1--num", "inputmode": "decimal"}),
        error_messages={"required": gettext_lazy("Giá trị giao: chưa nhập.")},
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định"),
        max_length=60,
        widget=in1(forms.TextInput),
        error_messages={"required": gettext_lazy("Số quyết định: chưa nhập, ví dụ 123/QĐ-UBND.")},
    )
    decided_on = day_field(gettext_lazy("Ngày quyết định"), required=False)
    decided_by_name = forms.CharField(
        label=gettext_lazy("Cơ quan quyết định"), max_length=160, required=False, widget=in1(forms.TextInput)
    )

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[tuple[str, str]],
        parks: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("indicator", list(indicators)), ("park", [("", _("Toàn Ban")), *parks])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_value(self) -> Decimal:
        """A number that reads one way, or of whose two readings one was chosen."""
        try:
            return one_number(self.cleaned_data["value"], self.data.get("value-as", ""))
        except TwoReadingsError as asked:
            self.fields["value"].readings = asked.readings  # type: ignore[attr-defined]
            raise


class EstimateForm(forms.Form):
    """Why a value stands in for a missing report."""

    reason = text_field(
        gettext_lazy("Lý do"),
        rows=2,
        most=500,
        missing=gettext_lazy("Lý do: chưa nhập. Số thay thế được đánh dấu ở mọi nơi nó xuất hiện."),
    )


def closing(day: date) -> datetime:
    """17:00 of the day."""
    return datetime.combine(day, CLOSING, timezone.get_default_timezone())
