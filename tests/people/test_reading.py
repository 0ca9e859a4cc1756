import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import override_settings
from openpyxl import Workbook

from songhanh.core.files.refusals import FileError
from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.people.intake.checking import CheckedList, Terms, check_list
from songhanh.people.intake.reading import read_list
from songhanh.people.intake.statement import Statement
from songhanh.people.intake.words import MESSAGES, message
from tests.people.lists import HEADS, fill, workbook, worker, written

ON = date(2021, 12, 31)


def check(content: bytes, name: str = "a.xlsx", **terms: Any) -> CheckedList:
    mapping = terms.pop("mapping", {})
    return check_list(read_list(content, name, mapping), Terms(**{"on": ON, **terms}))


def one(row: dict[str, Any], **terms: Any) -> Statement:
    found = check(workbook(row, heads=list(row)), **terms)
    assert [message(f) for f in found.findings] == []
    return found.statements[0]


def codes(row: dict[str, Any], **terms: Any) -> list[tuple[str, str]]:
    found = check(workbook(row, heads=list(row)), **terms)
    for finding in found.findings:
        assert message(finding)
    return [(finding.column, finding.code) for finding in found.findings]


OFFICE_ROWS: list[list[object]] = [
    ["CÔNG TY TNHH MẪU 01"],
    ["DANH SÁCH LAO ĐỘNG THÁNG 12/2021"],
    [],
    ["STT", "Mã NLĐ", "Họ và tên", "Số CCCD", "Ngày sinh", "Giới tính", "Quê quán", None, "Tổ / chuyền"],
    [None, None, None, None, None, None, "Tỉnh", "Huyện", None],
    [f"({n})" for n in range(1, 10)],
    ["I", "Phân xưởng may"],
    [
        1,
        "NL-0001",
        "Nguyễn Thị Ánh",
        "037191000001",
        "14/02/1991",
        "Nữ",
        "T. Ninh Bình",
        "H. Kim Sơn",
        "May 1",
    ],
    [2, "NL-0002", "Trần Văn Bảo", "036091000002", "30/11/1991", "Nam", "nam dinh", None, "May 1"],
    ["II", "Phân xưởng hàn"],
    [3, "NL-0003", "Lê Thị Cúc", "038191000003", datetime(1991, 5, 9), "nữ", "Thanh Hoá", None, "Hàn 1"],
    ["Tổng cộng"],
    *([None] * 9 for _ in range(40)),
    [None, None, None, None, None, "Ninh Bình, ngày 31 tháng 12 năm 2021"],
    [None, "Người lập", None, None, None, "Giám đốc"],
]


def office_list() -> bytes:
    """Titles, two heading rows merged, numbering, sections, a total, blanks, signatures, a hidden sheet."""
    book = Workbook()
    hidden = book.active
    hidden.title, hidden.sheet_state = "Nháp", "hidden"
    fill(hidden, [worker(9)])
    sheet = book.create_sheet("Danh sách")
    for row in OFFICE_ROWS:
        sheet.append(row)
    for region in ("A2:H2", "G4:H4", *(f"{letter}4:{letter}5" for letter in "ABCDEFI")):
        sheet.merge_cells(region)
    return written(book)


def test_a_list_as_it_comes_from_an_office() -> None:
    found = check(office_list())
    assert [message(f) for f in found.findings] == []
    assert found.source.sheet == "Danh sách"
    assert found.source.hidden == ("Nháp",)
    assert [s.employee_code for s in found.statements] == ["NL-0001", "NL-0002", "NL-0003"]
    assert [s.origin_province for s in found.statements] == ["37", "36", "38"]
    assert found.statements[0].origin_district == "376"
    assert found.source.skipped["SECTION"] == 2
    assert found.source.skipped["TOTAL"] == 1


def test_numbers_lose_their_zeros_and_get_them_back_only_when_agreed() -> None:
    rows = [worker(1, **{"Số CCCD": 37191000001}), worker(2)]
    found = check(workbook(*rows))
    assert [(f.row, f.column, f.code) for f in found.findings] == [(1, "identity_number", "lost_zeros")]
    assert message(found.findings[0]) == "Có 11 số, cần đúng 12 số. Excel thường bỏ số 0 ở đầu."
    repaired = check(workbook(*rows), repairs=frozenset({"lost_zeros"}))
    assert repaired.findings == ()
    assert repaired.statements[0].number == "037191000001"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("3,7191E+10", "rounded"),
        ("1091000001", "lost_zeros"),
        ("03719", "length"),
        ("chưa có", "not_a_number"),
        ("099191000001", "province_code"),
        ("037991000001", "century"),
        ("037291000001", "century"),
    ],
)
def test_identity_numbers_that_are_wrong(number: str, code: str) -> None:
    assert ("identity_number", code) in codes(
        worker(1, **{"Số CCCD": number, "Giới tính": None, "Ngày sinh": None})
    )


