import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.definitions.wording import Figure, Verdict, figure_of
from songhanh.rules.wording.check import check_text
from songhanh.rules.wording.units import Unit, unit_of

from .wording_figures import FIGURES

SENTENCES = tomllib.loads((Path(__file__).parent / "wording_examples.toml").read_text(encoding="utf-8"))[
    "sentences"
]
PUBLISHED = {
    "vaccination", "labour", "revenue", "export", "new_jobs", "budget", "support_116", "support_68", "union",
    "target_2022",
}  # fmt: skip
WORDS = st.sampled_from(
    [
        *("Doanh thu", "xuất khẩu", "lao động", "đủ 2 mũi", "kế hoạch", "năm 2020", "năm trước", "2021"),
        *("đạt", "tăng", "giảm", "trên", "gần", "gấp", "đôi", "vượt", "so với", "trong đó", "và", "chiếm"),
        *("69.448", "4,6", "1.503", "28.9", "0", "tỷ đồng", "triệu USD", "%", "lần", "người", "hồ sơ"),
        *(",", ".", ";", "(", ")"),
    ]
)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:60])
def test_the_table_of_true_and_false_sentences(sentence: dict[str, Any]) -> None:
    text = sentence["text"]
    found = [
        {
            "words": text[claim.start : claim.end],
            "verdict": claim.verdict,
            "figure": claim.figure,
            "reason": claim.reason,
            "proposal": claim.proposal,
        }
        for claim in check_text(text, FIGURES)
    ]
    expected = [{"figure": None, "reason": "", "proposal": "", **claim} for claim in sentence["claims"]]
    assert found == expected


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:60])
def test_a_mended_claim_is_true(sentence: dict[str, Any]) -> None:
    text = sentence["text"]
    for claim in check_text(text, FIGURES):
        if claim.proposal:
            mended = text[: claim.start] + claim.proposal + text[claim.end :]
            again = [each for each in check_text(mended, FIGURES) if each.start <= claim.start < each.end]
            assert again, mended
            assert all(each.verdict is Verdict.TRUE for each in again), mended


def test_the_table_is_a_manual() -> None:
    claims = [claim for sentence in SENTENCES for claim in sentence["claims"]]
    assert len(SENTENCES) >= 40
    assert {sentence["published"] for sentence in SENTENCES if "published" in sentence} == PUBLISHED
    assert sum(claim["verdict"] == "FALSE" for claim in claims) >= 20
    assert sum(claim["verdict"] == "TRUE" for claim in claims) >= 40


def test_the_exact_value_comes_in_the_unit_written() -> None:
    (claim,) = check_text("Xuất khẩu đạt trên 1,5 tỷ USD.", FIGURES)
    assert claim.exact == Decimal("1.503")
    assert (claim.word, claim.number, claim.unit) == ("trên", "1,5", "tỷ USD")


def test_a_plan_below_last_years_result_is_no_error() -> None:
    plan = Figure("target", Decimal(65000), "tỷ VND", "doanh thu", previous=Decimal(69448), is_goal=True)
    assert all(
        claim.verdict is Verdict.TRUE
        for claim in check_text("Kế hoạch doanh thu trên 65.000 tỷ đồng, thấp hơn kết quả năm 2021.", [plan])
    )


def test_without_figures_every_quantity_is_unsourced_and_a_year_is_none() -> None:
    (claim,) = check_text("Năm 2021 có 12 doanh nghiệp tại Quyết định số 23/2021/QĐ-TTg ngày 07/7/2021.", [])
    assert (claim.verdict, claim.number) == (Verdict.UNSOURCED, "12")


def test_a_text_in_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="NFC"):
        check_text(unicodedata.normalize("NFD", "đạt 98,2%"), [])


def test_units_of_figures() -> None:
    assert unit_of("tỷ VND") == Unit("VND", Decimal(10) ** 9)
    assert unit_of("lượt người").measure == unit_of("người").measure == "PEOPLE"
    assert unit_of("triệu VND/người").measure == "triệu VND/người"


def test_figures_of_indicators_know_their_parts() -> None:
    labour = figure_of("labour_total", Decimal(1))
    assert labour.total_of == ("labour_domestic", "labour_foreign")
    assert figure_of("vaccinated_two", Decimal(1)).share_of == "labour_total"
    assert figure_of("income_avg", Decimal(1)).total_of == ()


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_whatever_is_written_the_spans_lie_in_the_text(text: str) -> None:
    for claim in check_text(text, FIGURES):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.number in text[claim.start : claim.end]
        assert (claim.verdict is Verdict.TRUE) == (claim.reason == "")
