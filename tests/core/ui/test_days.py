"""Days: read and shown as 15/12/2021 whatever the language; one control, kept so by a guard."""

from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

from songhanh.core.ui.days import DayField, read_day, written_day
from tests.guards.tree import PACKAGE


class When(forms.Form):
    """One day that is needed, one that is not."""

    since = DayField(label="Từ ngày")
    until = DayField(label="Đến ngày", required=False)


@pytest.mark.parametrize(
    "typed",
    [
        "05/12/2021",
        "5/12/2021",
        "05-12-2021",
        "5.12.2021",
        " 05 / 12 / 2021 ",
        "2021-12-05",
        "０５/１２/２０２１",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_day_stands_first_in_every_language(typed: str, language: str) -> None:
    with translation.override(language):
        form = When({"since": typed})
        assert form.is_valid()
        assert form.cleaned_data == {"since": date(2021, 12, 5), "until": None}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2022", "Từ ngày: không có ngày «31/02/2022». Nhập ngày/tháng/năm, ví dụ 15/12/2021."),
        ("12/31/2021", "Từ ngày: không có ngày «12/31/2021». Nhập ngày/tháng/năm, ví dụ 15/12/2021."),
        ("15/12/21", "Từ ngày: không đọc được ngày «15/12/21». Nhập ngày/tháng/năm, ví dụ 15/12/2021."),
        ("15/12-2021", "Từ ngày: không đọc được ngày «15/12-2021». Nhập ngày/tháng/năm, ví dụ 15/12/2021."),
        ("hôm qua", "Từ ngày: không đọc được ngày «hôm qua». Nhập ngày/tháng/năm, ví dụ 15/12/2021."),
    ],
)
def test_what_is_no_day_stays_as_it_was_typed(typed: str, said: str) -> None:
    form = When({"since": typed})
    assert form.errors == {"since": [said]}
    assert f'value="{typed}"' in str(form["since"])


def test_a_day_is_shown_as_it_is_typed() -> None:
    assert [written_day(each) for each in (date(2021, 12, 5), "2021-12-05", "", None)] == [
        "05/12/2021", "05/12/2021", "", "",
    ]  # fmt: skip
    html = str(When(initial={"since": date(2021, 12, 5)})["since"])
    assert 'value="05/12/2021"' in html
    assert 'type="text" name="since"' in html
    assert "required" in html


def test_reading_a_day_is_for_addresses_too() -> None:
    assert read_day("2021-12-15") == date(2021, 12, 15)
    with pytest.raises(ValueError, match="Không đọc được ngày"):
        read_day("2021-12")


def test_there_is_no_other_control_for_a_day() -> None:
    own = {PACKAGE / "core/ui/days.py", PACKAGE / "core/templates/core/day_input.html"}
    signs = ("forms.DateField", "forms.DateInput", 'type="date"', '"type": "date"', 'input_type = "date"')
    found = [
        f"{path.relative_to(PACKAGE)}: {sign}"
        for path in sorted(Path(PACKAGE).rglob("*"))
        if path.suffix in {".py", ".html"} and path not in own
        for sign in signs
        if sign in path.read_text(encoding="utf-8")
    ]
    assert found == []
