"""The two parts behind cell comments: the texts, and the legacy drawing that places them."""

import re

from songhanh.core.files.extent import column_letters
from songhanh.core.files.mark import Cells
from songhanh.core.files.styles import UnpatchableError
from songhanh.core.files.xmltext import cell_xml_text, xml_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BLOCK = 1024  # shape numbers belong to a sheet in blocks of this size
NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
SHAPE_TYPE = (
    '<v:shapetype {names} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE = (
    '<v:shape {names} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:220pt;height:{height}pt;z-index:{z};visibility:hidden" fillcolor="#fffbe6" '
    'o:insetmode="auto"><v:fill color2="#fffbe6"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
COMMENT_REF = re.compile(rb"""<(?:\w+:)?comment\b[^<>]*?\sref\s*=\s*["']([A-Z]+\d+)["'][^<>]*>""")
ID_MAP = re.compile(rb"""(<o:idmap\b[^<>]*?\sdata\s*=\s*["'])([^"']*)(["'])""")
LAST_COLUMN, LAST_ROW = 16_383, 1_048_575


def comments_part(cells: Cells, author: str, existing: bytes | None) -> tuple[bytes, Cells]:
    """The comments part, and the cells that need a shape of their own (those with a comment have one)."""
    content = (
        existing
        or b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="%s">' % (MAIN.encode())
        + b"<authors></authors><commentList></commentList></comments>"
    )
    root = re.search(rb"<(\w+:)?comments\b", content)
    if not root:
        raise UnpatchableError("comments")
    tag = (root[1] or b"").decode()
    content, number = _with_author(_opened(_opened(content, tag, "authors"), tag, "commentList"), tag, author)
    places = {match[1]: match for match in COMMENT_REF.finditer(content)}
    fresh: Cells = {}
    added: list[str] = []
    replies: list[tuple[int, bytes]] = []
    for row in sorted(cells):
        for column in sorted(cells[row]):
            mark, ref = cells[row][column], f"{column_letters(column)}{row + 1}"
            if ref.encode() in places:
                replies.append(_reply(content, places[ref.encode()], tag, mark.text))
            else:
                added.append(_comment(tag, ref, number, mark.text))
                fresh.setdefault(row, {})[column] = mark
    for at, reply in sorted(replies, reverse=True):
        content = content[:at] + reply + content[at:]
    close = f"</{tag}commentList>".encode()
    return content.replace(close, "".join(added).encode() + close, 1), fresh


def _opened(content: bytes, tag: str, name: str) -> bytes:
    """`<authors/>` written as `<authors></authors>`, so that something can be put in."""
    opened = f"<{tag}{name}></{tag}{name}>".encode()
    return re.sub(rb"<%s%s\s*/>" % (tag.encode(), name.encode()), opened, content, count=1)


def _with_author(content: bytes, tag: str, author: str) -> tuple[bytes, int]:
    close = f"</{tag}authors>".encode()
    if close not in content:
        raise UnpatchableError("authors")
    number = len(re.findall(rb"<%sauthor[\s/>]" % tag.encode(), content))
    return content.replace(
        close, f"<{tag}author>{xml_text(author)}</{tag}author>".encode() + close, 1
    ), number


def _comment(tag: str, ref: str, author: int, text: str) -> str:
    inner = f"<{tag}text>{_run(tag, text)}</{tag}text>"
    return f'<{tag}comment ref="{ref}" authorId="{author}">{inner}</{tag}comment>'


def _run(tag: str, text: str) -> str:
    font = f'<{tag}rPr><{tag}sz val="9"/><{tag}color indexed="81"/><{tag}rFont val="Tahoma"/></{tag}rPr>'
    return f'<{tag}r>{font}<{tag}t xml:space="preserve">{cell_xml_text(text)}</{tag}t></{tag}r>'


def _reply(content: bytes, place: re.Match[bytes], tag: str, text: str) -> tuple[int, bytes]:
    """Our words go below the comment that the cell already has."""
    at = content.find(f"</{tag}text>".encode(), place.end())
    if at < 0:
        raise UnpatchableError("comment")
    return at, _run(tag, "\n" + text).encode()


def drawing_part(cells: Cells, existing: bytes | None, block: int) -> bytes:
    """The legacy drawing with a shape for each cell; `block` is the first free block of shape numbers."""
    shapes = _shapes(cells, block * BLOCK + 1)
    blocks = ",".join(str(block + n) for n in range(blocks_needed(cells)))
    if existing is None:
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
        kind = SHAPE_TYPE.format(names="")
        return f"<xml {NAMESPACES}>{layout}{kind}{shapes}</xml>".encode()
    at = existing.rfind(b"</xml>")
    if at < 0:
        raise UnpatchableError("vml")
    kind = "" if b'id="_x0000_t202"' in existing else SHAPE_TYPE.format(names=NAMESPACES)
    content = existing[:at] + kind.encode() + shapes.encode() + existing[at:]
    return ID_MAP.sub(rb"\g<1>\g<2>,%s\3" % blocks.encode(), content, count=1) if blocks else content


def blocks_needed(cells: Cells) -> int:
    """How many blocks of shape numbers the cells take."""
    return -(-sum(len(line) for line in cells.values()) // (BLOCK - 1))


def first_free_block(drawings: list[bytes]) -> int:
    """The first block after all that the workbook's drawings name."""
    named = [ID_MAP.search(content) for content in drawings]
    numbers = [int(number) for match in named if match for number in re.findall(rb"\d+", match[2])]
    return max(numbers, default=0) + 1


def _shapes(cells: Cells, first: int) -> str:
    made: list[str] = []
    for row in sorted(cells):
        for column in sorted(cells[row]):
            lines = min(14, 2 + sum(1 + len(line) // 42 for line in cells[row][column].text.split("\n")))
            left, top = min(column + 1, LAST_COLUMN - 3), min(row, LAST_ROW - lines)
            number = first + len(made) + len(made) // (BLOCK - 1)
            shape = SHAPE.format(
                names=NAMESPACES, id=number, height=15 * lines, z=len(made) + 1, row=row, column=column,
                left=left, top=top, right=left + 3, bottom=top + lines,
            )  # fmt: skip
            made.append(shape)
    return "".join(made)
