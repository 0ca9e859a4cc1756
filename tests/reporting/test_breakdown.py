"""«Tổng hợp»: split and year's end in few questions; what is held against what, said in words; periods in words."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from songhanh.core.scope import EVERYTHING
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.queries.breakdown import By, split, year_ends
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import asked_of
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.test_counting import file, owed

LAST_YEAR, YEAR = (parse_period(code, Basis.CUTOFF15) for code in ("2021", "2022"))
PAGE = "/reporting/breakdown/"
MOST_QUESTIONS = 40  # whatever the number of months


@pytest.fixture
def cast(db: None) -> Cast:
    """All twelve months of last year; of this one all of January, and February of the first enterprise only."""
    made = make_cast()
    versions = [
        file(row, NOW, revenue=100 + number)
        for number, month in enumerate(LAST_YEAR.months())
        for row in owed(month).values()
    ]
    january, february = YEAR.months()[:2]
    versions += [file(row, NOW, revenue=150) for row in owed(january).values()]
    versions.append(file(owed(february)["mau-01"], NOW, revenue=160))
    accept_reports(versions=versions, by=BY, now=NOW)
    return made


def test_each_month_is_what_it_is_when_asked_by_itself(cast: Cast) -> None:
    for year in (LAST_YEAR, YEAR):
        asked = asked_of(year, EVERYTHING)
        for code, _name, found in split(asked, By.MONTH):
            month = parse_period(code, Basis.CUTOFF15)
            alone = figures(replace(asked, start=month.start, end=month.end))
            assert {key: (each.value, each.previous, each.change) for key, each in found.items()} == {
                key: (each.value, each.previous, each.change) for key, each in alone.items()
            }, code


def test_the_year_ends_as_its_whole_months_say(cast: Cast) -> None:
    ends = year_ends(asked_of(YEAR, EVERYTHING), YEAR)
    last_year = 3 * sum(100 + number for number in range(12))
    assert ends["revenue"].value == Decimal(450) * last_year / 300  # February is not whole and does not count
    assert ends["labour_domestic"].method == "LAST_VALUE"
    assert year_ends(asked_of(LAST_YEAR, EVERYTHING), LAST_YEAR)["revenue"].value == last_year


@pytest.mark.parametrize("by", list(By))
def test_twelve_months_are_not_asked_one_by_one(cast: Cast, by: By) -> None:
    reader = signed_in(cast.leader)
    reader.get(PAGE, {"period": "2021", "by": by})
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(PAGE, {"period": "2021", "by": by}).status_code == 200
    assert len(asked) <= MOST_QUESTIONS


def test_the_page_says_over_which_days_and_enterprises_it_compares(cast: Cast) -> None:
    reader = signed_in(cast.leader)
    whole = words_of(reader, "2021")
    assert "So cùng khoảng ngày: 15/12/2020–14/12/2021 với 15/12/2019–14/12/2020" in whole
    part = words_of(reader, "2022")
    assert "chỉ tính 1 doanh nghiệp có đủ số ở cả 15/12/2021–14/02/2022 lẫn 15/12/2020–14/02/2021" in part
    assert "Kế hoạch là của cả năm 2022; giá trị mới của 2 trên 12 tháng." in part


def words_of(reader: Client, period: str) -> str:
    return reader.get(PAGE, {"period": period}).content.decode()


def test_periods_are_chosen_by_name(cast: Cast) -> None:
    page = words_of(signed_in(cast.leader), "2022-02")
    assert '<option value="2022-02" selected>tháng 02/2022</option>' in page
    assert '<option value="2021-h2">6 tháng cuối năm 2021</option>' in page
    missing = page[page.index('id="missing"') :]
    assert "Báo cáo sản xuất, kinh doanh tháng 02/2022" in missing
    assert "· 2022-02" not in missing
