"""From a request to checked values: a time clock's file, how it is to be read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.files.limits import LIMITS
from songhanh.core.files.refusals import FileError
from songhanh.core.forms import OfEnterprise
from songhanh.core.templatetags.vietnamese import language
from songhanh.core.ui.column_map import chosen_columns
from songhanh.gate.actions.clock_imports import HowToRead
from songhanh.gate.forms import Form, number
from songhanh.gate.intake.clock_columns import LABELS
from songhanh.gate.intake.clock_words import ANSWERS
from songhanh.gate.models import ClockImport, Gate
from songhanh.gate.policies import MOST_CORRECTION

MIB = 1_048_576


def correction_field() -> forms.IntegerField:
    """What the clock is behind."""
    return number(
        _("Đồng hồ máy chậm, phút"),
        -MOST_CORRECTION,
        MOST_CORRECTION,
        required=False,
        help_text=_("Chạy nhanh thì ghi số âm, ví dụ -180. Đúng giờ thì để trống."),
    )


class ClockFileForm(OfEnterprise):
    """A file, where its clock hangs, by how much that is off."""

    file = forms.FileField(
        label=_("Tệp máy chấm công xuất ra"),
        help_text=_(
            "Excel (.xlsx, .xls), CSV hoặc nhật ký của máy (attlog.dat); mỗi dòng một lượt chấm, hoặc mỗi dòng "
            "một ngày có giờ vào, giờ ra."
        ),
    )
    gate = forms.ChoiceField(
        label=_("Máy đặt ở chốt"), required=False, help_text=_("Nhiều máy trong một tệp thì để trống.")
    )

    def __init__(self, *args: Any, gates: Sequence[Gate], several: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.code, f"{each.name} · {each.enterprise}" if several else each.name) for each in gates]
        self.fields["gate"].choices = [("", _("không nói rõ")), *named]  # type: ignore[attr-defined]
        self.fields["correction"] = correction_field()
        self.fields["correction"].widget.attrs["class"] = "in1"

    def clean_file(self) -> Any:
        """Not larger than is read at all."""
        file = self.cleaned_data["file"]
        if file.size > LIMITS.file_bytes:
            size = {"size": -(-file.size // MIB), "limit": LIMITS.file_bytes // MIB}
            raise forms.ValidationError(FileError("too_large", size).message(language()))
        return file


class ClockReadingForm(Form):
    """By how much the clock is off; columns and answers come beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correction"] = correction_field()
        self.fields["correction"].widget.attrs["class"] = "in1"


def how_to_read(
    data: Any, import_: ClockImport, headings: Sequence[tuple[int, str]], correction: int
) -> HowToRead:
    """What the page sends back, over what was said before; anything else is passed over."""
    answers = {
        code: str(data[f"answer-{code}"])
        for code, known in ANSWERS.items()
        if data.get(f"answer-{code}") in known
    }
    mapping = chosen_columns(data, headings, LABELS)
    return HowToRead({**import_.mapping, **mapping}, {**import_.answers, **answers}, correction)
