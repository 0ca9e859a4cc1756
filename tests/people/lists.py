"""Worker lists as enterprises make them, written with openpyxl."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from songhanh.core.models import User
from songhanh.enterprises.models import Enterprise
from songhanh.people.actions.imports import receive_import
from songhanh.people.models import PeopleImport
from tests.core.cast import NOW, TODAY, actor

HEADS = (
    "Mã NLĐ",
    "Họ và tên",
    "Số CCCD",
    "Ngày sinh",
    "Giới tính",
    "Tỉnh thường trú",
    "Tổ / chuyền",
    "Ngày vào làm",
)


def worker(nth: int, **other: Any) -> dict[str, Any]:
    """A right row: the `nth` woman of 1991."""
    row = {
        "Mã NLĐ": f"NL-{nth:04d}",
        "Họ và tên": "Nguyễn Thị Ánh",
        "Số CCCD": f"037191{nth:06d}",
        "Ngày sinh": datetime(1991, 2, 14),
        "Giới tính": "Nữ",
        "Tỉnh thường trú": "Ninh Bình",
        "Tổ / chuyền": "Hàn 1",
        "Ngày vào làm": datetime(2019, 3, 1),
    }
    return row | other


def written(book: Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Worksheet, rows: Sequence[dict[str, Any]], heads: Sequence[str] = HEADS) -> None:
    """Headings and rows, below what is there."""
    sheet.append(list(heads))
    for row in rows:
        sheet.append([row.get(head) for head in heads])


def workbook(*rows: dict[str, Any], heads: Sequence[str] = HEADS) -> bytes:
    """A plain list."""
    book = Workbook()
    fill(book.active, rows, heads)  # type: ignore[arg-type]
    return written(book)


def upload(
    user: User,
    enterprise: Enterprise,
    content: bytes,
    *,
    name: str = "danh-sach.xlsx",
    on: date = TODAY,
    complete: bool = False,
) -> PeopleImport:
    """Send a list as the user."""
    return receive_import(
        enterprise=enterprise,
        name=name,
        content=content,
        file_hash=sha256(content).hexdigest(),
        listed_on=on,
        complete=complete,
        by=actor(user),
        now=NOW,
    )
