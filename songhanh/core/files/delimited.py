"""CSV and other delimited text: which encoding, which delimiter, and the rows."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from songhanh.core.files.extent import Extent
from songhanh.core.files.limits import LIMITS, Limits
from songhanh.core.files.refusals import FileError

DELIMITERS = ",;\t|"
SAMPLE_LINES = 50
FIELD_LIMIT = 1_000_000
# cp1258 writes Vietnamese as a letter and a tone of its own; a tone elsewhere is no cp1258.
TONES = "\u0300\u0301\u0303\u0309\u0323"
VOWELS = "aăâeêioôơuưy"


def encoding_of(source: bytes) -> str:
    """The encoding of a text: utf-8, utf-8-sig, utf-16, cp1258 or cp1252. FileError for binary data."""
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _proved(source, "utf-16")
    wide = _wide_without_mark(source)
    if wide:
        return _proved(source, wide)
    if b"\0" in source:
        raise FileError("encoding")
    try:
        codecs.decode(source, "utf-8")
    except UnicodeDecodeError:
        return _code_page(source)
    return "utf-8-sig" if source.startswith(codecs.BOM_UTF8) else "utf-8"


def _proved(source: bytes, encoding: str) -> str:
    try:
        text = codecs.decode(source, encoding)
    except UnicodeDecodeError as error:
        raise FileError("encoding") from error
    if "\0" in text:
        raise FileError("encoding")
    return encoding


def _wide_without_mark(source: bytes) -> str:
    """utf-16 without its mark shows as a zero in every other byte of the delimiters and line ends."""
    sample = source[:4096]
    if sample[1::2].count(0) > len(sample) // 5 and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 5 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""


def _code_page(source: bytes) -> str:
    if any(byte < 9 or 13 < byte < 27 for byte in source[:65536]):
        raise FileError("encoding")
    for encoding in ("cp1258", "cp1252"):
        try:
            text = codecs.decode(source, encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252" or _tones_fit(text):
            return encoding
    raise FileError("encoding")


def _tones_fit(text: str) -> bool:
    """Whether every tone stands on a vowel, as in Vietnamese written in cp1258."""
    vowels = VOWELS + VOWELS.upper()
    bases = (unicodedata.normalize("NFD", before)[:1] for before, tone in pairwise(text) if tone in TONES)
    return all(base in vowels for base in bases)


def decode(source: bytes, encoding: str) -> str:
    """The text in NFC."""
    return unicodedata.normalize("NFC", codecs.decode(source, encoding)).removeprefix("\ufeff")


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first lines most evenly into most columns; "," when there is one column."""
    first, _, _ = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    head = "".join(text[:200_000].splitlines(keepends=True)[:SAMPLE_LINES])
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0, 0
    cut = [width for width in widths if width > 1]
    if not cut:
        return 0.0, 0
    usual = max(set(cut), key=cut.count)
    return cut.count(usual) / len(widths) * (1 + min(usual, 20) / 20), usual


def text_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """The rows of a delimited text; a first line `sep=;` is passed over as an empty row."""
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader):
            told = (
                number == 0
                and text[:4].lower() == "sep="
                and "".join(row).lower() in ("sep=", f"sep={delimiter}")
            )
            yield () if told else tuple(row)
    except csv.Error as error:
        raise FileError("corrupt", {"detail": "CSV"}) from error


def text_extent(text: str, delimiter: str, sheet: str, limits: Limits = LIMITS) -> Extent:
    """Counts the rows and columns, stopping as soon as a bound is passed."""
    extent = Extent()
    for number, row in enumerate(text_rows(text, delimiter)):
        if row:
            extent.take(number, len(row) - 1)
        if number % 10_000 == 0 or number > limits.rows:
            extent.check(sheet, limits)
    extent.check(sheet, limits)
    return extent
