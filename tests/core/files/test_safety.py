"""What must not be opened is refused by name, before any reader sees it, within little memory."""

import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from songhanh.core.files.limits import LIMITS, Limits
from songhanh.core.files.refusals import FileError
from songhanh.core.files.workbook import inspect, open_workbook

from .builders import DATA, SHEET, changed, ods, ods_text, ole, parts, sheet_rows, xlsb, xlsx, zipped

SMALL = xlsx([["Họ và tên", "Lương"], ["Nguyễn Văn An", 5]])


def refusal(source: bytes, name: str = "tep.xlsx", limits: Limits = LIMITS) -> str:
    with pytest.raises(FileError) as caught:
        inspect(source, name, limits)
    assert "{" not in caught.value.message()
    assert "{" not in caught.value.message("en")
    return caught.value.code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\xef\xbb\xbf<html><body><table><tr><td>1</td></tr></table></body></html>", "html"),
        (b'<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0">\n<table><tr><td>1</td></tr></table>', "html"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", "html"),
        ("<html><table><tr><td>1</td></tr></table></html>".encode("utf-16"), "html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_spreadsheet",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (b"Rar!\x1a\x07\0", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (zipped({"danh sach.xlsx": SMALL}), "archive"),
        (zipped({"word/document.xml": b"<w/>"}), "document"),
        (ole(("WordDocument", b"x")), "document"),
        (ole(("EncryptedPackage", b"x"), ("EncryptionInfo", b"x")), "encrypted"),
        (ods("", manifest_more="<manifest:encryption-data/>"), "encrypted"),
        (bytes(range(256)) * 20, "encoding"),
    ],
)
def test_a_false_ending_is_called_by_its_true_name(source: bytes, code: str) -> None:
    assert refusal(source, "danh-sach.xls") == code


@pytest.mark.parametrize("keep", [30, 200, 1_000, 4_000, -1, -30])
def test_truncated_files_are_damaged(keep: int) -> None:
    assert refusal(SMALL[:keep]) == "corrupt"


@pytest.mark.parametrize("name", ["clippy.xls", "deaths.xls", "datasets.xls"])
def test_cut_and_bent_xls_files_end_in_words(name: str) -> None:
    source = (DATA / name).read_bytes()
    outcomes = set()
    for step in range(60):
        cut = source[: len(source) * step // 60 + 1]
        bent = bytearray(source)
        at = len(source) * step // 60
        bent[at : at + 40] = b"\xff" * 40
        for candidate in (cut, bytes(bent)):
            try:
                for sheet in open_workbook(candidate, name).sheets(hidden=True):
                    assert sum(1 for _ in sheet.rows()) <= LIMITS.rows
                outcomes.add("read")
            except FileError as error:
                outcomes.add(error.code)
    assert "corrupt" in outcomes


def test_bent_xlsx_files_end_in_words() -> None:
    source = (DATA / "deaths.xlsx").read_bytes()
    refused: list[str] = []
    for at in range(0, len(source), 307):
        bent = bytearray(source)
        bent[at] ^= 0x55
        try:
            for sheet in open_workbook(bytes(bent)).sheets(hidden=True):
                assert sum(1 for _ in sheet.rows()) < 100
        except FileError as error:
            refused.append(error.message())
    assert len(refused) > 10


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    assert refusal(SMALL, limits=Limits(file_bytes=1_000)) == "too_large"


def test_the_path_of_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "to.xlsx"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes * 40)
    with pytest.raises(FileError) as caught:
        inspect(path)
    assert caught.value.code == "too_large"


def test_zip_bombs() -> None:
    zeros = parts(SMALL) | {"xl/media/image1.png": bytes(200 * 1024 * 1024)}
    assert refusal(zipped(zeros)) == "bomb"
    many = parts(SMALL) | {f"xl/media/{n}.xml": b"" for n in range(LIMITS.entries)}
    assert refusal(zipped(many)) == "too_many_entries"
    total = {f"xl/media/{n}": b"x" * 1_000_000 for n in range(3)}
    assert refusal(zipped(parts(SMALL) | total), limits=Limits(unpacked_bytes=2_000_000)) == "bomb"


def _lying_size(source: bytes, part: str, size: int, crc: int) -> bytes:
    """The zip with the stated size and sum of a part changed in both places where they stand."""
    raw = bytearray(source)
    for signature, name_at, fields_at in ((b"PK\3\4", 30, 14), (b"PK\1\2", 46, 16)):
        at = -1
        while (at := source.find(signature, at + 1)) >= 0:
            if source[at + name_at :].startswith(part.encode()):
                struct.pack_into("<L", raw, at + fields_at, crc)
                struct.pack_into("<L", raw, at + fields_at + 8, size)
    return bytes(raw)


def test_a_part_that_unpacks_to_more_than_it_says_is_a_bomb() -> None:
    content = parts(SMALL)
    prefix = content[SHEET][:100]
    assert refusal(_lying_size(SMALL, SHEET, 100, zlib.crc32(prefix))) == "bomb"
    assert refusal(_lying_size(SMALL, SHEET, len(content[SHEET]), 0)) == "corrupt"


def test_overlapping_and_repeated_entries_are_tricks() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts(SMALL).items():
            archive.writestr(name, content)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(SHEET, b"<worksheet/>")
    assert refusal(out.getvalue()) == "bomb"
    assert refusal(zipped(parts(SMALL) | {SHEET.upper(): b"<worksheet/>"})) == "bomb"


def test_two_names_for_one_entry_are_a_trick() -> None:
    at = SMALL.rindex(SHEET.encode())
    bent = SMALL[:at] + SHEET.replace("1", "9").encode() + SMALL[at + len(SHEET) :]
    assert refusal(bent) == "corrupt"


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels", "docProps/app.xml"]
)
def test_entities_are_refused_in_every_part(part: str) -> None:
    assert refusal(changed(SMALL, part, lambda xml: xml.replace(b"?>", b"?>" + LAUGHS, 1))) == "entity"
    wide = changed(
        SMALL, part, lambda xml: xml.decode().replace("?>", "?>" + LAUGHS.decode(), 1).encode("utf-16")
    )
    assert refusal(wide) == "corrupt"


