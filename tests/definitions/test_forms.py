import unicodedata
from datetime import date, time
from decimal import Decimal
from importlib.resources import files

import pytest

from songhanh.definitions.forms import (
    Basis,
    CheckKind,
    PeriodKind,
    ReportPer,
    UnknownFormError,
    ValueType,
    form,
    form_codes,
    form_for_period,
    forms_valid_on,
    report_forms,
)
from songhanh.definitions.indicators import IndicatorKind, indicator, indicators, names_in
from songhanh.rules.periods import parse_period


def test_the_forms_are_loaded_once() -> None:
    assert report_forms() is report_forms()
    assert form_codes() == ("monthly-production", "monthly-safety", "A.III.1")


@pytest.mark.parametrize(
    ("code", "period", "version"),
    [
        ("monthly-production", "2020-01", 1),
        ("monthly-production", "2020-12", 1),
        ("monthly-production", "2021-01", 2),
        ("monthly-safety", "2021-01", 1),
    ],
)
def test_the_period_decides_the_version(code: str, period: str, version: int) -> None:
    assert form_for_period(code, parse_period(period, Basis.CUTOFF15)).version == version


def test_only_revenue_and_export_were_asked_in_2020() -> None:
    assert list(form("monthly-production", 1).cells) == ["revenue", "export"]


def test_a_period_the_form_does_not_use_is_refused() -> None:
    with pytest.raises(UnknownFormError, match=r"không dùng cho quý IV/2021"):
        form_for_period("monthly-production", parse_period("2021-q4", Basis.CUTOFF15))
    with pytest.raises(UnknownFormError, match=r"Không có biểu mẫu «monthly-safety» dùng cho tháng 11/2020"):
        form_for_period("monthly-safety", parse_period("2020-11", Basis.CUTOFF15))
    with pytest.raises(UnknownFormError, match="bản 9"):
        form("monthly-production", 9)


def test_no_two_versions_of_a_form_are_valid_on_one_day() -> None:
    for day in (
        date(2019, 12, 14),
        date(2019, 12, 15),
        date(2020, 12, 14),
        date(2020, 12, 15),
        date(2026, 1, 1),
    ):
        codes = [each.code for each in forms_valid_on(day)]
        assert len(codes) == len(set(codes))
    assert forms_valid_on(date(2019, 12, 14)) == ()


def test_split_and_columned_cells_have_their_own_codes() -> None:
    safety, investment = form("monthly-safety", 1), form("A.III.1", 1)
    people = safety.cells["support_paid_people.nq116"]
    assert (people.indicator, people.programme, people.value_type) == (
        "support_paid_people",
        "NQ116",
        ValueType.COUNT,
    )
    assert safety.cells["union_gifts"].programme == "UNION"
    assert [code for code in investment.cells if code.startswith("I.")] == ["I.A", "I.B", "I.C"]
    assert [code for code in investment.cells if code.startswith("V.")] == ["V.A", "V.1.A", "V.2.A"]


def test_the_quarterly_form_is_per_project_and_in_the_currency_of_the_certificate() -> None:
    investment = form("A.III.1", 1)
    assert (investment.per, investment.period_kind, investment.basis) == (
        ReportPer.PROJECT,
        PeriodKind.QUARTER,
        Basis.CALENDAR,
    )
    assert not investment.ours
    assert investment.cells["II.A"].unit_in("triệu VND") == "triệu VND"
    assert investment.cells["VI.1.A"].unit_in("USD") == "kWh"
    assert investment.cells["2.A"].minimum == Decimal("-999999999999999")
    assert investment.cells["1.A"].minimum == 0


def test_our_forms_say_that_they_are_ours() -> None:
    ours = [each for each in report_forms() if each.ours]
    assert {each.code for each in ours} == {"monthly-production", "monthly-safety"}
    assert all(each.deadline.working_days == 3 and each.deadline.at == time(17) for each in ours)
    assert not any(each.legal_basis for each in ours)


def test_cells_of_money_in_our_forms_name_their_unit_as_the_indicator_does() -> None:
    for each in report_forms():
        for cell in each.cells.values():
            if cell.indicator:
                assert cell.unit == indicator(cell.indicator).unit, cell.code


def test_sums_of_the_quarterly_form() -> None:
    sums = {rule.targets[0]: rule.parts for rule in form("A.III.1", 1).rules if rule.kind is CheckKind.SUM}
    assert sums["I.B"] == ("1.B", "2.B", "3.B")
    assert sums["V.A"] == ("V.1.A", "V.2.A")


def test_indicators_name_only_indicators_and_ratios_have_formulas() -> None:
    assert len(indicators()) == 43
    assert names_in(indicator("income_avg").formula or "") == ("payroll", "person_months")
    for each in indicators().values():
        assert (each.kind is not IndicatorKind.RATIO) or each.formula


def test_every_definition_is_in_composed_letters() -> None:
    for each in files("songhanh.definitions").iterdir():
        if each.name.endswith(".toml"):
            text = each.read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", text), each.name
