"""A PNG as rows of grey, for the reader of codes: 8 bits a channel, not interlaced, as the renderer makes it."""

import struct
import zlib
from typing import Any

import numpy as np

CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
ABOVE = 2


def grey_of(png: bytes) -> Any:
    """Height × width, 0 black to 255 white."""
    width, height, depth, colour, _packing, _filter, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, interlaced) == (8, 0)
    wide = CHANNELS[colour]
    lines = np.frombuffer(zlib.decompress(_content(png)), np.uint8).reshape(height, 1 + width * wide)
    rows = np.zeros((height + 1, width, wide), np.uint8)
    for at, line in enumerate(lines):
        rows[at + 1] = _unfiltered(int(line[0]), line[1:].reshape(width, wide), rows[at])
    return np.ascontiguousarray(rows[1:, :, : min(wide, 3)].mean(axis=2).astype(np.uint8))


def _content(png: bytes) -> bytes:
    at, found = 8, b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        found += png[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return found


def _unfiltered(kind: int, line: Any, above: Any) -> Any:
    """PNG (ISO 15948), section 9: none, the left, above, their mean, Paeth's choice."""
    if kind == 0:
        return line
    if kind == 1:
        return np.cumsum(line, axis=0, dtype=np.uint64).astype(np.uint8)
    if kind == ABOVE:
        return line + above
    out = np.zeros(line.shape, np.int32)
    left = upper_left = np.zeros(line.shape[1], np.int32)
    for at in range(len(line)):
        upper = above[at].astype(np.int32)
        guess = (left + upper) // 2 if kind == 3 else _paeth(left, upper, upper_left)
        out[at] = (line[at] + guess) & 255
        left, upper_left = out[at], upper
    return out.astype(np.uint8)


def _paeth(left: Any, upper: Any, upper_left: Any) -> Any:
    guess = left + upper - upper_left
    far = np.abs(np.stack([guess - left, guess - upper, guess - upper_left]))
    return np.where(
        (far[0] <= far[1]) & (far[0] <= far[2]), left, np.where(far[1] <= far[2], upper, upper_left)
    )
