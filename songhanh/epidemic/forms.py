"""From a request to checked values: cases, runs, answers, reasons, hand-overs."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.forms import one_line, styled
from songhanh.core.ui.days import day_field
from songhanh.definitions.contacts import OURS, contact_definitions
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import Case
from songhanh.epidemic.policies import MOST_DAYS_BEFORE
from songhanh.epidemic.queries.finding import MOST_LINES
from songhanh.rules.tracing.definition import ContactDefinition, Question

YES_NO = (("", _("Chưa hỏi")), ("yes", _("Có")), ("no", _("Không")))
FIELD_OF = {
    Question.DISTANCE: "within_distance",
    Question.MASK: "masked",
    Question.PHYSICAL: "physical",
    Question.CARE: "unprotected_care",
    Question.WORDING: "by_wording",
}
ASKED = {
    "within_distance": _("Có ở gần nhau trong khoảng cách của định nghĩa, hoặc trong chỗ hẹp kín không?"),
    "masked": _("Cả hai có đeo khẩu trang suốt thời gian đó không?"),
    "physical": _("Có đụng chạm trực tiếp không?"),
    "unprotected_care": _("Có chăm sóc, điều trị mà không có đồ bảo hộ không?"),
    "by_wording": _("Đọc nguyên văn văn bản: người này có phải tiếp xúc không?"),
}


class Line(forms.CharField):
    """A line of text: composed letters, single spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "in1 in1--wide"

    def to_python(self, value: Any) -> str:
        """As it is kept."""
        return one_line(str(super().to_python(value)))


class Form(forms.Form):
    """With our look and our words for what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class IllnessForm(Form):
    """Onset or sampling, when set apart."""

    onset_on = day_field(_("Ngày khởi phát"), required=False, help_text=_("Ngày có triệu chứng đầu tiên."))
    sampled_on = day_field(
        _("Ngày lấy mẫu dương tính"), required=False, help_text=_("Không triệu chứng thì tính từ ngày này.")
    )
    isolated_on = day_field(
        _("Ngày được cách ly"),
        required=False,
        help_text=_("Cả ngày này vẫn tính. Để trống nếu chưa cách ly."),
    )
    note = Line(
        label=_("Ghi chú"), max_length=300, required=False, help_text=_("Không ghi họ tên và số giấy tờ.")
    )


class PasteForm(IllnessForm):
    """A list, one worker a line, all with the same days."""

    enterprise = forms.ChoiceField(label=_("Doanh nghiệp"), required=False)
    lines = forms.CharField(
        label=_("Danh sách"),
        max_length=40_000,
        help_text=_("Mỗi dòng một mã người lao động, hoặc một số căn cước đủ số."),
        widget=forms.Textarea(attrs={"class": "in1 in1--wide", "rows": 8, "spellcheck": "false"}),
    )
    field_order = ("enterprise", "lines", "onset_on", "sampled_on", "isolated_on", "note")

    def __init__(self, *args: Any, enterprises: Iterable[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", _("Mọi doanh nghiệp phụ trách")), *((each.code, str(each)) for each in enterprises)]
        self.fields["enterprise"].choices = options  # type: ignore[attr-defined]

    def clean_lines(self) -> str:
        """Not more than can be looked at."""
        text = str(self.cleaned_data["lines"])
        count = sum(1 for line in text.splitlines() if line.strip())
        if count > MOST_LINES:
            raise forms.ValidationError(
                _("Danh sách: có %(count)s dòng, nhập không quá %(most)s dòng mỗi lần."),
                params={"count": count, "most": MOST_LINES},
            )
        return text


class ReasonForm(Form):
    """Why."""

    reason = Line(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Việc đang làm, ví dụ gọi báo từng người; được ghi vào nhật ký."),
    )


class ChoiceForm(Form):
    """Which cases, whose definition, how many tiers and days."""

    cases = forms.MultipleChoiceField(label=_("Ca bệnh"), widget=forms.CheckboxSelectMultiple)
    definition = forms.ChoiceField(label=_("Định nghĩa tiếp xúc"), initial=OURS)
    tiers = forms.TypedChoiceField(
        label=_("Số vòng"), choices=((2, _("F1 và F2")), (1, _("Chỉ F1"))), coerce=int, initial=2
    )
    days_before = forms.IntegerField(
        label=_("Số ngày có thể lây trước khởi phát hoặc lấy mẫu"),
        min_value=0,
        max_value=MOST_DAYS_BEFORE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Để trống: như định nghĩa đã chọn."),
    )

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(each.code, f"{each.code} · {each.enterprise}") for each in cases]
        self.fields["cases"].choices = options  # type: ignore[attr-defined]
        del self.fields["cases"].widget.attrs["class"]
        self.fields["definition"].choices = definition_options()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A document that tells no days needs them from the officer."""
        given: dict[str, Any] = super().clean() or {}
        definition = contact_definitions().get(given.get("definition", ""))
        if definition is not None and given.get("days_before") is None and "days_before" in given:
            if definition.infectious is None:
                self.add_error(
                    "days_before",
                    forms.ValidationError(
                        _("%(document)s không nêu số ngày có thể lây. Nhập số ngày, ví dụ 2."),
                        params={"document": definition.document},
                    ),
                )
            else:
                given["days_before"] = definition.infectious.days_before
        return given


