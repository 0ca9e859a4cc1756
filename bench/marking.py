"""The sender's own workbook, 43,451 × 20, given back with 5,000 cells coloured and commented: patched, or openpyxl."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench.machine import Result, Side, below_aim, race
from bench.workbook import HEADS, PEOPLE, SHEET, write_list
from songhanh.core.files.mark import Level, Mark
from songhanh.core.files.marking import mark

LIMIT = 3.0
MARKS = 5_000
TEXT = "Ngày «31/02/2020» không có. Nhập dạng ngày/tháng/năm, ví dụ 28/02/1993."


def run(_database: str, *, tiny: bool) -> Result:
    """Both mark the same cells; the marked workbooks are opened again."""
    people = 300 if tiny else PEOPLE
    path = Path(os.environ["SONGHANH_VAR"]) / "danh-sach.xlsx"
    write_list(path, people)
    source = path.read_bytes()
    marks = _marks(people, 40 if tiny else MARKS)
    ways = {"songhanh": lambda: mark(source, marks).content, "openpyxl": lambda: _openpyxl(source, marks)}
    for way in ways.values():
        _check(way(), marks)
    seconds = race(ways, 1 if tiny else 3)
    ours, theirs = (Side(name, DOES[name], seconds[name]) for name in ways)
    return Result(
        "marking",
        "The sender's workbook given back marked",
        f"{people:,} rows × {len(HEADS)} columns, {len(marks):,} cells coloured and commented.",
        [ours, theirs],
        [below_aim("marked workbook, median", ours.median, LIMIT)],
        [f"openpyxl takes {theirs.median / ours.median:.1f} times as long."],
    )


DOES = {
    "songhanh": "`core.files.marking.mark`: styles and comments patched in the package, all else byte for byte",
    "openpyxl": "`load_workbook`, fill and comment on each cell, `save`",
}


def _marks(people: int, count: int) -> list[Mark]:
    return [
        Mark(SHEET, 1 + n * people // count, (n * 7) % len(HEADS), Level.ERROR, f"{TEXT} ({n})")
        for n in range(count)
    ]


def _openpyxl(source: bytes, marks: list[Mark]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(source))
    fill = PatternFill("solid", fgColor="FFF4CCCC")
    for each in marks:
        cell = book[each.sheet].cell(each.row + 1, each.column + 1)
        cell.fill, cell.comment = fill, Comment(each.text, "Song Hành")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _check(content: bytes, marks: list[Mark]) -> None:
    """As many comments as marks, each with its text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        part = next(name for name in package.namelist() if "comments" in name and name.endswith(".xml"))
        assert package.read(part).decode().count(TEXT) == len(marks)
