"""The set lines of Decree 30/2020: numbers, dates, names, recipients, addresses; its sizes and margins."""

from dataclasses import replace
from datetime import date

import pytest

from songhanh.definitions.document_format import _check_ranges, document_format_on
from songhanh.definitions.toml import DefinitionError
from songhanh.documents.rendering import lines

from .sample import DRAFT, signed


@pytest.mark.parametrize(
    ("number", "line"), [("5", "Số: 05/BC-BQLKCN"), ("12", "Số: 12/BC-BQLKCN"), ("05", "Số: 05/BC-BQLKCN")]
)
def test_a_number_below_ten_has_a_leading_zero(number: str, line: str) -> None:
    assert lines.number_line(signed(number=number)) == line


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 1, 7), "ngày 07 tháng 01 năm 2022"),
        (date(2022, 2, 17), "ngày 17 tháng 02 năm 2022"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (date(2021, 12, 31), "ngày 31 tháng 12 năm 2021"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(day: date, words: str) -> None:
    assert lines.date_words(signed(signed_on=day)) == words


def test_a_draft_leaves_room_for_a_hand() -> None:
    gap = "\u00a0" * 6
    assert lines.number_line(DRAFT) == f"Số:{gap}/BC-BQLKCN"
    assert lines.place_and_date(DRAFT) == f"Ninh Bình, ngày{gap}tháng{gap}năm 2021"
    assert lines.date_words(replace(DRAFT, year=None)) == f"ngày{gap}tháng{gap}năm{gap}"


def test_a_long_name_is_parted_with_the_shorter_line_first() -> None:
    assert lines.issuer_lines("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP") == ("BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP")
    assert lines.issuer_lines("SỞ CÔNG THƯƠNG") == ("SỞ CÔNG THƯƠNG",)
    assert lines.issuer_lines("X" * 60) == ("X" * 60,)


def test_a_deputy_signs_for_the_head_and_a_head_in_one_line() -> None:
    assert lines.signature(DRAFT).above == ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")
    assert lines.signature(signed(signer_authority="TRƯỞNG BAN", signer_title="")).above == ("TRƯỞNG BAN",)


def test_recipients_end_with_semicolons_and_a_full_stop() -> None:
    given = signed(recipients=("- Như trên;", "Lãnh đạo Ban", "Lưu: VT, QLDN."))
    assert lines.recipient_lines(given) == ("- Như trên;", "- Lãnh đạo Ban;", "- Lưu: VT, QLDN.")
    assert lines.recipient_lines(signed(recipients=())) == ()


def test_the_layout_is_the_decrees() -> None:
    layout = document_format_on(date(2021, 12, 17))
    assert (layout.width, layout.height) == (210, 297)
    margins = layout.margins
    assert (margins.top, margins.bottom, margins.left, margins.right) == (20, 20, 30, 15)
    assert (layout.sizes["body"], layout.first_line_indent, layout.paragraph_spacing) == (14, 12.7, 6)
    with pytest.raises(DefinitionError, match="body = 12"):
        _check_ranges("ND30", {"body": 12}, {"body": [13, 14]})
