"""A worker list as one large enterprise would send it: 43,451 rows, 20 columns, a few of them wrong."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from songhanh.definitions.units import BEFORE, Level, catalogue
from songhanh.demo.generation.authority import generate
from songhanh.demo.generation.people import Worker
from songhanh.people.intake.countries import country_name

PEOPLE = 43_451
HEADS = (
    "Mã NLĐ", "Họ và tên", "Số CCCD", "Loại giấy tờ", "Nước cấp hộ chiếu", "Ngày sinh", "Giới tính", "Quốc tịch",
    "Tỉnh thường trú", "Huyện", "Xã", "Phân xưởng", "Tổ / chuyền", "Ca", "Chức danh", "Loại hợp đồng",
    "Ngày vào làm", "Ngày nghỉ việc", "Điện thoại", "Lương đóng BHXH (đồng)",
)  # fmt: skip
SHEET = "Danh sách"
WRONG_EVERY = 100  # every so many rows one is wrong, each time in another way
PAPERS = {"CCCD": "CCCD", "CMND": "CMND", "PASSPORT": "Hộ chiếu"}


def write_list(path: Path, people: int = PEOPLE) -> None:
    """Write the workbook; the same rows at every run."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADS)
        for row, cells in enumerate(rows(people), 1):
            sheet.write_row(row, 0, [_cell(each) for each in cells])


def rows(people: int) -> Iterator[list[Any]]:
    """The cells of each row; about one in a hundred is wrong."""
    for number, worker in enumerate(islice(_workers(), people), 1):
        cells = _cells(number, worker)
        if number % WRONG_EVERY == WRONG_EVERY // 2:
            _spoil(cells, number // WRONG_EVERY)
        yield cells


def _workers() -> Iterator[Worker]:
    for _enterprise, workers in generate().people():
        yield from (worker for worker in workers if worker.left_on is None)


def _cells(number: int, worker: Worker) -> list[Any]:
    units = catalogue(BEFORE)
    origin = [
        unit.full_name if (unit := units.unit(level, code)) else ""
        for level, code in (
            (Level.PROVINCE, worker.province),
            (Level.DISTRICT, worker.district),
            (Level.COMMUNE, worker.commune),
        )
    ]
    return [
        f"NL-{number:05d}", worker.name, worker.number, PAPERS[worker.paper],
        country_name(worker.nationality) if worker.foreign else "", worker.birth_date,
        "Nữ" if worker.female else "Nam", country_name(worker.nationality), *origin,
        worker.workshop, worker.line, worker.shift, worker.job, worker.contract, worker.joined_on, None,
        f"09{number:08d}", worker.wage,
    ]  # fmt: skip


def _spoil(cells: list[Any], nth: int) -> None:
    """A blank name, a short number, a number twice, an unknown province, a day that is none, leaving before joining."""
    match nth % 6:
        case 0:
            cells[1] = ""
        case 1:
            cells[2] = "12345"
        case 2:
            cells[2] = "037191000001"
        case 3:
            cells[8] = "Tỉnh Không Có"
        case 4:
            cells[16] = "31/02/2020"
        case 5:
            cells[17] = date(1999, 1, 1)


def _cell(value: Any) -> Any:
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value
