"""Which column of a table is which: headings matched against the columns that are expected."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column that a list may have: its code, the headings it goes by, the best first.

    `usual`: not required, since others may stand for it; yet named to whoever sends a file without a table.
    """

    code: str
    names: tuple[str, ...]
    required: bool = False
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column: its texts from top to bottom («Ngày sinh», «Nam»)."""

    column: int
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """As shown and as remembered: «Ngày sinh / Nam»."""
        return " / ".join(self.parts)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Codes by column; what was not recognised; what fits several columns; required codes that are absent."""

    columns: dict[str, int]
    unknown: tuple[Heading, ...]
    ambiguous: dict[str, tuple[int, ...]]
    missing: tuple[str, ...]
    strength: int
    ignored: tuple[int, ...] = ()  # remembered as not needed

    @property
    def settled(self) -> int:
        """How many headings are understood: the more, the better they fit."""
        return len(self.columns) + len(self.ambiguous) + len(self.ignored)


def normal(text: str) -> str:
    """NFC, lower case, punctuation and spaces as one space: how headings are compared."""
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def bare(text: str) -> str:
    """As `normal`, without diacritics («đ» is «d»)."""
    plain = unicodedata.normalize("NFD", normal(text)).replace("đ", "d")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def map_columns(
    headings: Sequence[Heading],
    specs: Sequence[ColumnSpec],
    remembered: Mapping[str, str | None] | None = None,
) -> ColumnMap:
    """Give each expected column its place.

    `remembered` (heading text as `Heading.text` has it → code, or None for "not needed") goes before
    everything else. After it the strongest match wins; two columns equally strong for one code are
    never chosen between: the code is reported as ambiguous.
    """
    kept = {normal(text): code for text, code in (remembered or {}).items()}
    names = _known_names(tuple(specs))
    scores: dict[str, dict[int, int]] = {}
    ignored: set[int] = set()
    for heading in headings:
        if normal(heading.text) in kept:
            code = kept[normal(heading.text)]
            ignored.add(heading.column)
            if code is not None:
                scores.setdefault(code, {})[heading.column] = 100
            continue
        for code, score in _scores(heading, names).items():
            scores.setdefault(code, {})[heading.column] = score
    return _settle(headings, specs, scores, ignored)


Names = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # code, its headings: with and without diacritics


@lru_cache(maxsize=8)
def _known_names(specs: tuple[ColumnSpec, ...]) -> Names:
    return tuple((spec.code, tuple((normal(name), bare(name)) for name in spec.names)) for spec in specs)


@lru_cache(maxsize=4_000)
def _scores(heading: Heading, names: Names) -> Mapping[str, int]:
    whole = heading.text
    tries = [(whole, 9), (BRACKETS.sub(" ", whole), 8)]
    if len(heading.parts) > 1:
        tries += [(heading.parts[-1], 5), (heading.parts[0], 3), (BRACKETS.sub(" ", heading.parts[0]), 3)]
    prepared = [(normal(text), bare(text), score * 2) for text, score in tries if normal(text)]
    found: dict[str, int] = {}
    for code, known in names:
        for exact, plain in known:
            for text, plain_text, score in prepared:
                here = score if text == exact else score - 1 if plain_text == plain else 0
                found[code] = max(found.get(code, 0), here)
    return {code: score for code, score in found.items() if score}


def _settle(
    headings: Sequence[Heading],
    specs: Sequence[ColumnSpec],
    scores: dict[str, dict[int, int]],
    kept: set[int],
) -> ColumnMap:
    order = {spec.code: place for place, spec in enumerate(specs)}
    pairs = [
        (-score, order[code], column, code)
        for code, places in scores.items()
        if code in order
        for column, score in places.items()
    ]
    columns: dict[str, int] = {}
    strengths: dict[str, int] = {}
    ambiguous: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for score, _, column, code in sorted(pairs):
        if code in columns or code in ambiguous or column in taken:
            continue
        rivals = tuple(c for c, s in scores[code].items() if s == -score and c not in taken)
        if len(rivals) > 1:
            ambiguous[code] = tuple(sorted(rivals))
        else:
            columns[code], strengths[code] = column, -score
            taken.add(column)
    asked = {column for places in ambiguous.values() for column in places}
    unknown = tuple(h for h in headings if h.column not in taken | asked | kept)
    missing = tuple(s.code for s in specs if s.required and s.code not in columns and s.code not in ambiguous)
    ignored = tuple(sorted(kept - taken - asked))
    return ColumnMap(columns, unknown, ambiguous, missing, sum(strengths.values()), ignored)