class AnswersForm(Form):
    """Yes, no, not asked; only the questions that this contact raises."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (FIELD_OF[each] for each in questions):
            self.fields[name] = forms.ChoiceField(
                label=ASKED[name], choices=YES_NO, required=False, widget=forms.RadioSelect
            )
        self.fields["note"] = Line(label=_("Ghi chú"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Something has been said."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Trả lời ít nhất một câu, hoặc ghi chú đã hỏi đến đâu."))
        return given

    def said(self) -> dict[str, bool | None]:
        """By name of the answer."""
        words = {"yes": True, "no": False}
        return {name: words.get(self.cleaned_data.get(name, "")) for name in FIELD_OF.values()}


class HandOverForm(Form):
    """To which enterprise, with or without F2, with which words."""

    enterprise = forms.ChoiceField(label=_("Doanh nghiệp"))
    with_f2 = forms.BooleanField(label=_("Giao cả F2"), required=False)
    words = Line(
        label=_("Yêu cầu với doanh nghiệp"),
        max_length=500,
        required=False,
        help_text=_("Doanh nghiệp đọc được. Không ghi ai là ca bệnh."),
    )

    def __init__(self, *args: Any, enterprises: Iterable[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].choices = [(each.code, str(each)) for each in enterprises]  # type: ignore[attr-defined]


class KeepOutForm(Form):
    """Who of the list, until when, in which words."""

    tier = forms.ChoiceField(label=_("Áp dụng cho"))
    last_day = day_field(_("Đến hết ngày"))
    words_vi = Line(
        label=_("Lời báo tiếng Việt"), max_length=160, help_text=_("Nói cần làm gì, không nói bệnh.")
    )
    words_en = Line(label=_("Lời báo tiếng Anh"), max_length=160)

    def __init__(self, *args: Any, with_f2: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = [("F1", _("Người vòng F1")), *([("F2", _("Người vòng F1 và F2"))] if with_f2 else [])]
        self.fields["tier"].choices = tiers  # type: ignore[attr-defined]


def definition_options() -> list[tuple[str, Any]]:
    """Ours first, named ours; then documents, the newest first."""
    rows = sorted(contact_definitions().values(), key=lambda each: (not each.ours, -each.since.toordinal()))
    return [(each.code, definition_name(each)) for each in rows]


def definition_name(definition: ContactDefinition) -> str:
    """«1909/BYT-DP, từ 15/04/2022»; ours says that it is no regulation's."""
    if definition.ours:
        return str(_("Mặc định của Song Hành (không phải quy định): từ 15 phút ở nơi sát nhau"))
    return str(_("%(document)s, từ %(since)s")) % {
        "document": definition.document,
        "since": f"{definition.since:%d/%m/%Y}",
    }
