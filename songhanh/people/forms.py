"""Forms about people: one person, a move, an end, an upload, how a list is to be read."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from songhanh.core.files.findings import Finding
from songhanh.core.files.mark import Level
from songhanh.core.forms import one_line, styled
from songhanh.core.ui.column_map import chosen_columns
from songhanh.core.ui.column_words import DATE_ANSWERS
from songhanh.core.ui.days import DayField
from songhanh.people.intake.checking import statement_problems
from songhanh.people.intake.columns import DATES, LABELS, LENGTHS
from songhanh.people.intake.countries import country_choices
from songhanh.people.intake.identity import (
    number_of,
    number_problems,
    paper_of,
    read_number_cell,
    read_problems,
)
from songhanh.people.intake.origins import find_origin
from songhanh.people.intake.statement import Statement
from songhanh.people.intake.words import message
from songhanh.people.models import Employment, IdentityKind, Sex
from songhanh.people.models.identity import unseal_number
from songhanh.people.queries import EnterpriseName

FIELD_OF = {"identity_number": "number"}


class PlacementForm(forms.Form):
    """Where somebody works, and from which day on."""

    workshop = forms.CharField(label=_("Phân xưởng"), max_length=LENGTHS["workshop"], required=False)
    line = forms.CharField(label=_("Tổ / chuyền"), max_length=LENGTHS["line"], required=False)
    shift = forms.CharField(label=_("Ca"), max_length=LENGTHS["shift"], required=False)
    job = forms.CharField(label=_("Chức danh"), max_length=LENGTHS["job"], required=False)
    contract = forms.CharField(label=_("Loại hợp đồng"), max_length=LENGTHS["contract"], required=False)
    wage = forms.DecimalField(
        label=_("Lương đóng BHXH, đồng một tháng"),
        max_digits=14,
        decimal_places=0,
        min_value=0,
        required=False,
    )
    since = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class EndForm(forms.Form):
    """The first day no longer employed."""

    left_on = DayField(label=_("Nghỉ từ ngày"), help_text=_("Ngày đầu tiên không còn làm việc."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class RevealForm(forms.Form):
    """Why one person has to be seen unmasked."""

    reason = forms.CharField(
        label=_("Lý do xem đủ thông tin"),
        max_length=300,
        help_text=_("Hiện trong 15 phút. Người xem, lý do và thời điểm được ghi vào nhật ký."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


class PersonForm(forms.Form):
    """One person as the employer states it; `statement` is the checked result."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    identity_kind = forms.ChoiceField(label=_("Giấy tờ"), choices=IdentityKind.choices)
    number = forms.CharField(label=_("Số định danh"), max_length=20)
    identity_country = forms.ChoiceField(label=_("Nước cấp hộ chiếu"), required=False)
    birth_date = DayField(label=_("Ngày sinh"))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("", _("chọn")), *Sex.choices])
    nationality = forms.ChoiceField(label=_("Quốc tịch"))
    province = forms.CharField(label=_("Tỉnh thường trú"), max_length=80, required=False)
    district = forms.CharField(label=_("Huyện thường trú"), max_length=80, required=False)
    commune = forms.CharField(label=_("Xã thường trú"), max_length=80, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=LENGTHS["phone"], required=False)
    employee_code = forms.CharField(label=_("Mã NLĐ"), max_length=LENGTHS["employee_code"])
    joined_on = DayField(label=_("Ngày vào làm"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        countries = country_choices()
        cast("forms.ChoiceField", self.fields["nationality"]).choices = countries
        cast("forms.ChoiceField", self.fields["identity_country"]).choices = [("", "–"), *countries]
        self.doubts: list[str] = []
        self.statement = Statement()
        styled(self)

    def clean(self) -> dict[str, Any]:
        """The statement, checked by the same rules as a list."""
        values: dict[str, Any] = super().clean() or {}
        self.statement = stated = Statement(
            birth_date=values.get("birth_date"), joined_on=values.get("joined_on")
        )
        for name in ("full_name", "phone", "employee_code", "sex", "nationality"):
            setattr(stated, name, self._value(name))
        self._check_number(stated)
        self._check_origin(stated)
        for code, level, column in statement_problems(stated, self.today):
            self._find(code, level, column, {})
        if self.doubts and not self.data.get("confirmed"):
            self.add_error(None, _("Còn điều cần xác nhận: xem lại, hoặc đánh dấu đã xác nhận rồi lưu."))
        return values

    def _value(self, name: str) -> str:
        return one_line(str(self.cleaned_data.get(name) or ""))

    def _check_number(self, stated: Statement) -> None:
        reading = read_number_cell(self._value("number"))
        kind = self._value("identity_kind")
        stated.identity_kind = "PASSPORT" if kind == "PASSPORT" else paper_of(reading, "", "VN") or kind
        stated.number = number_of(reading, stated.identity_kind, repair=False)
        if stated.identity_kind == "PASSPORT":
            stated.identity_country = self._value("identity_country")
        problems = list(read_problems(reading, stated.identity_kind, repair=False)) or list(
            number_problems(
                stated.identity_kind,
                stated.number,
                country=stated.identity_country,
                birth_date=stated.birth_date,
                sex=stated.sex,
                on=stated.joined_on or self.today,
            )
        )
        for code, level, found in problems if stated.number else ():
            self._find(code, level, "identity_number", found)

    def _check_origin(self, stated: Statement) -> None:
        texts = tuple(self._value(name) for name in ("province", "district", "commune"))
        if stated.nationality != "VN" or not any(texts):
            return
        found = find_origin(*texts, self.today)
        if found.column:
            code = "unit_several" if len(found.candidates) > 1 else "unit_unknown"
            text = texts[("province", "district", "commune").index(found.column)]
            shown = {"text": text, "candidates": ", ".join(found.candidates[:4])}
            self._find(code, Level.ERROR, found.column, shown)
            return
        stated.origin_province, stated.origin_district = found.province, found.district
        stated.origin_commune, stated.origin_catalogue = found.commune, found.catalogue

    def _find(self, code: str, level: Level, column: str, values: dict[str, Any]) -> None:
        words = f"{LABELS[column]}: {message(Finding(0, column, code, level, values))}"
        if level is Level.ERROR:
            self.add_error(FIELD_OF.get(column, column), words)
        else:
            self.doubts.append(words)


def stated_before(row: Employment, names: dict[str, str]) -> dict[str, Any]:
    """What the form begins with for a person who is there; `names` are the origin's units."""
    return {
        **{name: getattr(row, name) for name in ("full_name", "birth_date", "sex", "nationality", "phone")},
        "employee_code": row.employee_code,
        "joined_on": row.joined_on,
        "identity_kind": row.person.identity_kind,
        "identity_country": row.person.identity_country,
        "number": unseal_number(row.person.identity_cipher),
        **names,
    }


class UploadForm(forms.Form):
    """A worker list: whose, of which day, whole or not."""

    enterprise = forms.ChoiceField(label=_("Doanh nghiệp"))
    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Excel (.xlsx, .xlsm, .xls, .xlsb), .ods hoặc .csv. Không cần theo mẫu."),
    )
    listed_on = DayField(
        label=_("Danh sách tại ngày"),
        help_text=_("Ngày mà danh sách mô tả: đổi việc, chuyền, ca được ghi từ ngày này."),
    )
    complete = forms.BooleanField(
        label=_("Danh sách đầy đủ: ai không có tên là đã nghỉ từ ngày này"),
        required=False,
        help_text=_("Danh sách chỉ có một phần người thì để trống: ai không có tên được giữ nguyên."),
    )

    def __init__(self, *args: Any, enterprises: tuple[EnterpriseName, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["enterprise"])
        field.choices = [("", _("chọn doanh nghiệp")), *((each.code, each.name) for each in enterprises)]
        if len(enterprises) == 1:
            field.widget = forms.HiddenInput()
            self.initial["enterprise"] = enterprises[0].code
        styled(self)


class ReadingForm(forms.Form):
    """The day of a list and whether it is whole; columns, answers and repairs come beside it."""

    listed_on = DayField(label=_("Danh sách tại ngày"))
    complete = forms.BooleanField(
        label=_("Danh sách đầy đủ: ai không có tên là đã nghỉ từ ngày này"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What the preview page sends back."""

    mapping: dict[str, str]
    answers: dict[str, str]
    repairs: list[str]


ANSWERS = {**dict.fromkeys(DATES, DATE_ANSWERS), "wage": ("VI", "EN")}


def how_to_read(data: Any, headings: list[tuple[int, str]]) -> HowToRead:
    """Columns (`column-3`), answers (`answer-wage`), repairs: only what there is; anything else is passed over."""
    mapping = chosen_columns(data, headings, LABELS)
    answers = {
        code: str(data[f"answer-{code}"])
        for code, known in ANSWERS.items()
        if data.get(f"answer-{code}") in known
    }
    repairs = [code for code in data.getlist("repair") if code == "lost_zeros"]
    return HowToRead(mapping, answers, repairs)
