"""Text as it can be printed: composed, without control characters, nothing that the font cannot draw.

A foreign character is not dropped and no other font is called in: it is printed as its code, «[U+1F600]»,
and reported, so that whoever signs sees it before signing.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")

BLANKS = re.compile("[ \t\n\r\v\f\x85\u2028\u2029]+")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
LONGEST_WORD = 36  # letters that surely fit one line of the body
BREAK = "\u200b"  # a place where a line may end, drawn as nothing
LONG = re.compile(rf"[^\s\u00a0]{{{LONGEST_WORD + 1},}}")


@dataclass(frozen=True)
class Undrawable:
    """A character that was replaced: its code, its Unicode name, how often it came."""

    code: str
    name: str
    times: int


def composed(text: str) -> str:
    """NFC, one line, runs of spaces as one; non-breaking spaces stay."""
    return BLANKS.sub(" ", unicodedata.normalize("NFC", text))


def printable(text: str, font: Collection[int]) -> str:
    """`text` composed, each character outside `font` written as its code, long words given places to break."""
    shown = "".join(c if _can_draw(c, font) else f"[{_code(c)}]" for c in composed(text))
    return LONG.sub(_breakable, shown)


def writable(text: str) -> str:
    """`text` composed, without what XML cannot hold; a word processor has fonts for the rest."""
    return "".join(c if _fits_xml(c) else f"[{_code(c)}]" for c in composed(text))


def each_text(content: T, change: Callable[[str], str], keep: Collection[str] = ("url",)) -> T:
    """A copy of a tree of dataclasses and tuples with every text changed, except the fields named in `keep`."""
    result: Any = content
    if isinstance(content, str):
        result = change(content)
    elif isinstance(content, tuple):
        result = tuple(each_text(part, change, keep) for part in content)
    elif is_dataclass(content) and not isinstance(content, type):
        named = {f.name: getattr(content, f.name) for f in fields(content) if f.name not in keep}
        plain = {name: value for name, value in named.items() if not _is_choice(value)}
        result = replace(content, **{name: each_text(value, change, keep) for name, value in plain.items()})
    return result  # type: ignore[no-any-return]


def undrawable(content: object, font: Collection[int]) -> tuple[Undrawable, ...]:
    """What the PDF of `content` cannot show with `font`, in order of first appearance."""
    found: dict[str, int] = {}
    for text in _texts(content):
        for letter in composed(text):
            if not _can_draw(letter, font):
                found[letter] = found.get(letter, 0) + 1
    return tuple(Undrawable(_code(c), unicodedata.name(c, "?"), times) for c, times in found.items())


def _texts(content: object) -> Iterator[str]:
    collected: list[str] = []

    def note(text: str) -> str:
        collected.append(text)
        return text

    each_text(content, note)
    return iter(collected)


def _is_choice(value: object) -> bool:
    return isinstance(value, str) and type(value) is not str


def _can_draw(letter: str, font: Collection[int]) -> bool:
    return ord(letter) in font and unicodedata.category(letter) not in INVISIBLE


def _fits_xml(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs"} and ord(letter) not in {0xFFFE, 0xFFFF}


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _breakable(found: re.Match[str]) -> str:
    word = found[0]
    return BREAK.join(word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD))