def test_nobodys_province_is_taken_in_the_demo_alone() -> None:
    row = worker(1, **{"Số CCCD": "000191000001", "Giới tính": "Nam", "Ngày sinh": None})
    assert ("identity_number", "province_code") in codes(row)
    with override_settings(DEMO=True):
        assert ("identity_number", "sex_differs") in codes(row)  # the rest of it is checked like any other
        assert ("identity_number", "province_code") not in codes(row)
    assert all(not unit.code.startswith("00") for unit in catalogue(BEFORE).of_level(Level.PROVINCE))


def test_number_birth_date_and_sex_must_agree() -> None:
    row = worker(1, **{"Ngày sinh": datetime(1990, 2, 14), "Giới tính": "Nam"})
    found = check(workbook(row))
    assert [message(f) for f in found.findings] == [
        "Ngày sinh ghi năm 1990, số căn cước ghi năm 1991. Sửa một trong hai, hoặc xác nhận.",
        "Cột giới tính ghi Nam, số căn cước ghi Nữ. Sửa một trong hai, hoặc xác nhận.",
    ]
    assert found.wrong == frozenset()
    assert found.doubtful == {1}


@pytest.mark.parametrize(
    ("on", "wanted"), [(date(2024, 12, 31), []), (date(2025, 1, 1), [("identity_number", "cmnd_ended")])]
)
def test_old_cards_have_a_legal_end(on: date, wanted: list[tuple[str, str]]) -> None:
    assert codes(worker(1, **{"Số CCCD": "164123456"}), on=on) == wanted


def test_passports_have_a_country() -> None:
    foreign = worker(1, **{"Số CCCD": "m 1234-5678", "Quốc tịch": "Hàn Quốc", "Tỉnh thường trú": None})
    stated = one(foreign)
    assert (stated.identity_kind, stated.number, stated.identity_country) == ("PASSPORT", "M12345678", "KR")
    assert codes(worker(1, **{"Số CCCD": "M12345678"})) == [("identity_number", "country_missing")]
    digits = one(worker(1, **{"Số CCCD": "123456789", "Quốc tịch": "Trung Quốc", "Tỉnh thường trú": None}))
    assert (digits.identity_kind, digits.nationality) == ("PASSPORT", "CN")


def test_text_as_keyboards_make_it() -> None:
    row = worker(1, **{
        "Họ và tên": unicodedata.normalize("NFD", "  Nguyễn  Thị\u00a0Ánh "),
        "Số CCCD": "０３７１９１０００００１",
        "Tỉnh thường trú": unicodedata.normalize("NFD", "Tỉnh Ninh Bình"),
        "Giới tính": "NỮ",
    })  # fmt: skip
    stated = one(row)
    assert (stated.full_name, stated.number, stated.origin_province) == (
        "Nguyễn Thị Ánh",
        "037191000001",
        "37",
    )


@pytest.mark.parametrize(
    ("written_", "on", "code", "catalogue"),
    [
        ("Hà Nam", ON, "35", "2021-11-01"),
        ("TP. Hồ Chí Minh", ON, "79", "2021-11-01"),
        ("Hà Nam", date(2025, 12, 31), "35", "2021-11-01"),
        ("Ninh Bình", date(2025, 12, 31), "37", "2025-07-01"),
        ("Ninh Bình", ON, "37", "2021-11-01"),
        ("xã Lai Thành, huyện Kim Sơn, tỉnh Ninh Bình", ON, "37", "2021-11-01"),
    ],
)
def test_old_and_new_provinces(written_: str, on: date, code: str, catalogue: str) -> None:
    stated = one(worker(1, **{"Tỉnh thường trú": written_}), on=on)
    assert (stated.origin_province, stated.origin_catalogue) == (code, catalogue)


def test_a_whole_address_gives_all_three() -> None:
    stated = one(worker(1, **{"Tỉnh thường trú": "xã Lai Thành, huyện Kim Sơn, tỉnh Ninh Bình"}))
    assert (stated.origin_district, stated.origin_commune) != ("", "")


