"""Named arrays in one file that is memory-mapped: written whole under another name, then renamed.

Layout: magic, length of the header (8 bytes, little-endian), header (JSON: what the writer says about the file;
per array its type, count and offset; bytes in all), the arrays at multiples of 64 bytes, the magic again. A file
that was cut off has neither its length nor its end and is refused.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MAGIC = b"SHCOLUM1"
ALIGNED = 64


class SnapshotError(ValueError):
    """A snapshot cannot be read; the message says in Vietnamese which file and why."""


def write_columns(path: Path, arrays: Mapping[str, Array], about: Mapping[str, Any] | None = None) -> None:
    """A new file in place of whatever bore its name; on disk when this returns."""
    kept = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    head = _head(kept, dict(about or {}))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(head)
            for array in kept.values():
                file.write(b"\0" * (-file.tell() % ALIGNED))
                file.write(array.data if array.size else b"")
            file.write(MAGIC)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def read_columns(path: Path) -> tuple[dict[str, Any], dict[str, Array]]:
    """What the writer said and the arrays, read-only and mapped. Raises SnapshotError, FileNotFoundError."""
    if path.stat().st_size < len(MAGIC) * 3:
        raise _broken(path)
    mapped = np.asarray(np.memmap(path, np.uint8, mode="r"))
    if mapped[:8].tobytes() != MAGIC:
        raise SnapshotError(f"Tệp «{path.name}» không phải cột dữ liệu có mặt của Song Hành.")
    if mapped[-8:].tobytes() != MAGIC:
        raise _broken(path)
    length = int(mapped[8:16].view("<u8")[0])
    try:
        head = json.loads(mapped[16 : 16 + length].tobytes())
        if head["bytes"] != mapped.size:
            raise _broken(path)
        return head["about"], {name: _array(mapped, *each) for name, each in head["arrays"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(path) from error


def _broken(path: Path) -> SnapshotError:
    return SnapshotError(
        f"Tệp «{path.name}» của ảnh chụp có mặt bị ghi dở hoặc bị cắt cụt. Tạo lại ảnh chụp của ngày này."
    )


def _array(mapped: Array, kind: str, count: int, offset: int) -> Array:
    return mapped[offset : offset + count * np.dtype(kind).itemsize].view(kind)


def _head(arrays: Mapping[str, Array], about: dict[str, Any]) -> bytes:
    """The header names offsets, which depend on its own length: its numbers are padded to 20 places."""
    length = len(_json(arrays, about, 0)[0])
    text, _ = _json(arrays, about, 16 + length)
    return MAGIC + length.to_bytes(8, "little") + text


def _json(arrays: Mapping[str, Array], about: dict[str, Any], offset: int) -> tuple[bytes, int]:
    described = {}
    for name, array in arrays.items():
        offset += -offset % ALIGNED
        described[name] = [array.dtype.str, array.size, offset]
        offset += array.nbytes
    total = offset + len(MAGIC)
    text = json.dumps({"about": about, "arrays": described, "bytes": total}, ensure_ascii=False).encode()
    room = 256 + 80 * len(arrays) + len(json.dumps(about, ensure_ascii=False).encode())
    return text.ljust(room), total
