"""Figures, days and deadlines as the templates write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

NOW = datetime(2022, 1, 17, 2, 0, tzinfo=UTC)  # Monday, 09:00 in Hà Nội


def shown(source: str, language: str = "vi", **values: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (69448, "69.448", "69,448"),
        (Decimal("40.680"), "40,68", "40.68"),
        (0, "0", "0"),
        (Decimal("-4.6"), "−4,6", "−4.6"),
        (1102.3, "1.102,3", "1,102.3"),
        (None, "–", "–"),
        (Decimal("1000000"), "1.000.000", "1,000,000"),
    ],
)
def test_numbers(value: object, vi: str, en: str) -> None:
    assert shown("{{ value|number }}", value=value) == vi
    assert shown("{{ value|number }}", "en", value=value) == en


def test_an_unknown_name_is_no_number() -> None:
    assert shown("{{ nowhere|number }} {{ nowhere|percent }} {{ nowhere|date_vn }}") == "– – –"


def test_decimals_are_shown_when_asked_for_and_rounded_half_up() -> None:
    assert shown("{{ a|number:1 }} {{ b|number:2 }}", a=986, b=Decimal("0.125")) == "986,0 0,13"


def test_percent_has_no_space_and_one_decimal() -> None:
    assert (
        shown("{{ a|percent }} {{ b|percent:2 }}", a=Decimal("98.196"), b=Decimal("98.196")) == "98,2% 98,20%"
    )


def test_differences_carry_a_sign_unless_they_are_nil() -> None:
    source = "{{ a|signed }} {{ b|signed:1 }} {{ c|signed }} {{ d|signed:1 }}"
    assert shown(source, a=3047, b=Decimal("-1.2"), c=0, d=Decimal("0.04")) == "+3.047 −1,2 0 0,0"


def test_days_and_moments_are_local() -> None:
    late = datetime(2021, 12, 17, 20, 30, tzinfo=UTC)  # 03:30 of the next day in Hà Nội
    assert (
        shown("{{ d|date_vn }} {{ m|datetime }}", d=date(2021, 12, 15), m=late)
        == "15/12/2021 18/12/2021 03:30"
    )
    assert shown("{{ d|date_vn }}", "en", d=date(2021, 12, 15)) == "15 Dec 2021"


def test_a_deadline_is_said_with_its_weekday() -> None:
    due = datetime(2021, 12, 17, 10, 0, tzinfo=UTC)
    assert shown("{{ due|deadline }}", due=due) == "17:00 Thứ Sáu 17/12"
    assert shown("{{ due|deadline }}", "en", due=due) == "17:00 Friday 17 Dec"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (datetime(2022, 1, 19, 10, 0, tzinfo=UTC), "còn 2 ngày làm việc"),
        (datetime(2022, 1, 24, 10, 0, tzinfo=UTC), "còn 5 ngày làm việc"),  # a weekend lies between
        (datetime(2022, 1, 17, 10, 0, tzinfo=UTC), "hôm nay"),
        (datetime(2022, 1, 17, 1, 0, tzinfo=UTC), "quá hạn hôm nay"),
        (datetime(2022, 1, 14, 10, 0, tzinfo=UTC), "quá hạn 3 ngày"),
    ],
)
def test_what_remains_is_counted_in_working_days(due: datetime, said: str) -> None:
    assert shown("{{ due|remaining:now }}", due=due, now=NOW) == said


def test_missing_text_is_a_dash_and_letters_are_composed() -> None:
    assert shown("{{ a|missing }}{{ b|missing }}{{ c|missing }}", a="", b=0, c="Ho\u0300a") == "–0Hòa"


def test_a_state_is_word_and_shape() -> None:
    tag = shown('{% state_tag "RETURNED" "2 ngày" %}')
    assert "Trả lại 2 ngày" in tag
    assert "<svg" in tag
    assert "tag--err" in tag
    assert "&lt;b&gt;" in shown('{% state_tag "DONE" "<b>" %}')


def test_a_figure_opens_only_where_it_has_a_source() -> None:
    assert shown('{% figure "98,2%" "/f/" %}') == '<a class="fig " href="/f/" data-opens="source">98,2%</a>'
    assert shown('{% figure "98,2%" "" %}') == "98,2%"
