"""The zip container of xlsx, xlsm, xlsb and ods: opened only after its numbers are proved true.

A zip states the size of each entry itself, and may lie; entries may overlap, repeat, or be read
differently by two programs. Everything here is checked against what inflating really gives.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from songhanh.core.files.limits import LIMITS, MIB, Limits
from songhanh.core.files.refusals import FileError

CHUNK = 1 * MIB
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Entry:
    """One part: where its packed bytes lie in the file, and what the container says of it."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    date: tuple[int, int]
    attributes: int


class Container:
    """A checked zip. `read` and `stream` give a part's bytes; `rebuild` makes a new zip out of it."""

    def __init__(self, source: bytes, limits: Limits = LIMITS) -> None:
        self.source = source
        self.limits = limits
        self.entries = _entries(source, limits)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def stream(self, name: str) -> Iterator[bytes]:
        """Unpacked bytes in pieces of about 1 MiB; raises FileError when the stated size or sum is false."""
        entry = self.entries[name]
        packed = memoryview(self.source)[entry.start : entry.start + entry.packed]
        pieces = _stored(packed) if entry.method == zipfile.ZIP_STORED else _inflated(packed, name)
        size, crc = 0, 0
        for piece in pieces:
            size += len(piece)
            if size > entry.size:
                raise FileError("bomb", {"entry": name})
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != entry.size or crc != entry.crc:
            raise FileError("corrupt", {"detail": name})

    def read(self, name: str) -> bytes:
        """All unpacked bytes of a part."""
        return b"".join(self.stream(name))

    def rebuild(self, changes: Mapping[str, bytes | None], level: int = 6) -> bytes:
        """A new zip: parts in `changes` replaced or added (None: left out), every other one byte for byte."""
        out, index = io.BytesIO(), []
        for name, entry in self.entries.items():
            if name not in changes:
                packed = self.source[entry.start : entry.start + entry.packed]
                index.append(_write(out, entry, packed))
            elif (content := changes[name]) is not None:
                index.append(_write(out, *_packed(name, content, level)))
        for name, content in changes.items():
            if content is not None and name not in self.entries:
                index.append(_write(out, *_packed(name, content, level)))
        start = out.tell()
        out.write(b"".join(index))
        size = out.tell() - start
        out.write(END.pack(b"PK\5\6", 0, 0, len(index), len(index), size, start, 0))
        return out.getvalue()


def _entries(source: bytes, limits: Limits) -> dict[str, Entry]:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise FileError("corrupt", {"detail": "zip"}) from error
    if len(infos) > limits.entries:
        raise FileError("too_many_entries", {"found": len(infos), "limit": limits.entries})
    entries = [_entry(source, info) for info in infos if not info.is_dir()]
    _check_sizes(entries, limits)
    _check_places(entries)
    return {entry.name: entry for entry in entries}


def _entry(source: bytes, info: zipfile.ZipInfo) -> Entry:
    """The entry as its own local header has it: a name or place that differs from the index is a trick."""
    head = source[info.header_offset : info.header_offset + LOCAL.size]
    if len(head) < LOCAL.size or head[:4] != b"PK\3\4":
        raise FileError("corrupt", {"detail": info.filename})
    fields = LOCAL.unpack(head)
    name_at = info.header_offset + LOCAL.size
    start = name_at + fields[9] + fields[10]
    name = source[name_at : name_at + fields[9]]
    if name.decode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace") != info.orig_filename:
        raise FileError("corrupt", {"detail": info.filename})
    if info.flag_bits & 0x1:
        raise FileError("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileError("corrupt", {"detail": info.filename})
    date = (fields[4], fields[5])
    size, packed = info.file_size, info.compress_size
    return Entry(
        info.filename,
        info.flag_bits,
        info.compress_type,
        info.CRC,
        packed,
        size,
        start,
        date,
        info.external_attr,
    )


def _check_sizes(entries: list[Entry], limits: Limits) -> None:
    for entry in entries:
        if entry.size > MIB and entry.size > limits.ratio * max(entry.packed, 1):
            raise FileError("bomb", {"entry": entry.name})
    if sum(entry.size for entry in entries) > limits.unpacked_bytes:
        raise FileError("bomb", {"entry": max(entries, key=lambda entry: entry.size).name})


def _check_places(entries: list[Entry]) -> None:
    """No name twice (also by case), no two entries over the same bytes."""
    names: set[str] = set()
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.name.casefold() in names or entry.start < end:
            raise FileError("bomb", {"entry": entry.name})
        names.add(entry.name.casefold())
        end = entry.start + entry.packed


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), CHUNK):
        yield bytes(packed[at : at + CHUNK])


def _inflated(packed: memoryview, name: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(rest, CHUNK)
            rest = inflater.unconsumed_tail
            if not piece and not rest:
                break
            yield piece
    except zlib.error as error:
        raise FileError("corrupt", {"detail": name}) from error
    if not inflater.eof or inflater.unused_data:
        raise FileError("corrupt", {"detail": name})


def _packed(name: str, content: bytes, level: int) -> tuple[Entry, bytes]:
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = deflater.compress(content) + deflater.flush()
    crc = zlib.crc32(content)
    # 1/1/1980 0:00, the zip format's first moment: the same marks give the same bytes.
    entry = Entry(name, 0x800, zipfile.ZIP_DEFLATED, crc, len(packed), len(content), 0, (0, 33), 0)
    return entry, packed


def _write(out: io.BytesIO, entry: Entry, packed: bytes) -> bytes:
    """Write one local entry; returns its line of the index."""
    flags = entry.flags & 0x800
    name = entry.name.encode("utf-8" if flags else "cp437")
    at = out.tell()
    sizes = (entry.crc, entry.packed, entry.size, len(name))
    out.write(LOCAL.pack(b"PK\3\4", 20, flags, entry.method, *entry.date, *sizes, 0))
    out.write(name + packed)
    central = (20, 20, flags, entry.method, *entry.date, *sizes, 0, 0, 0, 0, entry.attributes, at)
    return CENTRAL.pack(b"PK\1\2", *central) + name
