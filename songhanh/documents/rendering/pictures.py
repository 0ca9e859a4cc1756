"""Charts on paper: the server's SVG with its colours written in, and nothing that would be fetched."""

import xml.etree.ElementTree as ET
from collections.abc import Callable

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
FORBIDDEN = ("script", "image", "foreignObject", "style", "a", "animate", "set")
PIXELS_PER_MM = 96 / 25.4
WIDEST = 160.0  # mm

# The classes of the screen's charts with the colours of the light theme; order and shape tell the two
# goals apart where the print is grey.
PALETTE = {
    "safe": "#0b6a70", "safe2": "#3e9296", "safe3": "#b9dadb",
    "prod": "#6b3a8c", "prod2": "#9a6fb8", "prod3": "#d9c6e6",
    "ink": "#1c2430", "ink2": "#475060", "line": "#dddad2", "ls": "#87857c",
    "sunk": "#efede8", "surf": "#ffffff", "ok": "#1e6b38", "wait": "#1a4f9c", "warn": "#7a4b00", "err": "#a3151f",
}  # fmt: skip
TEXT = "text{font-family:Tinos;font-size:13px;fill:#475060}.lab{font-weight:700;fill:#1c2430}"


class PictureError(ValueError):
    """Not an SVG picture, or one with entities; it is not drawn."""


def on_paper(svg: bytes, change: Callable[[str], str]) -> tuple[str, float]:
    """The picture with colours and without foreign content, and its width in mm; `change` cleans its texts."""
    root = _parsed(svg)
    _clean(root, change)
    rules = "".join(f".fi-{name}{{fill:{c}}}.st-{name}{{stroke:{c}}}" for name, c in PALETTE.items())
    style = ET.Element(f"{{{SVG}}}style")
    style.text = rules + TEXT
    root.insert(0, style)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode"), _width(root)


def on_screen(svg: bytes) -> str:
    """The picture for a page: its classes are coloured by the page's own style sheet, light or dark."""
    root = _parsed(svg)
    _clean(root, lambda text: text)
    ET.register_namespace("", SVG)
    return ET.tostring(root, encoding="unicode")


def _parsed(svg: bytes) -> ET.Element:
    if b"<!" in svg.replace(b"<!--", b""):
        raise PictureError("A picture with a document type or entities")
    # The charts carry no namespace when they stand inside a page.
    text = svg.decode()
    if "xmlns=" not in text.partition(">")[0]:
        text = text.replace("<svg", f'<svg xmlns="{SVG}"', 1)
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise PictureError(f"Not an SVG picture: {error}") from error
    if root.tag != f"{{{SVG}}}svg":
        raise PictureError(f"Not an SVG picture: {root.tag}")
    return root


def _clean(element: ET.Element, change: Callable[[str], str]) -> None:
    for child in list(element):
        if child.tag.rpartition("}")[2] in FORBIDDEN:
            element.remove(child)
        else:
            _clean(child, change)
    for name in [n for n in element.attrib if n in {"href", LINK, "style"} or n.startswith("on")]:
        del element.attrib[name]
    element.text = change(element.text) if element.text else element.text


def _width(root: ET.Element) -> float:
    """Its own width, or that of its view box, in mm; never wider than the text."""
    box = root.get("viewBox", "").replace(",", " ").split()
    shown = root.get("width", "").removesuffix("px")
    for candidate in (shown, box[2] if len(box) == 4 else ""):
        try:
            return min(float(candidate) / PIXELS_PER_MM, WIDEST)
        except ValueError:
            continue
    return WIDEST
