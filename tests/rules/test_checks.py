from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from songhanh.definitions.forms import form
from songhanh.rules.checks.cells import Cell, CheckKind, CheckRule, Level, Value, ValueType
from songhanh.rules.checks.check import check
from songhanh.rules.checks.earlier import usual_range
from songhanh.rules.checks.findings import Finding, FindingCode, blocking
from songhanh.rules.checks.messages import EN, VI, message_en, message_vi

MONTHLY = form("monthly-production", 2)
SAFETY = form("monthly-safety", 1)
INVESTMENT = form("A.III.1", 1)
USUAL = {
    "revenue": "986",
    "export": "38.6",
    "import": "27.4",
    "budget_payment": "377.9",
    "labour_domestic": "2718",
    "labour_foreign": "23",
    "new_jobs": "41",
    "payroll": "24.5",
    "person_months": "2730",
}


def values(**changes: str | Value) -> dict[str, Value]:
    merged: dict[str, str | Value] = {**USUAL, **changes}
    return {
        code: each if isinstance(each, Value) else Value(Decimal(each)) if each else Value()
        for code, each in merged.items()
    }


def monthly(
    earlier: dict[str, str] | None = None, history: dict[str, list[str]] | None = None, **changes: str | Value
) -> list[Finding]:
    return check(
        MONTHLY.cells,
        values(**changes),
        {code: Decimal(each) for code, each in (earlier or {}).items()},
        {code: [Decimal(each) for each in known] for code, known in (history or {}).items()},
        rules=MONTHLY.rules,
    )


def test_a_usual_report_has_no_findings() -> None:
    assert monthly(earlier=USUAL) == []


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"export": ""}, FindingCode.REQUIRED, "Không phát sinh thì nhập 0. Để trống nghĩa là chưa báo."),
        (
            {"export": Value(text="chưa có")},
            FindingCode.NOT_A_NUMBER,
            "Nhập «chưa có», không đọc được thành số. Nhập số, ví dụ 1.234,5.",
        ),
        (
            {"labour_foreign": "23.5"},
            FindingCode.NOT_WHOLE,
            "Nhập 23,5 người, chỉ tiêu này đếm theo người nên là số nguyên. Nhập số không có phần lẻ.",
        ),
        (
            {"export": "38.61234"},
            FindingCode.TOO_MANY_DECIMALS,
            "Nhập 38,61234 triệu USD, nhiều hơn 3 chữ số sau dấu phẩy. Hãy nhập 38,612.",
        ),
        (
            {"export": "-1"},
            FindingCode.BELOW_MINIMUM,
            "Nhập −1 triệu USD, nhỏ hơn mức thấp nhất là 0. Nhập từ 0 trở lên.",
        ),
        (
            {"export": "1e15"},
            FindingCode.ABOVE_MAXIMUM,
            "Nhập 1.000.000.000.000.000 triệu USD, lớn hơn mức cao nhất là 999.999.999.999.999. "
            "Nhập không quá 999.999.999.999.999.",
        ),
        (
            {"difficulties": Value(text="a" * 5001)},
            FindingCode.TOO_LONG,
            "Nội dung dài 5.001 ký tự. Rút còn không quá 5.000 ký tự.",
        ),
    ],
)
def test_what_one_cell_can_have_wrong(
    changes: dict[str, str | Value], code: FindingCode, message: str
) -> None:
    (finding,) = monthly(**changes)  # type: ignore[arg-type]
    assert (finding.code, finding.level, finding.cell) == (code, Level.ERROR, next(iter(changes)))
    assert message_vi(finding, MONTHLY.cells) == message


def test_nil_is_typed_as_zero() -> None:
    assert monthly(export="0") == []


def test_a_cell_the_form_does_not_have_is_refused() -> None:
    (finding,) = monthly(turnover="1")
    assert message_vi(finding) == (
        "Biểu mẫu không có ô «turnover». Bỏ ô này hoặc dùng đúng bản biểu mẫu của kỳ."
    )


def test_a_slip_of_the_unit_against_a_steady_history_blocks() -> None:
    (finding,) = monthly({"export": "38.6"}, {"export": ["35", "36.1", "38.6"]}, export="41200")
    assert (finding.code, finding.level) == (FindingCode.UNIT_SLIP, Level.ERROR)
    assert message_vi(finding, MONTHLY.cells) == (
        "Nhập 41.200 triệu USD, gấp 1.067 lần kỳ trước (38,6). Nếu là 41.200 nghìn USD, hãy nhập 41,2."
    )


