"""A report of part of a year says beside the year's plan how much of it has passed: nobody reads a miss."""

from datetime import date
from decimal import Decimal

import pytest

from songhanh.documents.rendering.content import Table
from songhanh.reporting.actions.reports import report_of
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.morning import morning_content
from songhanh.reporting.presenters.renditions import content_of
from songhanh.reporting.presenters.year_part import year_part
from songhanh.rules.periods import Basis, parse_period
from songhanh.rules.wording.claims import Verdict
from tests.core.cast import BY, NOW
from tests.people.cast import make_cast
from tests.reporting.test_counting import file, owed


@pytest.mark.parametrize(
    ("code", "until", "said"),
    [
        ("2021", "2021-12-15", ""),
        ("2021", "2021-02-15", "sau 2/12 tháng"),
        ("2022-01", "2022-01-15", "sau 1/12 tháng"),
        ("2021-q1", "2021-03-15", "sau 3/12 tháng"),
        ("2021-h1", "2021-06-15", "sau 6/12 tháng"),
        ("2021-03", "2021-03-15", "(số của 1/12 tháng, năm đã qua 3/12 tháng)"),
        ("2021-q3", "2021-09-15", "(số của 3/12 tháng, năm đã qua 9/12 tháng)"),
        ("2021-h2", "2021-09-15", "(số của 3/12 tháng, năm đã qua 9/12 tháng)"),
        ("2021-q3", "2021-12-15", "(số của 3/12 tháng, năm đã qua 9/12 tháng)"),
    ],
)
def test_how_much_of_the_year_is_said(code: str, until: str, said: str) -> None:
    assert year_part(parse_period(code, Basis.CUTOFF15), date.fromisoformat(until)) == said


@pytest.fixture
def year(db: None) -> None:
    """Six months of 100 from each of three enterprises, of 7.200 planned."""
    make_cast()
    months = parse_period("2021", Basis.CUTOFF15).months()[:6]
    accept_reports(
        versions=[file(row, NOW) for month in months for row in owed(month).values()], by=BY, now=NOW
    )
    set_target(indicator_code="revenue", year=2021, value=Decimal(7200), decision_number="1", by=BY, now=NOW)


def reported(code: str) -> Reported:
    return report_of(period=parse_period(code, Basis.CUTOFF15), by=BY, now=NOW)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("2021-01", "đạt 4,2% kế hoạch năm 2021 sau 1/12 tháng."),
        ("2021-03", "đạt 4,2% kế hoạch năm 2021 (số của 1/12 tháng, năm đã qua 3/12 tháng)."),
        ("2021-q2", "đạt 12,5% kế hoạch năm 2021 (số của 3/12 tháng, năm đã qua 6/12 tháng)."),
        ("2021-h1", "đạt 25,0% kế hoạch năm 2021 sau 6/12 tháng."),
        ("2021", "đạt 25,0% kế hoạch năm 2021 sau 6/12 tháng."),
    ],
)
def test_the_text_the_table_and_the_morning_page_say_it(year: None, code: str, said: str) -> None:
    made = reported(code)
    text = " ".join(block["text"] for block in made.document.body["blocks"])
    assert said in text
    claims = [piece.claim for _kind, pieces in made.pieces() for piece in pieces if piece.claim]
    assert {claim.verdict for claim in claims} == {Verdict.TRUE}
    content = content_of(made, now=NOW, origin="")
    table = next(block for block in content.blocks if isinstance(block, Table))
    assert "; kế hoạch là của cả năm, số liệu " in table.caption
    part = said.split("2021 ")[1].rstrip(".")
    assert morning_content(made, notice="", origin="").production.finding.endswith(f"kế hoạch năm {part}")


def test_columns_name_the_period_and_the_same_one_a_year_ago(year: None) -> None:
    content = content_of(reported("2021-q2"), now=NOW, origin="")
    table = next(block for block in content.blocks if isinstance(block, Table))
    assert [column.head for column in table.columns][2:4] == ["Thực hiện kỳ này", "Cùng kỳ 2020"]