def test_a_province_of_two_meanings_is_asked() -> None:
    found = check(workbook(worker(1, **{"Tỉnh thường trú": "Hà Nam Ninh"})))
    assert (
        message(found.findings[0]) == "«Hà Nam Ninh» có nhiều nghĩa. Chọn một: Hà Nam, Nam Định, Ninh Bình."
    )


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/1991", "date_no_such_day"),
        ("03/04/1991", "date_order"),
        ("1991", "date_year_only"),
        (1991, "date_year_only"),
        ("14/02/2091", "date_out_of_range"),
        ("hôm qua", "date_unreadable"),
    ],
)
def test_dates_that_are_asked_or_wrong(cell: object, code: str) -> None:
    assert ("birth_date", code) in codes(worker(1, **{"Ngày sinh": cell}))


def test_the_column_tells_the_order_of_day_and_month() -> None:
    found = check(
        workbook(worker(1, **{"Ngày sinh": "03/04/1991"}), worker(2, **{"Ngày sinh": "25/04/1991"}))
    )
    assert found.findings == ()
    assert found.statements[0].birth_date == date(1991, 4, 3)


def test_an_answer_settles_a_column() -> None:
    row = worker(1, **{"Ngày sinh": "03/04/1991"})
    assert one(row, answers={"birth_date": "MONTH_FIRST"}).birth_date == date(1991, 3, 4)
    assert one(row, answers={"birth_date": "DAY_FIRST"}).birth_date == date(1991, 4, 3)


@pytest.mark.parametrize(
    ("heading", "cell", "wage"),
    [
        ("Lương (đồng)", 5200000, 5_200_000),
        ("Lương (đồng)", "5.200.000", 5_200_000),
        ("Lương (triệu đồng)", "6.500", 6_500_000),
        ("Lương (nghìn đồng)", "6.500", 6_500_000),
        ("Lương (triệu đồng)", "28.9", 28_900_000),
    ],
)
def test_the_declared_unit_decides_a_number(heading: str, cell: object, wage: int) -> None:
    assert one(worker(1, **{heading: cell})).wage == Decimal(wage)


def test_a_number_that_reads_two_ways_is_asked() -> None:
    row = worker(1, Lương="28.9")
    assert codes(row) == [("wage", "number_two_ways")]
    row = worker(1, Lương="1.503")
    assert codes(row) == [("wage", "number_two_ways")]
    assert check(workbook(row, heads=list(row)), answers={"wage": "VI"}).statements[0].wage == 1503


def test_formulas_are_read_by_their_result_and_errors_are_said() -> None:
    row = worker(1, **{"Tổ / chuyền": "=1/0"})
    assert ("line", "not_calculated") in codes(row)


def test_the_same_number_and_code_twice() -> None:
    found = check(workbook(worker(1), worker(2, **{"Mã NLĐ": "NL-0001"}), worker(1, **{"Mã NLĐ": "NL-0003"})))
    assert [(f.row, f.column) for f in found.findings if f.code == "twice"] == [
        (1, "employee_code"),
        (1, "identity_number"),
        (2, "employee_code"),
        (3, "identity_number"),
    ]


def test_leaving_before_joining_and_children() -> None:
    assert codes(worker(1, **{"Ngày nghỉ việc": datetime(2019, 3, 1)})) == [
        ("left_on", "left_before_joining")
    ]
    child = worker(1, **{"Số CCCD": "037308000001", "Ngày sinh": datetime(2008, 1, 1)})
    assert codes(child) == [("birth_date", "too_young")]


def test_columns_that_are_missing_or_stand_twice_are_told() -> None:
    rows = [{"Mã NLĐ": "NL-1", "Họ và tên": "An", "Tỉnh": "Ninh Bình"}]
    assert read_list(workbook(*rows, heads=list(rows[0])), "a.xlsx", {}).missing == ("identity_number",)
    mapped = read_list(workbook(worker(1)), "a.xlsx", {"Tổ / chuyền": "workshop", "Mã NLĐ": ""})
    assert "employee_code" not in mapped.columns
    assert mapped.columns["workshop"] == HEADS.index("Tổ / chuyền")


def test_csv_and_what_is_no_list() -> None:
    text = "Mã NLĐ;Họ và tên;Số CCCD;Ngày sinh\nNL-1;Nguyễn Thị Ánh;037191000001;14/02/1991\n"
    assert check(text.encode("utf-8-sig"), "a.csv").statements[0].birth_date == date(1991, 2, 14)
    with pytest.raises(FileError):
        check(workbook({"Doanh thu": 1}, heads=["Doanh thu"]))
    with pytest.raises(FileError):
        check(workbook(worker(1))[:-400])


def test_every_finding_has_words() -> None:
    assert len(MESSAGES) > 30
