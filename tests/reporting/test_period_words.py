"""A period stands in words wherever people read it: pages, lists and their files, refusals; codes stay in addresses."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from songhanh.core.reasons import RefusedError
from songhanh.reporting.intake import stamp
from songhanh.reporting.queries.names import period_words
from tests.people.cast import Cast
from tests.reporting.board import COLLECTION, Board
from tests.reporting.filing import accepted, browser, owed

TEXT_OF_TAGS = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>", re.DOTALL)
CODE = re.compile(r"(?<![\w/.-])20[0-9]{2}-(?:0[1-9]|1[0-2]|q[1-4]|h[12])(?![\w-])")


@pytest.fixture
def officer(board: Board) -> Client:
    owed(board.cast)
    accepted(board.cast)
    return browser(board.chief)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return TEXT_OF_TAGS.sub(" ", answer.content.decode())


@pytest.mark.parametrize(
    "address",
    [
        COLLECTION,
        "/reporting/reports/?cols=report&cols=period",
        "/reporting/breakdown/?period=2022-01",
        "/reporting/consolidations/?period=2022-01",
        "/reporting/figures/revenue/?period=2021-12&enterprise=mau-01",
        "/queue/",
        "/today/",
    ],
)
def test_pages_name_periods(officer: Client, address: str) -> None:
    text = text_of(officer, address)
    assert CODE.findall(text) == []
    assert "áng 01/2022" in text or "áng 12/2021" in text


def test_the_period_asked_for_is_the_one_offered(officer: Client) -> None:
    page = officer.get("/reporting/consolidations/?period=2022-01").content.decode()
    assert '<option value="2022-01" selected>tháng 01/2022</option>' in page


def test_files_name_periods_too(officer: Client) -> None:
    for address in (
        "/reporting/figures/revenue/?period=2021-12&format=xlsx",
        "/reporting/reports/?cols=report&cols=period&export=xlsx",
    ):
        answer = officer.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        rows = openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        cells = [str(cell) for row in rows for cell in row if cell is not None]
        assert "tháng 12/2021" in cells, address
        assert [cell for cell in cells if CODE.fullmatch(cell)] == []


def test_a_template_of_another_period_is_refused_by_name(cast: Cast) -> None:
    obligation = owed(cast)
    wanted = {"template": "1", "form": "monthly-production", "form_version": "1", "owner": "mau-01"}
    with pytest.raises(RefusedError) as refused:
        stamp._check_same(wanted | {"period": "2021-12"}, wanted | {"period": "2022-01"}, obligation)
    assert str(refused.value).startswith("Đây là mẫu của kỳ tháng 12/2021. Kỳ tháng 01/2022 dùng mẫu khác")


def test_english_names_them_in_english() -> None:
    assert [period_words(code) for code in ("2022-01", "2021-q4", "2021", "-")] == [
        "tháng 01/2022", "quý IV/2021", "năm 2021", "-",
    ]  # fmt: skip
    with translation.override("en"):
        assert [period_words(code) for code in ("2022-01", "2021-q4", "2021-h1")] == [
            "January 2022", "Q4 2021", "first half of 2021",
        ]  # fmt: skip
