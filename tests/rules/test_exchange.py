"""From dollars to dong, worked out by hand."""

from decimal import Decimal

import pytest

from songhanh.rules.exchange import Dong, in_dong, is_foreign, is_plausible, read_rate

D = Decimal


@pytest.mark.parametrize(
    ("amount", "unit", "rate", "value", "shown_in"),
    [
        ("1503", "triệu USD", "23100", "34719.3", "tỷ VND"),
        ("1250000", "USD", "23100", "28875", "triệu VND"),
        ("-0.01", "USD", "23145.55", "-0.0002314555", "triệu VND"),
        ("40.5", "nghìn USD", "23000", "931.5", "triệu VND"),
        ("1.5", "tỷ USD", "23100", "34650", "tỷ VND"),
        ("0", "triệu USD", "23100", "0", "tỷ VND"),
    ],
)
def test_amounts_in_dollars(amount: str, unit: str, rate: str, value: str, shown_in: str) -> None:
    assert in_dong(D(amount), unit, D(rate)) == Dong(D(value), shown_in)
    assert is_foreign(unit)


@pytest.mark.parametrize("unit", ["triệu VND", "tỷ VND", "người", "%", "", "USD/người"])
def test_other_units_are_left_alone(unit: str) -> None:
    assert in_dong(D(5), unit, D(23100)) is None
    assert not is_foreign(unit)


@pytest.mark.parametrize(
    ("rate", "fits"),
    [("23145", True), ("23145.55", True), ("10000", True), ("100000", True), ("9999.99", False),
     ("100000.01", False), ("23.145", False), ("23145.555", False), ("-23145", False), ("0", False)],
)  # fmt: skip
def test_a_slip_of_typing_is_no_rate(rate: str, fits: bool) -> None:
    assert is_plausible(D(rate)) is fits


@pytest.mark.parametrize(
    ("text", "rate"),
    [("23145", "23145"), (" 23.145 ", "23145"), ("23,145", "23145"), ("23.145,5", "23145.5"), ("23,145.5", "23145.5"),
     ("23145,55", "23145.55"), ("23145.55", "23145.55"), ("100.000", "100000")],
)  # fmt: skip
def test_a_rate_reads_one_way_whichever_way_it_is_written(text: str, rate: str) -> None:
    assert read_rate(text) == D(rate)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23.1",
        "23,1",
        "2.3145",
        "2310000",
        "23.145.5",
        "23 145",
        "NaN",
        "-23145",
        "23145,555",
        "９９９９９",
        "1e5",
    ],
)
def test_what_can_be_no_rate_is_not_guessed(text: str) -> None:
    assert read_rate(text) is None
