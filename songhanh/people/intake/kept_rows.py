"""The rows of a file that somebody has to look at, as the sender wrote them: found again without the file.

Sealed in pieces, so that a page of fifty out of forty thousand opens in no time.
"""

import datetime as dt
import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from songhanh.core.files.sheet import Cell, CellError, Row
from songhanh.people.models.identity import seal, unseal

PURPOSE = b"kept rows"
PIECE = 100  # rows
LENGTH = 4  # bytes that say how long the index is


def seal_rows(rows: Sequence[tuple[int, Row]]) -> bytes:
    """`rows` are (place in the sheet, cells) in the order of the sheet."""
    index, pieces, at = [], [], 0
    for start in range(0, len(rows), PIECE):
        part = rows[start : start + PIECE]
        plain = [[place, [_plain(cell) for cell in cells]] for place, cells in part]
        piece = zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), 1)
        index.append([part[0][0], part[-1][0], at, len(piece)])
        pieces.append(piece)
        at += len(piece)
    head = json.dumps(index).encode()
    return seal(b"".join([len(head).to_bytes(LENGTH), head, *pieces]), PURPOSE)


def open_rows(sealed: bytes | memoryview | None, places: Collection[int]) -> dict[int, Row]:
    """The rows at those places that were kept; only the pieces they lie in are opened."""
    if not sealed or not places:
        return {}
    content = unseal(sealed, PURPOSE)
    begin = LENGTH + int.from_bytes(content[:LENGTH])
    wanted = sorted(set(places))
    found: dict[int, Row] = {}
    for first, last, at, length in json.loads(content[LENGTH:begin]):
        inside = {place for place in wanted if first <= place <= last}
        if inside:
            piece = json.loads(zlib.decompress(content[begin + at : begin + at + length]))
            found |= {place: tuple(map(_cell, cells)) for place, cells in piece if place in inside}
    return found


def _plain(cell: Cell) -> Any:
    match cell:
        case str() | bool() | int() | float():
            return cell
        case CellError():
            return {"error": cell.text}
        case dt.timedelta():
            return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def _cell(plain: Any) -> Cell:
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]
    ((kind, value),) = plain.items()
    match kind:
        case "error":
            return CellError(value)
        case "seconds":
            return dt.timedelta(seconds=value)
        case "datetime":
            return dt.datetime.fromisoformat(value)
        case "date":
            return dt.date.fromisoformat(value)
    return dt.time.fromisoformat(value)
