"""Days as people type and see them, 15/12/2021, whatever language the browser has: the one control for all pages.

A browser's own field writes a day as its locale does («12/15/2021» under an English one), so it only lends its
calendar: the text is what is shown, read and sent. Docs: docs/decisions/0009-days-typed-as-text.md.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

WRITTEN = re.compile(r"(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4})")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
LONGEST = 40


def read_day(text: str) -> date:
    """15/12/2021, 15-12-2021 or 15.12.2021, and 2021-12-15 as addresses have it; raises ValueError with words."""
    typed = unicodedata.normalize("NFKC", text).strip()
    found = WRITTEN.fullmatch(typed) or ISO.fullmatch(typed)
    if found is None:
        raise ValueError(
            gettext("Không đọc được ngày «%(text)s». Nhập ngày/tháng/năm, ví dụ 15/12/2021.")
            % {"text": typed[:LONGEST]}
        )
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as error:
        raise ValueError(
            gettext("Không có ngày «%(text)s». Nhập ngày/tháng/năm, ví dụ 15/12/2021.")
            % {"text": typed[:LONGEST]}
        ) from error


def written_day(value: object) -> str:
    """A day as the field shows it; what was typed and could not be read stays as it was typed."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    typed = str(value or "")
    try:
        return f"{read_day(typed):%d/%m/%Y}"
    except ValueError:
        return typed


class DayInput(forms.DateInput):
    """A line of text and a button that opens the browser's calendar; without script the text alone."""

    input_type = "text"
    template_name = "core/day_input.html"

    def format_value(self, value: Any) -> str:
        """As people write it, in Vietnamese and in English."""
        return written_day(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the day as the calendar wants it, and the last day it may offer."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given.setdefault("class", "in1")
        given["class"] += " in1--day"
        return context | {"last": given.pop("max", "")}

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """By the project's own templates."""
        return SafeString(render_to_string(self.template_name, self.get_context(name, value, attrs)))


class DayField(forms.DateField):
    """A day typed as text."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """The day; raises ValidationError saying what was found and what to enter."""
        if isinstance(value, str) and value.strip():
            try:
                return read_day(value)
            except ValueError as error:
                raise forms.ValidationError(self._said(str(error)), code="invalid") from error
        day: date | None = super().to_python(value)
        return day

    def _said(self, words: str) -> str:
        """The place before what was found."""
        return f"{self.label}: {words[:1].lower()}{words[1:]}" if self.label else words


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> DayField:
    """A field for a day, with our words where none was entered."""
    return DayField(
        label=label,
        required=required,
        help_text=help_text,
        error_messages={"required": gettext_lazy("Chưa nhập ngày. Nhập dạng 15/12/2021.")},
    )