def test_a_slip_without_history_can_be_explained() -> None:
    (finding,) = monthly({"export": "38.6"}, export="41200")
    assert (finding.level, finding.blocks) == (Level.WARNING, True)
    (explained,) = monthly({"export": "38.6"}, export=Value(Decimal(41200), note="Nhà máy mới chạy đủ tải"))
    assert (explained.explained, explained.blocks) == (True, False)


def test_a_slip_by_a_million_and_downwards() -> None:
    (up,) = monthly({"revenue": "986"}, {"revenue": ["980"] * 3}, revenue="986000000")
    assert message_vi(up, MONTHLY.cells).endswith("Nhầm đơn vị thì hãy nhập 986.")
    (down,) = monthly({"revenue": "986"}, {"revenue": ["980"] * 3}, revenue="0.986")
    assert message_vi(down, MONTHLY.cells) == (
        "Nhập 0,986 tỷ VND, bằng 1/1.000 kỳ trước (986). Nếu là 0,986 nghìn tỷ VND, hãy nhập 986."
    )


def test_a_jump_wants_a_note() -> None:
    (finding,) = monthly({"revenue": "986"}, revenue="3100")
    assert (finding.code, finding.level) == (FindingCode.JUMP, Level.WARNING)
    assert message_vi(finding, MONTHLY.cells) == (
        "Nhập 3.100 tỷ VND, kỳ trước là 986. Đúng thì ghi lý do, báo cáo vẫn nộp được."
    )


def test_a_jump_of_trifles_is_silent() -> None:
    assert monthly({"revenue": "0.2"}, revenue="0.9") == []


def test_falling_to_nil_is_a_jump() -> None:
    (finding,) = monthly({"revenue": "986"}, revenue="0")
    assert finding.code is FindingCode.JUMP


def test_a_change_outside_the_usual_wants_a_note() -> None:
    history = ["900", "908", "930", "938", "970", "975", "986"]
    (finding,) = monthly({"revenue": "986"}, {"revenue": history}, revenue="1149")
    assert finding.code is FindingCode.OUTSIDE_USUAL
    assert message_vi(finding, MONTHLY.cells) == (
        "Tăng 16,5% so với kỳ trước, ngoài khoảng quen thuộc 0,5 đến 3,4%. "
        "Đúng thì ghi lý do, báo cáo vẫn nộp được."
    )
    assert monthly({"revenue": "986"}, {"revenue": history}, revenue="1000") == []
    assert monthly({"revenue": "986"}, {"revenue": history[-3:]}, revenue="1149") == []


def test_more_hired_than_employed_is_asked() -> None:
    (finding,) = monthly(new_jobs="3000")
    assert finding.code is FindingCode.MORE_THAN
    assert message_vi(finding, MONTHLY.cells) == (
        "Nhập 2.718 người, nhỏ hơn số đã nhập ở «Lao động tuyển mới trong kỳ» là 3.000. "
        "Đúng thì ghi lý do; sai thì sửa một trong hai."
    )


def test_a_figure_unlike_the_register_wants_a_note() -> None:
    (finding,) = check(
        MONTHLY.cells, values(new_jobs="12"), {}, {}, register={"new_jobs": Decimal(36)}, rules=MONTHLY.rules
    )
    assert message_vi(finding, MONTHLY.cells) == (
        "Nhập 12 người, danh sách lao động có 36. Sửa số này, sửa danh sách hoặc ghi lý do."
    )


def test_people_paid_and_money_paid_go_together() -> None:
    zero = {code: Value(Decimal(0)) for code in SAFETY.cells}
    given = zero | {"support_paid_people.nq68": Value(Decimal(28))}
    (finding,) = check(SAFETY.cells, given, {}, {}, rules=SAFETY.rules)
    assert (finding.code, finding.level, finding.cell) == (
        FindingCode.NOT_TOGETHER,
        Level.ERROR,
        "support_paid_amount.nq68",
    )
    paid = given | {"support_paid_amount.nq68": Value(Decimal("40.680"))}
    assert check(SAFETY.cells, paid, {}, {}, rules=SAFETY.rules) == []


@pytest.mark.parametrize(("workers", "said"), [(2763, []), (None, []), (2741, ["WORKERS_DIFFER"])])
def test_who_is_vaccinated_and_who_is_not_are_everybody(workers: int | None, said: list[str]) -> None:
    zero = {code: Value(Decimal(0)) for code in SAFETY.cells}
    doses = {"vaccinated_two": 1200, "vaccinated_one_only": 1503, "vaccinated_none": 60}
    given = zero | {code: Value(Decimal(count)) for code, count in doses.items()}
    known = None if workers is None else Decimal(workers)
    found = check(SAFETY.cells, given, {}, {}, rules=SAFETY.rules, workers=known)
    assert [(each.code, each.cell) for each in found] == [(code, "vaccinated_two") for code in said]
    for each in found:
        assert message_vi(each, SAFETY.cells) == (
            "Nhập 1.200 người, cộng với «Lao động mới tiêm mũi 1», «Lao động chưa tiêm» là 2.763; danh sách lao "
            "động có 2.741 người cuối kỳ. Sửa các số này, sửa danh sách hoặc ghi lý do."
        )


