"""OLE compound files (xls, the wrapper of encrypted workbooks), read with every chain bounded."""

import struct

from songhanh.core.files.refusals import FileError

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
LAST = 0xFFFFFFFA  # this and above: not a sector


class CompoundFile:
    """Named streams of an OLE file. `names` are in folder order; raises FileError on broken chains."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise FileError("corrupt", {"detail": "OLE"}) from error

    @property
    def names(self) -> list[str]:
        """The names of all streams and folders."""
        return [name for name, *_ in self._folder]

    def read(self, name: str) -> bytes:
        """A stream's bytes."""
        _, start, size = next(item for item in self._folder if item[0] == name)
        if size < self._cutoff:
            sectors = self._chain(self._small_table, start)
            return b"".join(self._small[s * 64 : s * 64 + 64] for s in sectors)[:size]
        return self._content(start)[:size]

    def _open(self) -> None:
        shift = struct.unpack_from("<H", self.source, 30)[0]
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        folder_at, self._cutoff = struct.unpack_from("<L4xL", self.source, 48)
        small_at, _, extra_at, extra_count = struct.unpack_from("<4L", self.source, 60)
        self._table = self._sector_table(extra_at, extra_count)
        small = self._content(small_at) if small_at < LAST else b""
        self._small_table = list(struct.unpack(f"<{len(small) // 4}L", small[: len(small) // 4 * 4]))
        self._folder = self._read_folder(self._content(folder_at))
        root = next((item for item in self._folder if item[0] == "Root Entry"), None)
        self._small = self._content(root[1]) if root and root[1] < LAST else b""

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self.source):
            raise ValueError(number)
        return self.source[at : at + self._size]

    def _sector_table(self, at: int, count: int) -> list[int]:
        """The chain table, gathered from the header's 109 places and from `count` further sectors."""
        places = list(struct.unpack_from("<109L", self.source, 76))
        width = self._size // 4
        for _ in range(min(count, len(self.source) // self._size)):
            if at >= LAST:
                break
            *more, at = struct.unpack(f"<{width}L", self._sector(at))
            places += more
        table: list[int] = []
        for place in places:
            if place < LAST:
                sector = self._sector(place)
                table += struct.unpack(f"<{len(sector) // 4}L", sector[: len(sector) // 4 * 4])
        return table

    def _chain(self, table: list[int], at: int) -> list[int]:
        chain: list[int] = []
        while at < LAST:
            if len(chain) > len(table):
                raise FileError("corrupt", {"detail": "OLE"})
            chain.append(at)
            at = table[at] if at < len(table) else LAST
        return chain

    def _content(self, at: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(self._table, at))

    @staticmethod
    def _read_folder(content: bytes) -> list[tuple[str, int, int]]:
        items = []
        for at in range(0, len(content) - 127, 128):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            if kind:
                name = content[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                items.append((name, *struct.unpack_from("<LL", content, at + 116)))
        return items
