"""Worker lists that one enterprise sent: one taken, one taken back, one that waits with wrong cells.

The workbooks are written by the product from what it holds, then changed as people change such files.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from songhanh.core.actor import Actor
from songhanh.core.files.export import ListColumn, ListSheet, Value, write_xlsx
from songhanh.definitions.units import Level, catalogue
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import at
from songhanh.enterprises.models import Enterprise
from songhanh.people import queries
from songhanh.people.actions.imports import import_list, receive_import, undo_import
from songhanh.people.intake.countries import country_name
from songhanh.people.models import Employment, PeopleImport
from songhanh.people.models.identity import unseal_number

SENDER = 7  # the enterprise; a smaller authority's first one stands in for it
HEADINGS = (
    ("Mã NLĐ", 12), ("Họ và tên", 28), ("Số CMND/CCCD/Hộ chiếu", 18), ("Ngày sinh", 12), ("Giới tính", 9),
    ("Quốc tịch", 12), ("Tỉnh thường trú", 18), ("Huyện", 18), ("Xã", 20), ("Phân xưởng", 12),
    ("Tổ / chuyền", 14), ("Ca", 12), ("Chức danh", 24), ("Loại hợp đồng", 24), ("Ngày vào làm", 12),
    ("Lương đóng BHXH (đồng)", 16),
)  # fmt: skip
CODE, NAME, NUMBER, BORN, SEX, LINE, SHIFT, JOINED, WAGE = 0, 1, 2, 3, 4, 10, 11, 14, 15
TAKEN_ON, UNDONE_ON, WAITING_ON = date(2021, 12, 29), date(2021, 12, 30), date(2022, 1, 12)
MOVED = 18  # people of the list that was taken who changed lines
PERSONS = 60  # rows of the two short lists

Rows = list[list[Value]]


def load_sent(desk: Desk) -> int:
    """The list that was taken, and the one that was taken back a quarter of an hour later."""
    enterprise = _sender(desk)
    moved = _rows(enterprise, TAKEN_ON)[:PERSONS]
    for row in moved[:MOVED]:
        row[LINE] = "Chuyền 01"
    _take(desk, enterprise, "dieu-chuyen-chuyen-thang-12.xlsx", moved, at(TAKEN_ON, 16, 10))
    mistaken = _rows(enterprise, UNDONE_ON)[-PERSONS:]
    for row in mistaken:
        row[SHIFT] = "Ca 3"
    import_ = _take(desk, enterprise, "xep-ca-nham-ngay.xlsx", mistaken, at(UNDONE_ON, 9, 5))
    undo_import(import_=import_, by=_reporter(desk, enterprise), now=at(UNDONE_ON, 9, 20))
    return 2


def load_waiting(desk: Desk) -> int:
    """The whole list of January, received and checked; its sender has not corrected it yet."""
    enterprise = _sender(desk)
    rows = _rows(enterprise, WAITING_ON)
    _spoil(rows)
    receive_import(
        enterprise=enterprise,
        **_file("danh-sach-lao-dong-thang-01-2022.xlsx", rows),
        listed_on=WAITING_ON,
        complete=False,
        by=_reporter(desk, enterprise),
        now=at(WAITING_ON, 15, 20),
    )
    return 1


def lists_are(state: str) -> Callable[[], bool]:
    """Whether a list of that state is there."""
    return PeopleImport.objects.filter(state=state).exists


def _sender(desk: Desk) -> Enterprise:
    enterprises = desk.register.enterprises
    return enterprises[SENDER] if SENDER in enterprises else next(iter(enterprises.values()))


def _reporter(desk: Desk, enterprise: Enterprise) -> Actor:
    number = next(n for n, row in desk.register.enterprises.items() if row.pk == enterprise.pk)
    return desk.users.actor(desk.users.reporters[number])


def _take(desk: Desk, enterprise: Enterprise, name: str, rows: Rows, now: datetime) -> PeopleImport:
    return import_list(
        enterprise=enterprise,
        **_file(name, rows),
        listed_on=now.date(),
        confirmed=True,
        by=_reporter(desk, enterprise),
        now=now,
    )


def _rows(enterprise: Enterprise, on: date) -> Rows:
    """Who is employed there that day, as the enterprise's own list has them."""
    held = queries.held_on(enterprise, on).values()
    people = Employment.objects.filter(pk__in=[row.pk for row in held], since__lte=on).select_related(
        "person"
    )
    return [_cells(row) for row in people.order_by("employee_code")]


def _cells(row: Employment) -> list[Value]:
    units = catalogue(row.origin_catalogue) if row.origin_catalogue else None
    codes = (
        (Level.PROVINCE, row.origin_province),
        (Level.DISTRICT, row.origin_district),
        (Level.COMMUNE, row.origin_commune),
    )
    found = [units.unit(level, code) if units else None for level, code in codes]
    return [
        row.employee_code, row.full_name, unseal_number(row.person.identity_cipher), row.birth_date,
        "Nữ" if row.sex == "F" else "Nam", country_name(row.nationality),
        *(unit.full_name if unit else "" for unit in found),
        row.workshop, row.line, row.shift, row.job, row.contract, row.joined_on,
        None if row.wage is None else int(row.wage),
    ]  # fmt: skip


def _file(name: str, rows: Sequence[Sequence[Value]]) -> dict[str, Any]:
    columns = [
        ListColumn(heading, width, "dd/mm/yyyy" if place in {BORN, JOINED} else "")
        for place, (heading, width) in enumerate(HEADINGS)
    ]
    book = BytesIO()
    write_xlsx(
        book, [ListSheet("Danh sách", columns, rows, about=("DANH SÁCH NGƯỜI LAO ĐỘNG (số liệu minh họa)",))]
    )
    content = book.getvalue()
    return {"name": name, "content": content, "file_hash": sha256(content).hexdigest()}


def _spoil(rows: Rows) -> None:
    """As typed in a hurry: a few cells wrong in several ways, and some people on other lines."""
    every = max(1, len(rows) // 12)
    for nth, place in enumerate(range(every // 2, len(rows), every)):
        WAYS[nth % len(WAYS)](rows, place)
    for row in rows[3::40]:
        row[LINE] = "Chuyền 02"


def _set(column: int, value: Value) -> Callable[[Rows, int], None]:
    def do(rows: Rows, place: int) -> None:
        rows[place][column] = value

    return do


def _lose_zero(rows: Rows, place: int) -> None:
    """An old card's number with one of its three zeros gone; nobody's, with the zeros or without."""
    rows[place][NUMBER] = "00" + str(rows[place][NUMBER])[-6:]


def _lose_digit(rows: Rows, place: int) -> None:
    rows[place][NUMBER] = str(rows[place][NUMBER])[:-2]


def _twice(rows: Rows, place: int) -> None:
    rows[place][NUMBER] = rows[place - 1][NUMBER]


def _other_sex(rows: Rows, place: int) -> None:
    rows[place][SEX] = "Nam" if rows[place][SEX] == "Nữ" else "Nữ"


WAYS: tuple[Callable[[Rows, int], None], ...] = (
    _lose_zero, _set(BORN, "31/02/1990"), _lose_digit, _set(6, "Tỉnh Ninh Binhh"), _twice, _set(NAME, ""),
    _other_sex, _set(JOINED, "chưa rõ"), _lose_zero, _set(WAGE, 520_000), _set(SEX, "x"),
)  # fmt: skip