def test_entities_are_refused_in_ods() -> None:
    source = changed(ods(""), "content.xml", lambda xml: LAUGHS + xml)
    assert refusal(source) == "entity"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<row r="2000000"><c r="A2000000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="A2000000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
        ('<row r="1"><c s="0" r="XFD1048576"><v>1</v></c></row>', "too_many_rows"),
        ("<row r='1'><c r = 'a2000000'><v>1</v></c></row>", "too_many_rows"),
        ('<row r="1"><x:c xmlns:x="u" r="A2000000"><v>1</v></x:c></row>', "too_many_rows"),
        ('<row r="2000000"><c><v>1</v></c></row>', "too_many_rows"),
        ('<row r="1"><c\n r="A2000000"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="290000"><c r="CV290000"><v>1</v></c></row>', "too_many_cells"),
    ],
)
def test_a_cell_far_away_is_refused_however_it_is_written(cell: str, code: str) -> None:
    source = changed(SMALL, SHEET, sheet_rows('<row r="1"><c r="A1"><v>1</v></c></row>', cell))
    assert refusal(source) == code


def test_blank_coloured_cells_far_away_do_no_harm() -> None:
    source = changed(
        SMALL,
        SHEET,
        sheet_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    )
    assert list(open_workbook(source).sheet().rows()) == [(1.0,)]


def test_a_dimension_that_lies_is_not_believed() -> None:
    source = changed(
        SMALL, SHEET, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)
    )
    assert inspect(source).sheets[0].rows == 2


def test_a_sheet_of_two_million_rows_is_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_000_001))
    source = changed(SMALL, SHEET, sheet_rows(rows))
    assert refusal(source) == "too_many_rows"


def test_repeats_in_ods_are_counted_not_unfolded() -> None:
    def row(inner: str, repeat: int = 1) -> str:
        return f'<table:table-row table:number-rows-repeated="{repeat}">{inner}</table:table-row>'

    assert refusal(ods(row(ods_text("x"), 2_000_000_000))) == "too_many_rows"
    assert refusal(ods(row(ods_text("x", 2_000_000_000)))) == "too_many_columns"
    assert (
        refusal(ods(row(ods_text("x")) + row("<table:table-cell/>", 900_000) + row(ods_text("y"))))
        == "too_many_rows"
    )
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    ordinary = ods(row(ods_text("x") + blank) + row(blank, 1_048_575))
    assert list(open_workbook(ordinary).sheet().rows()) == [("x",)]


def test_far_cells_of_xlsb_and_xls() -> None:
    assert refusal(xlsb([(0, 0, 1.0), (1_048_575, 16_383, 2.0)])) == "too_many_rows"
    source = (DATA / "clippy.xls").read_bytes()
    at = source.index(b"\x00\x02\x0e\x00")
    lying = source[: at + 4] + struct.pack("<IIHHH", 0, 65_535, 0, 65_535, 0) + source[at + 18 :]
    assert refusal(lying) == "too_many_columns"


def test_a_long_csv_stops_at_the_limit() -> None:
    assert refusal(b"a,b\r\n" * (LIMITS.rows + 10), "a.csv") == "too_many_rows"
    assert refusal(b"a," * 2_000, "a.csv") == "too_many_columns"


PROBE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
from pathlib import Path
from songhanh.core.files.workbook import inspect
from songhanh.core.files.refusals import FileError
for path in sys.argv[1:]:
    try:
        inspect(Path(path))
    except FileError as error:
        print(error.code)
"""


def test_all_bombs_together_stay_within_700_mb(tmp_path: Path) -> None:
    """In a process of its own that may not have more: a reader asked for such a box would abort it."""
    far = sheet_rows('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')
    bombs = {
        "zeros.xlsx": zipped(parts(SMALL) | {"xl/a.xml": bytes(400 * 1024 * 1024)}),
        "far.xlsx": changed(SMALL, SHEET, far),
        "far.xlsb": xlsb([(0, 0, 1.0), (1_048_575, 16_383, 2.0)]),
        "far.ods": ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            + ods_text("x", 16_384)
            + "</table:table-row>"
        ),
    }
    for name, content in bombs.items():
        (tmp_path / name).write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *(str(tmp_path / name) for name in bombs)],
        capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert ran.stdout.split() == ["bomb", "too_many_rows", "too_many_rows", "too_many_rows"]
