"""Amounts as people type them, 1.250,5: read one way, or asked with both readings; the one field for all pages."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.formats import number
from songhanh.rules.formats import format_number
from songhanh.rules.numbers import Problem, read_column, read_number

COUNTED = "người"  # any unit counted whole: of «2.103» three decimals are no reading
GROUP = 3  # digits between two marks of thousands
CHOSEN = "-as"  # what the answer to «which of the two?» is sent under, after the field's own name
LONGEST = 40


class TwoReadingsError(forms.ValidationError):
    """A number that reads two ways; `readings` are (what choosing it sends, the number written out)."""

    def __init__(self, text: str, candidates: Sequence[Decimal]) -> None:
        self.readings = [(format(number, "f"), written_out(number)) for number in candidates]
        one, other = (words for _value, words in self.readings[:2])
        words = {"typed": text, "one": one, "other": other}
        super().__init__(_("«%(typed)s» đọc được hai cách: %(one)s hoặc %(other)s. Chọn một.") % words)


def one_number(text: str, chosen: str = "", *, places: int = GROUP) -> Decimal:
    """Read `text` with at most `places` decimals; `chosen` is the reading that was picked of two.

    Raises ValidationError saying what was found.
    """
    grouped = places < GROUP
    reading = read_column([text], COUNTED, by_hand=True)[0] if grouped else read_number(text, None)
    if reading.problem is Problem.AMBIGUOUS:
        picked = next((each for each in reading.candidates if format(each, "f") == chosen), None)
        if picked is None:
            raise TwoReadingsError(text, reading.candidates)
        return picked
    if reading.number is None:
        raise forms.ValidationError(_("«%(text)s» không phải số. Nhập ví dụ 65.000.") % {"text": text})
    return reading.number


class AmountInput(forms.TextInput):
    """A line for a number, and after it the answer to which of two readings was meant."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """(what was typed, which reading was picked)."""
        return data.get(name, ""), data.get(f"{name}{CHOSEN}", "")

    def format_value(self, value: Any) -> str:
        """What was typed stays as it was typed; a stored number as the reader's language writes it."""
        if isinstance(value, Decimal):
            return number(value, language())
        return str(value[0] if isinstance(value, tuple) else value or "")


class AmountField(forms.Field):
    """A number from 0 up, of fewer than `digits` digits before the comma and at most `places` after it."""

    widget = AmountInput

    def __init__(self, *, places: int, digits: int = 15, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AmountInput(attrs={"class": "in1 in1--num", "inputmode": "decimal"}))
        super().__init__(**kwargs)
        self.places, self.digits = places, digits
        self.readings: list[tuple[str, str]] = []
        self.stood: Any = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Any:
        """Remembers what the field was filled with: sent back untouched, it is not read anew."""
        self.stood = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Decimal | None:
        """The number; raises ValidationError with the place, what was found, what to enter."""
        text, chosen = (str(each).strip() for each in value)
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if isinstance(self.stood, Decimal) and text == number(self.stood, language()):
            return self.stood
        if len(text) > LONGEST:
            words = gettext_lazy("%(label)s: có %(count)s ký tự. Nhập một số, ví dụ 1.234,5.")
            raise forms.ValidationError(words, params={"label": self.label, "count": len(text)})
        try:
            amount = one_number(text, chosen, places=self.places)
        except TwoReadingsError as asked:
            self.readings = asked.readings
            raise
        return self._within(amount, text)

    def _within(self, amount: Decimal, text: str) -> Decimal:
        given = {"label": self.label, "text": text, "places": self.places, "digits": self.digits}
        if amount < 0:
            words = gettext_lazy("%(label)s: «%(text)s» nhỏ hơn 0. Nhập số từ 0 trở lên.")
            raise forms.ValidationError(words, params=given)
        if amount != round(amount, self.places):
            words = gettext_lazy(
                "%(label)s: «%(text)s» có quá %(places)s chữ số sau dấu phẩy. Làm tròn rồi nhập lại."
            )
            raise forms.ValidationError(words, params=given)
        if amount >= Decimal(10) ** self.digits:
            words = gettext_lazy("%(label)s: «%(text)s» quá lớn, có hơn %(digits)s chữ số. Kiểm tra đơn vị.")
            raise forms.ValidationError(words, params=given)
        return amount


def written_out(number: Decimal) -> str:
    """A reading nobody can take for the other one: with decimals where it has some, in words where grouped."""
    written = format_number(number, None, language())
    if number == number.to_integral_value() and abs(number) >= 1000:
        thousands, rest = divmod(int(abs(number)), 1000)
        words = _("%(thousands)s nghìn %(rest)s") % {
            "thousands": thousands,
            "rest": f"{rest:03d}" if rest else "",
        }
        return f"{written} ({'−' if number < 0 else ''}{words.strip()})"
    return written
