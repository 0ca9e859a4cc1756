"""The styles part of a workbook: existing cell styles, and copies of them with a mark's fill."""

import re

from songhanh.core.files.mark import Level

# The grounds of ui.md for levels 4 and 2, a shade stronger: a sheet has no words beside the colour.
FILLS = {Level.ERROR: "FFF7C6C9", Level.WARNING: "FFFCE8A6", Level.NOTE: "FFCFE8D6"}

ROOT = re.compile(rb"<(\w+:)?styleSheet\b")
FILL_ID = re.compile(rb'\sfillId\s*=\s*"\d*"')
APPLY = re.compile(rb'\sapplyFill\s*=\s*"\w*"')
COUNT = re.compile(rb'(\scount\s*=\s*")\d+(")')


class UnpatchableError(Exception):
    """The workbook is built in a way that cannot be patched with certainty."""


class StyleBook:
    """Gives, for an existing style and a level, the number of a style equal to it but for its fill."""

    def __init__(self, content: bytes) -> None:
        root = ROOT.search(content)
        if not root:
            raise UnpatchableError("styles")
        self._prefix = root[1] or b""
        self._content = content
        self._fills = self._section(b"fills")
        self._formats = self._section(b"cellXfs")
        self._fill_count = len(self._items(self._fills, b"fill"))
        self._styles = self._items(self._formats, b"xf")
        if not self._styles:
            raise UnpatchableError("cellXfs")
        self._made: dict[tuple[int, Level], int] = {}
        self._levels = list(FILLS)

    def marked(self, style: int, level: Level) -> int:
        """The number of the marked copy of `style`."""
        base = style if 0 <= style < len(self._styles) else 0
        return self._made.setdefault((base, level), len(self._styles) + len(self._made))

    def render(self) -> bytes:
        """The styles part with the fills and all marked copies added."""
        tag = self._prefix
        fills = b"".join(
            b'<%sfill><%spatternFill patternType="solid"><%sfgColor rgb="%s"/><%sbgColor indexed="64"/>'
            b"</%spatternFill></%sfill>" % (tag, tag, tag, FILLS[level].encode(), tag, tag, tag)
            for level in self._levels
        )
        copies = b"".join(self._copy(base, level) for base, level in self._made)
        total = len(self._styles) + len(self._made)
        content = self._extended(self._content, self._formats, b"cellXfs", copies, total)
        return self._extended(content, self._fills, b"fills", fills, self._fill_count + len(self._levels))

    def _section(self, name: bytes) -> bytes:
        pattern = rb"<%s%s\b[^>]*>.*?</%s%s>" % (self._prefix, name, self._prefix, name)
        found = re.search(pattern, self._content, re.S)
        if not found:
            raise UnpatchableError(name.decode())
        return found[0]

    def _items(self, section: bytes, name: bytes) -> list[bytes]:
        tag = self._prefix + name
        pattern = rb"<%s(?=[\s/>])(?:[^>]*/>|.*?</%s>)" % (tag, tag)
        return [match[0] for match in re.finditer(pattern, section, re.S)]

    def _copy(self, base: int, level: Level) -> bytes:
        style = self._styles[base]
        end = style.index(b">")
        head, rest = style[:end], style[end:]
        closed = head.endswith(b"/")
        head = APPLY.sub(b"", FILL_ID.sub(b"", head.removesuffix(b"/")))
        fill = self._fill_count + self._levels.index(level)
        return b'%s fillId="%d" applyFill="1"%s%s' % (head.rstrip(), fill, b"/" if closed else b"", rest)

    def _extended(self, content: bytes, section: bytes, name: bytes, more: bytes, count: int) -> bytes:
        close = b"</%s%s>" % (self._prefix, name)
        end = section.index(b">") + 1
        head = COUNT.sub(rb"\g<1>%d\2" % count, section[:end])
        return content.replace(section, head + section[end : -len(close)] + more + close, 1)
