"""While reports are missing: like is held against like, the document says what it lacks, and so does who submits it."""

from decimal import Decimal

import pytest
from django.test import Client

from songhanh.core.scope import EVERYTHING
from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.targets import set_target
from songhanh.reporting.models import Obligation
from songhanh.reporting.queries.breakdown import By, split
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import asked_of
from songhanh.rules.periods import Basis, parse_period
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast, make_cast
from tests.reporting.test_counting import file, owed

BEFORE, MONTH = (parse_period(code, Basis.CUTOFF15) for code in ("2021-01", "2022-01"))
PAGE = "/reporting/figures/revenue/?period=2022-01"


@pytest.fixture
def cast(db: None) -> Cast:
    """All of last January, of this one only the first enterprise: 110 after 100, of 300."""
    made = make_cast()
    last_year = [file(row, NOW) for row in owed(BEFORE).values()]
    this_year = file(owed(MONTH)["mau-01"], NOW, revenue=110)
    accept_reports(versions=[*last_year, this_year], by=BY, now=NOW)
    set_target(indicator_code="revenue", year=2022, value=Decimal(1000), decision_number="1", by=BY, now=NOW)
    return made


@pytest.fixture
def leader(cast: Cast) -> Client:
    return signed_in(cast.leader)


def drafted(leader: Client) -> str:
    answer = leader.post("/reporting/consolidations/", {"period": "2022-01"})
    return str(answer.headers["Location"])


def text_of(document: OfficialDocument) -> str:
    return " ".join(block["text"] for block in document.body["blocks"])


def test_a_part_of_the_enterprises_is_not_held_against_all_of_last_year(cast: Cast) -> None:
    revenue = figures(asked_of(MONTH, EVERYTHING), year=2022)["revenue"]
    assert (revenue.value, revenue.previous, revenue.change, revenue.change_pct) == (110, 100, 10, 10)
    assert (revenue.alike, revenue.alike_value) == (1, 110)


def test_who_has_no_last_year_counts_in_the_value_but_not_in_the_change(cast: Cast) -> None:
    march = parse_period("2022-03", Basis.CUTOFF15)
    last = owed(parse_period("2021-03", Basis.CUTOFF15))
    rows = owed(march)
    found = [file(last["mau-01"], NOW), file(rows["mau-01"], NOW, revenue=110), file(rows["mau-02"], NOW)]
    accept_reports(versions=found, by=BY, now=NOW)
    revenue = figures(asked_of(march, EVERYTHING))["revenue"]
    assert (revenue.value, revenue.alike_value, revenue.previous, revenue.change) == (210, 110, 100, 10)


def test_complete_it_is_held_against_all_of_last_year_again(cast: Cast) -> None:
    rest = Obligation.objects.filter(period_code=MONTH.code).exclude(enterprise__code="mau-01")
    accept_reports(versions=[file(row, NOW) for row in rest], by=BY, now=NOW)
    revenue = figures(asked_of(MONTH, EVERYTHING))["revenue"]
    assert (revenue.value, revenue.previous, revenue.change, revenue.alike) == (310, 300, 10, None)


@pytest.mark.parametrize("by", [By.PARK, By.OWNERSHIP, By.SECTOR, By.MONTH])
def test_the_split_compares_alike_too(cast: Cast, by: By) -> None:
    groups = [each["revenue"] for _, _, each in split(asked_of(MONTH, EVERYTHING), by) if "revenue" in each]
    assert [each.change for each in groups if each.change is not None] == [10]


def test_the_page_says_in_words_what_is_compared_with_what(leader: Client) -> None:
    page = leader.get(PAGE).content.decode()
    assert "tính riêng 1 doanh nghiệp có số cả hai kỳ" in page
    assert "còn thiếu báo cáo" in page
    assert "số của 1 trên 12 tháng bằng <b>11,0%</b> kế hoạch cả năm" in page
    assert "+10" in page
    assert "−190" not in page


def test_the_document_says_on_how_many_reports_it_stands_and_its_words_hold(leader: Client) -> None:
    here = drafted(leader)
    text = text_of(OfficialDocument.objects.get())
    assert "lập trên 1 trong số 3 báo cáo phải nộp của kỳ; còn thiếu 2 báo cáo" in text
    assert "Tính riêng 1 doanh nghiệp có số cả hai kỳ, doanh thu tăng 10 tỷ đồng (10,0%)" in text
    assert "đạt 11,0% kế hoạch năm 2022 sau 1/12 tháng" in text
    page = leader.get(here).content.decode()
    assert "câu cần sửa" not in page
    assert "số chưa có nguồn" not in page
    assert "Kế hoạch là của cả năm, đạt sau 1/12 tháng." in page
    assert ">tháng 01/2021<" in page


def test_a_wrong_word_about_the_compared_is_marked(leader: Client) -> None:
    here = drafted(leader)
    blocks = OfficialDocument.objects.get().body["blocks"]
    number = next(n for n, block in enumerate(blocks) if block["text"].startswith("Tính riêng"))
    said = blocks[number]["text"].replace("tăng 10 tỷ", "giảm 10 tỷ")
    leader.post(f"{here}edit/", {f"block-{number}": said})
    assert "câu cần sửa" in leader.get(here).content.decode()


def test_submitting_with_reports_missing_wants_a_word_that_it_is_known(leader: Client) -> None:
    here = drafted(leader)
    assert "Trình ký khi còn thiếu 2 báo cáo" in leader.get(here).content.decode()
    answer = leader.post(f"{here}submit/", follow=True)
    assert "Còn thiếu 2 báo cáo trong số liệu này" in answer.content.decode()
    assert OfficialDocument.objects.get().state == DocumentState.DRAFT
    leader.post(f"{here}submit/", {"missing_known": "yes"})
    assert OfficialDocument.objects.get().state == DocumentState.SUBMITTED
