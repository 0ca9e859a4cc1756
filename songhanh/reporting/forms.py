"""From a request to checked values: the cells of a section, the words and ticks around submitting."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.definitions.forms import ReportForm
from songhanh.reporting.models import OnBehalf
from songhanh.reporting.queries.typed import DraftCell, both_readings, clean, read_typed, shown, style_for
from songhanh.rules.checks.cells import Cell, ValueType
from songhanh.rules.checks.single import LONGEST_TEXT
from songhanh.rules.exchange import read_rate as rate_in
from songhanh.rules.formats import format_number

LONGEST_TYPED, LONGEST_NOTE = 60, 500


@dataclass(slots=True)
class PostedCells:
    """What a page sends: `changed` cells and what each stood as before (`expected`); what cannot be kept.

    `problems` are words by cell for what was typed too long, `typed` those cells as they were sent; `stale`
    are cells that somebody else has changed since the page was made.
    """

    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    expected: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)


def posted_cells(
    post: Mapping[str, str],
    codes: Iterable[str],
    definition: ReportForm,
    current: Mapping[str, DraftCell],
    *,
    currency: str = "",
    language: str = "vi",
) -> PostedCells:
    """Read the cells `codes` out of `post`, each beside what the draft holds (`current`) and what its page knew."""
    result = PostedCells()
    for code in codes:
        if code in post:
            _take(result, post, definition.cells[code], current, currency, language)
    return result


def mark(cell: DraftCell | None, language: str) -> str:
    """A short seal of a cell as a page shows it: tells afterwards whether page and draft still agree."""
    held = cell or {}
    return _mark(shown(cell, language), bool(held.get("estimate")), str(held.get("note", "")))


def _take(
    result: PostedCells,
    post: Mapping[str, str],
    cell: Cell,
    current: Mapping[str, DraftCell],
    currency: str,
    language: str,
) -> None:
    code, held = cell.code, dict(current.get(cell.code) or {})
    text, note = clean(post[code]).strip(), clean(post.get(f"{code}-note", str(held.get("note", "")))).strip()
    estimate = f"{code}-estimate" in post
    chosen = _chosen(post.get("choose", ""), code)
    sent, now_stands = _mark(text, estimate, note), mark(held, language)
    known = post.get(f"{code}-was", now_stands)
    if (sent in (known, now_stands)) and chosen is None:
        return
    typed = {"typed": text, "number": None, "text": text, "estimate": estimate, "note": note}
    if problem := _problem(cell, text, note):
        result.problems[code], result.typed[code] = problem, typed
    elif known != now_stands:
        result.stale.append(code)
    else:
        result.expected[code] = held
        words = {"estimate": estimate, "note": note}
        unchanged = text == shown(held, language) and bool(held) and chosen is None
        style = style_for(current, language, but=code)
        result.changed[code] = (
            held | words if unchanged else typed | _read(cell, text, style, currency, chosen)
        )


def _read(cell: Cell, text: str, style: Any, currency: str, chosen: Decimal | None) -> dict[str, Any]:
    if cell.value_type is ValueType.TEXT:
        return {"typed": ""}
    if chosen is not None and chosen in both_readings(cell, text, currency).candidates:
        return {"number": format(chosen, "f"), "text": ""}
    number = read_typed(cell, text, style, currency, by_hand=True).number
    return {} if number is None else {"number": format(number, "f"), "text": ""}


def _chosen(choice: str, code: str) -> Decimal | None:
    """«revenue=1503»: which of two readings was meant."""
    name, _sign, number = choice.partition("=")
    try:
        return Decimal(number) if name == code else None
    except InvalidOperation:
        return None


def _problem(cell: Cell, text: str, note: str) -> str:
    """Why what was sent cannot be kept at all."""
    most = LONGEST_TEXT if cell.value_type is ValueType.TEXT else LONGEST_TYPED
    if len(text) > most and cell.value_type is not ValueType.TEXT:
        return _("Nhập %(count)s ký tự, ô này nhận một số. Nhập số, ví dụ 1.234,5.") % {
            "count": format_number(len(text))
        }
    for what, length, limit in ((_("Nội dung"), len(text), most), (_("Giải trình"), len(note), LONGEST_NOTE)):
        if length > limit:
            return _("%(what)s dài %(count)s ký tự. Rút còn không quá %(most)s ký tự.") % {
                "what": what,
                "count": format_number(length),
                "most": format_number(limit),
            }
    return ""


def _mark(text: str, estimate: bool, note: str) -> str:
    joined = "\x1f".join((text.strip(), "1" if estimate else "", note))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


class SubmitForm(forms.Form):
    """Around «Nộp báo cáo»: the tick, why it is filed again, how it came when an officer files it.

    With `rate_help` the sender may type the exchange rate that the authority's table has not.
    """

    correction_reason = forms.CharField(
        label=gettext_lazy("Lý do nộp lại"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "in1", "rows": 2}),
        help_text=gettext_lazy("Đi kèm lần nộp, Ban đọc khi duyệt."),
    )
    exchange_rate = forms.CharField(
        label=gettext_lazy("Tỷ giá áp dụng, đồng cho 1 USD"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "in1 in1--num", "inputmode": "decimal"}),
    )
    on_behalf = forms.ChoiceField(
        label=gettext_lazy("Doanh nghiệp đã gửi qua"),
        choices=[(OnBehalf.PAPER, gettext_lazy("Bản giấy")), (OnBehalf.PHONE, gettext_lazy("Điện thoại"))],
        required=False,
        widget=forms.RadioSelect,
    )
    confirmed = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, correction: bool, returned: bool, on_behalf: bool, rate_help: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._reason_needed = correction and not returned
        for name, wanted in (
            ("correction_reason", correction), ("exchange_rate", bool(rate_help)), ("on_behalf", on_behalf),
        ):  # fmt: skip
            if not wanted:
                del self.fields[name]
        if rate_help:
            self.fields["exchange_rate"].help_text = rate_help
        self.fields["confirmed"].error_messages["required"] = ""

    def clean_correction_reason(self) -> str:
        """Needed when a report is filed again without having been returned."""
        reason = clean(self.cleaned_data["correction_reason"]).strip()
        if self._reason_needed and not reason:
            raise forms.ValidationError(
                _("Lý do nộp lại: chưa nhập. Ghi vì sao sửa số đã nộp, ví dụ «đối chiếu lại sổ kế toán».")
            )
        return reason

    def clean_exchange_rate(self) -> Decimal | None:
        """Dong for one dollar; a rate that was kept from the draft or the version before comes back as it was."""
        text = self.cleaned_data["exchange_rate"].strip()
        return read_rate(text) if text else None

    def clean_on_behalf(self) -> str:
        """An officer says how the figures came."""
        way = str(self.cleaned_data["on_behalf"])
        if not way:
            raise forms.ValidationError(
                _("Doanh nghiệp đã gửi qua: chưa chọn. Chọn bản giấy hoặc điện thoại.")
            )
        return way

    def clean_confirmed(self) -> bool:
        """Nobody files without having ticked."""
        if not self.cleaned_data["confirmed"]:
            raise forms.ValidationError(
                _("Xác nhận: chưa tích. Đọc lại số rồi tích ô xác nhận số liệu đúng.")
            )
        return True


def read_rate(text: str) -> Decimal:
    """A rate as people write it; raises ValidationError saying what was found."""
    rate = rate_in(text)
    if rate is None:
        raise forms.ValidationError(
            _("Tỷ giá: nhập «%(text)s». Nhập số đồng cho 1 USD, ví dụ 22.750."), params={"text": text.strip()}
        )
    return rate


class ReasonForm(forms.Form):
    """One reason in words."""

    reason = forms.CharField(
        label=gettext_lazy("Cần sửa gì"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "in1", "rows": 2}),
        error_messages={
            "required": gettext_lazy("Cần sửa gì: chưa nhập. Ghi để người nhập biết sửa chỗ nào.")
        },
    )


class QuestionForm(forms.Form):
    """A question, or its answer; about one cell or the whole report."""

    cell = forms.ChoiceField(
        label=gettext_lazy("Về chỉ tiêu"), required=False, widget=forms.Select(attrs={"class": "in1"})
    )
    text = forms.CharField(
        label=gettext_lazy("Câu hỏi"),
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "in1", "rows": 3}),
        error_messages={
            "required": gettext_lazy("Câu hỏi: chưa nhập. Ghi điều cần hỏi về chỉ tiêu này."),
            "max_length": gettext_lazy(
                "Câu hỏi: có %(show_value)s ký tự, rút còn không quá %(limit_value)s."
            ),
        },
    )

    def __init__(self, *args: Any, cells: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_ = self.fields["cell"]
        assert isinstance(field_, forms.ChoiceField)
        field_.choices = [("", gettext_lazy("Cả báo cáo")), *cells]


class AnswerForm(forms.Form):
    """The officer's answer."""

    text = forms.CharField(
        label=gettext_lazy("Trả lời"),
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "in1", "rows": 2}),
        error_messages={"required": gettext_lazy("Trả lời: chưa nhập.")},
    )
