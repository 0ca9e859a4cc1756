"""The columns of a sent list as a page shows them: what each is taken for and why; and what comes back of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from songhanh.core.files.extent import column_letters
from songhanh.core.files.headings import normal
from songhanh.core.ui.column_words import why_taken

SAMPLES = 3
LONGEST = 24  # letters of a sample: the table fits a small screen
Samples = Callable[[int, str], Iterable[str]]  # column, code → texts as this reader may see them


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One heading of the file; `taken_for` in words, `why` that («đã nhớ», «đoán theo tên cột», …)."""

    name: str
    letters: str
    heading: str
    samples: tuple[str, ...]
    code: str
    taken_for: str
    choices: tuple[tuple[str, str], ...]
    asked: bool
    takes_focus: bool  # the first that somebody has to choose
    why: str


def column_rows(
    preview: Mapping[str, Any],
    mapping: Mapping[str, str],
    choices: Sequence[tuple[str, str]],
    samples: Samples,
) -> tuple[ColumnRow, ...]:
    """Every heading of `preview` (headings, columns, ambiguous, missing), in the order of the sheet."""
    codes = {at: code for code, at in preview["columns"].items()}
    asked = {at for places in preview["ambiguous"].values() for at in places}
    told = {normal(text) for text in mapping}
    words, first = dict(choices), _first_open(preview)
    return tuple(
        ColumnRow(
            name=f"column-{at}",
            letters=column_letters(at),
            heading=text,
            samples=_few(samples(at, codes.get(at, ""))),
            code=codes.get(at, ""),
            taken_for=words[codes.get(at, "")],
            choices=tuple(choices),
            asked=at in asked,
            takes_focus=at == first,
            why=why_taken(asked=at in asked, told=normal(text) in told, found=at in codes),
        )
        for at, text in preview["headings"]
    )


def chosen_columns(data: Any, headings: Iterable[tuple[int, str]], known: Iterable[str]) -> dict[str, str]:
    """What was chosen (`column-3`): heading → code, "" for not needed; anything else is passed over."""
    codes = {"", *known}
    return {text: data[f"column-{at}"] for at, text in headings if data.get(f"column-{at}") in codes}


def _first_open(preview: Mapping[str, Any]) -> int:
    """The first column to settle: of those that are asked about, else of those that nothing is taken for."""
    asked = [at for places in preview["ambiguous"].values() for at in places]
    if asked or not preview["missing"]:
        return min(asked, default=-1)
    free = [at for at, _text in preview["headings"] if at not in preview["columns"].values()]
    return int(min(free, default=-1))


def _few(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        if text and text not in found:
            found[text] = None
        if len(found) == SAMPLES:
            break
    return tuple(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in found)
