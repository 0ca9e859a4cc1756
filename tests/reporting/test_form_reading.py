"""How a typed number is read on the form: by hand, beside other cells, on an English page."""

import pytest

from tests.people.cast import Cast
from tests.reporting.filing import at, browser, owed
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


@pytest.mark.parametrize(
    ("language", "beside", "typed", "number"),
    [
        ("en", "1,284.6", "2.741", "2741"),
        ("vi", "1,284.6", "2.741", "2741"),
        ("vi", "1.284,6", "1,503", "1503"),
    ],
)
def test_a_count_whose_marks_and_unit_disagree_is_asked(
    cast: Cast, language: str, beside: str, typed: str, number: str
) -> None:
    """The other cells say «2.741» is 2.741, people are counted whole: nobody guesses, nobody is refused."""
    client = browser(cast.reporter)
    client.cookies["django_language"] = language
    post_cell(client, cast, "import", beside)
    asked = row(post_cell(client, cast, "labour_domestic", typed), "labour_domestic")
    assert asked.count('name="choose"') == 2
    assert f'value="labour_domestic={number}"' in asked
    assert held(cast, "labour_domestic")["number"] is None
    assert (
        row(page(client, cast, "labour/"), "labour_domestic").count('name="choose"') == 2
    )  # after reloading too
    post_cell(client, cast, "labour_domestic", typed, choose=f"labour_domestic={number}")
    assert held(cast, "labour_domestic")["number"] == number


@pytest.mark.parametrize("typed", ["2.741", "2,741", "2741"])
def test_a_count_alone_is_told_by_its_unit(cast: Cast, typed: str) -> None:
    client = browser(cast.reporter)
    post_cell(client, cast, "labour_domestic", typed)
    assert held(cast, "labour_domestic")["number"] == "2741"


def test_choosing_needs_no_script(cast: Cast) -> None:
    """The whole section is sent by a button of the form; the answer leads back to it with the number read."""
    client = browser(cast.reporter)
    client.cookies["django_language"] = "en"
    here = at(owed(cast), "labour/")
    sent = {"labour_domestic": "2.741", "labour_foreign": "5"}
    client.post(here, sent)
    assert client.get(here).content.decode().count('name="choose"') == 2
    client.post(here, {**sent, "choose": "labour_domestic=2741"})
    assert held(cast, "labour_domestic")["number"] == "2741"
