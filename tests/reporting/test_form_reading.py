"""How a typed number is read on the form: by hand, beside other cells, on an English page."""

import pytest

from tests.people.cast import Cast
from tests.reporting.filing import browser
from tests.reporting.test_form_page import held, page, post_cell, row


def test_one_digit_after_a_point_is_no_thousand(cast: Cast) -> None:
    client = browser(cast.reporter)
    assert "đọc được hai cách" not in post_cell(client, cast, "budget_payment", "680.5")
    assert held(cast, "budget_payment")["number"] == "680.5"


def test_a_question_stays_one_when_the_other_cells_tell_more(cast: Cast) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "revenue", "1,503")
    post_cell(client, cast, "import", "1.284,6")
    asked = row(page(client, cast), "revenue")
    assert asked.count('name="choose"') == 2
    post_cell(client, cast, "revenue", "1,503", choose="revenue=1503")
    assert held(cast, "revenue")["number"] == "1503"


@pytest.mark.parametrize(
    ("typed", "number"), [("61.5", "61.5"), ("1.503", "1.503"), ("1,503", "1503"), ("1,234.5", "1234.5")]
)
def test_an_english_page_reads_what_it_shows(cast: Cast, typed: str, number: str) -> None:
    client = browser(cast.reporter)
    client.cookies["django_language"] = "en"
    fragment = post_cell(client, cast, "revenue", typed)
    assert held(cast, "revenue")["number"] == number
    assert f'value="{typed}"' in row(fragment, "revenue")


def test_in_english_too_what_reads_two_ways_beside_vietnamese_figures_is_asked(cast: Cast) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "import", "1.284,6")
    client.cookies["django_language"] = "en"
    assert row(post_cell(client, cast, "revenue", "1,503"), "revenue").count('name="choose"') == 2
