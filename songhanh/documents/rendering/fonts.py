"""The shipped font (Tinos, as wide as Times New Roman) and which characters its faces can draw.

The font files are built into `static/fonts/tinos` and stand under the SIL Open Font License.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Tinos"
FACES = 4  # regular, italic, bold, bold italic
REGULAR, BOLD = "Tinos_400Regular.ttf", "Tinos_700Bold.ttf"
MM_PER_POINT = 25.4 / 72


class FontMissingError(RuntimeError):
    """The font's files are not where they should be: the front end has not been built."""


def font_folder() -> Path:
    """Where the build puts the font; inside the package, so that a wheel has it."""
    return Path(str(files("songhanh") / "static" / "fonts" / "tinos"))


@lru_cache(maxsize=4)
def drawable(folder: Path) -> frozenset[int]:
    """The code points that every face in `folder` has a glyph for."""
    faces = sorted(folder.glob("*.ttf"))
    if len(faces) != FACES:
        raise FontMissingError(f"{FAMILY}: {len(faces)} of {FACES} font files in {folder.name}; run bin/demo")
    return frozenset.intersection(*(frozenset(dict(_glyphs(face.read_bytes()))) for face in faces))


def text_width(text: str, size: float, folder: Path, *, bold: bool = False) -> float:
    """How wide `text` is in mm, set in `size` pt; what the face lacks counts as one em."""
    widths = _widths(folder / (BOLD if bold else REGULAR))
    return sum(widths.get(ord(letter), 1.0) for letter in text) * size * MM_PER_POINT


@lru_cache(maxsize=4)
def _widths(face: Path) -> dict[int, float]:
    """The advance of each character in em, from `hmtx`."""
    font = face.read_bytes()
    (em,) = struct.unpack_from(">H", _table(font, b"head"), 18)
    (wide,) = struct.unpack_from(">H", _table(font, b"hhea"), 34)
    metrics = _table(font, b"hmtx")
    return {
        point: struct.unpack_from(">H", metrics, 4 * min(glyph, wide - 1))[0] / em
        for point, glyph in _glyphs(font)
    }


def _glyphs(font: bytes) -> Iterator[tuple[int, int]]:
    """Characters and their glyphs in a TrueType file, from `cmap` of format 4 or 12 (ISO 14496-22)."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", cmap, 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * index)
        if (platform, encoding) not in {(0, 3), (0, 4), (3, 1), (3, 10)}:
            continue
        (kind,) = struct.unpack_from(">H", cmap, offset)
        if kind == 4:
            yield from _segments(cmap[offset:])
        elif kind == 12:
            yield from _groups(cmap[offset:])


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _sum, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise FontMissingError(f"A font without {tag.decode()}")


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 4: runs of code points, each with a shift or an offset into the list of glyphs behind them."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    for index in range(doubled // 2):
        at = 14 + 2 * index
        (end,) = struct.unpack_from(">H", table, at)
        (start,) = struct.unpack_from(">H", table, at + 2 + doubled)
        (shift,) = struct.unpack_from(">H", table, at + 2 + 2 * doubled)
        place = at + 2 + 3 * doubled
        (reach,) = struct.unpack_from(">H", table, place)
        for point in range(start, min(end, 0xFFFE) + 1):
            found = point
            if reach:
                (found,) = struct.unpack_from(">H", table, place + reach + 2 * (point - start))
            glyph = (found + shift) & 0xFFFF if found or not reach else 0
            if glyph:
                yield point, glyph


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 12: runs of code points beyond 16 bits."""
    (count,) = struct.unpack_from(">L", table, 12)
    for index in range(count):
        start, end, glyph = struct.unpack_from(">LLL", table, 16 + 12 * index)
        for point in range(start, end + 1):
            if glyph + point - start:
                yield point, glyph + point - start