def investment(**changes: str) -> list[Finding]:
    filled = {
        code: Value(Decimal(0))
        for code, cell in INVESTMENT.cells.items()
        if cell.value_type is not ValueType.TEXT
    }
    filled |= {code: Value(Decimal(number)) for code, number in changes.items()}
    return check(INVESTMENT.cells, filled, {"II.B": Decimal(500)}, {}, rules=INVESTMENT.rules)


def test_the_quarterly_form_adds_up() -> None:
    assert investment(**{"II.A": "100", "II.B": "600"}) == []
    codes = [each.code for each in investment(**{"1.1.A": "5", "II.A": "100", "II.B": "700"})]
    assert codes == [FindingCode.SUM_DIFFERS, FindingCode.RUNNING_TOTAL_DIFFERS]


def test_messages_of_the_quarterly_form_name_lines() -> None:
    (finding,) = investment(**{"2.1.A": "-3", "2.A": "-3", "II.B": "500", "I.A": "3"})
    assert message_vi(finding, INVESTMENT.cells) == (
        "Nhập 3, tổng các dòng 1.A (Vốn góp), 2.A (Vốn vay (vay trừ trả trong kỳ)), "
        "3.A (Lợi nhuận tái đầu tư) là −3. Nhập −3 hoặc sửa các dòng đó."
    )


def test_findings_stand_in_the_order_of_the_form() -> None:
    found = monthly(new_jobs="", revenue="", payroll="-1")
    assert [each.cell for each in found] == ["revenue", "new_jobs", "payroll"]
    assert len(blocking(found)) == 3


def test_a_changed_sign_wants_a_note() -> None:
    cell = Cell(
        "profit", "Lợi nhuận", "Profit", "tỷ VND", None, "", True, ValueType.MONEY, 1, None, None, "", ""
    )
    rule = CheckRule("sign", CheckKind.SIGN, ("profit",))
    (finding,) = check(
        {"profit": cell}, {"profit": Value(Decimal(-3))}, {"profit": Decimal(5)}, {}, rules=[rule]
    )
    assert finding.code is FindingCode.SIGN_CHANGED


def test_every_code_has_its_words_in_both_languages() -> None:
    assert set(VI) == set(EN) == set(FindingCode)
    finding = Finding(FindingCode.REQUIRED, Level.ERROR, "revenue")
    assert message_en(finding) == "Enter 0 if there was none. Blank means not reported."


def test_english_says_units_in_english() -> None:
    values = {"value": Decimal(30808), "ratio": Decimal(1000), "previous": Decimal(31)}
    slip = Finding(
        FindingCode.UNIT_SLIP,
        Level.WARNING,
        "revenue",
        values | {"meant": Decimal("30.808"), "factor": Decimal(1000)},
    )
    assert message_en(slip, MONTHLY.cells) == (
        "Entered 30,808 billion VND, 1,000 times last period (31). "
        "If it is 30,808 million VND, enter 30.808. Note the reason if right."
    )


def test_usual_range_needs_something_to_compare() -> None:
    assert usual_range([]) is None
    assert usual_range([Decimal(0), Decimal(5)]) is None
    assert usual_range([Decimal(100), Decimal(110), Decimal(99)]) == (Decimal(-10), Decimal(10))


@given(
    st.dictionaries(
        st.sampled_from([*MONTHLY.cells, "x"]),
        st.builds(
            Value,
            st.none() | st.decimals(allow_nan=True, allow_infinity=True),
            st.text(max_size=5),
        ),
    ),
    st.dictionaries(st.sampled_from([*MONTHLY.cells]), st.none() | st.decimals(-(10**9), 10**9, places=3)),
)
def test_whatever_is_entered_every_finding_has_words(
    entered: dict[str, Value], earlier: dict[str, Decimal | None]
) -> None:
    for finding in check(MONTHLY.cells, entered, earlier, {}, rules=MONTHLY.rules):
        for text in (
            message_vi(finding, MONTHLY.cells),
            message_en(finding, MONTHLY.cells),
            message_vi(finding),
        ):
            assert text
            assert "{" not in text.replace(finding.values.get("text", "") or "\0", "")  # type: ignore[arg-type]
