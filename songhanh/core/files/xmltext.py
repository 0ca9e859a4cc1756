"""Text made fit to stand in XML."""

import re
from xml.sax.saxutils import escape

# What XML 1.0 cannot hold at all, even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Excel reads _x000D_ in a text as a character: a text that only looks so has its underscore written so.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def xml_text(text: str) -> str:
    """The text escaped for element content and attributes; characters that XML forbids become U+FFFD."""
    return escape(FORBIDDEN.sub("\ufffd", text), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;"})


def cell_xml_text(text: str) -> str:
    """As `xml_text`, for a text that Excel shows in a cell or a comment."""
    return xml_text(LOOKS_ESCAPED.sub("_x005F_", text))
