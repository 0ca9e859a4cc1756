"""Vietnamese text made comparable: without diacritics, or with them but free of spelling habits."""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
OTHER_MARKS = re.compile("[\u0300-\u036f]")
NO_LETTER = re.compile(r"[^0-9a-z]+")
NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation, single spaces: «TP. Đà  Nẵng» → "tp da nang"."""
    lower = text.casefold().replace("đ", "d")
    if not lower.isascii():
        lower = OTHER_MARKS.sub("", unicodedata.normalize("NFKD", lower)).replace("đ", "d")
    return NO_LETTER.sub(" ", lower).strip()


@lru_cache(maxsize=20_000)
def spelled(text: str) -> str:
    """Lower case with diacritics, each word's tone moved to its end: «Hoà» and «Hòa» become the same."""
    words = NO_WORD.sub(" ", unicodedata.normalize("NFC", text).casefold()).split()
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in letters if mark in TONES)
    return "".join(mark for mark in letters if mark not in TONES) + tones
