"""The English catalogue: Vietnamese is the language of the source strings.

A small Vietnamese one says some sentences of Django's own in our words.

``compile`` makes the ``.mo`` of both (by Babel, no gettext needed); ``missing`` lists what has no English;
``update`` writes a line for each missing string and drops those that nothing uses any more.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "songhanh"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
OF_DJANGO = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
# Function name: which arguments hold the text; "c" marks a context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Message:
    """One translatable string: where it stands, its text (singular and plural), its context."""

    path: str
    line: int
    texts: tuple[str, ...]
    context: str | None

    @property
    def key(self) -> tuple[str, str | None]:
        """What a catalogue finds it by."""
        return self.texts[0], self.context


def messages_of(source: str, path: str) -> Iterator[Message]:
    """Translatable strings of one Python module or Django template."""
    keywords = KEYWORDS
    if path.endswith(".py"):
        keywords = KEYWORDS | aliases(source)
    else:
        from django.utils.translation.template import templatize  # noqa: PLC0415 (Python sources need no Django)

        source = templatize(source)
    found = extract_python(BytesIO(source.encode()), keywords, [], {"encoding": "utf-8"})
    for line, function, arguments, _comments in found:
        given = tuple(arguments) if isinstance(arguments, tuple | list) else (arguments,)
        context, texts = split(keywords[str(function)], given)
        if texts and texts[0]:
            yield Message(path, line, texts, context)


def aliases(source: str) -> dict[str, tuple[int | tuple[int, str], ...] | None]:
    """Other names a module imports the functions of KEYWORDS under, as ``gettext as _now``."""
    return {
        name.asname: KEYWORDS[name.name]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in KEYWORDS
    }


def split(
    keyword: tuple[int | tuple[int, str], ...] | None, given: tuple[Any, ...]
) -> tuple[str | None, tuple[str, ...]]:
    """Tell the context from the texts among a call's string arguments (None where one is not a string)."""
    context = None
    texts = []
    for place in keyword or (1,):
        number = place if isinstance(place, int) else place[0]
        text = given[number - 1] if number <= len(given) else None
        if not isinstance(place, int):
            context = text
        elif text is not None:
            texts.append(str(text))
    return context, tuple(texts)


def messages_in(package: Path) -> list[Message]:
    """All translatable strings of the modules and templates under `package`, by path and line."""
    paths = [
        path
        for path in sorted(package.rglob("*"))
        if path.is_file()
        and (path.suffix == ".py" or "templates" in path.parts)
        and "migrations" not in path.parts
    ]
    return [
        message
        for path in paths
        for message in messages_of(path.read_text(), str(path.relative_to(package.parent)))
    ]


def catalogue(po: Path) -> Catalog:
    """A catalogue, of the language in its path or of English; empty where there is none yet."""
    locale = "vi" if po == OF_DJANGO else "en"
    if not po.exists():
        return Catalog(locale=locale)
    with po.open("rb") as file:
        return read_po(file, locale=locale)


def faults(messages: list[Message], english: Catalog) -> list[str]:
    """A line for every string without English, with an empty or a fuzzy one, or with half of its plural."""
    lines = []
    for message in {(message.key, len(message.texts)): message for message in reversed(messages)}.values():
        entry = english.get(*message.key)
        if entry is None:
            lines.append(f"{message.path}:{message.line}: no English for {message.texts[0]!r}")
            continue
        given = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        if entry.fuzzy or not all(given):
            lines.append(f"{message.path}:{message.line}: fuzzy or empty English for {message.texts[0]!r}")
        elif (len(message.texts) > 1) != (len(given) > 1):
            lines.append(f"{message.path}:{message.line}: a plural in one place only: {message.texts[0]!r}")
    return sorted(lines)


def compile_catalogue(po: Path) -> bool:
    """Write the ``.mo`` beside `po` when it is older; true when it was written."""
    mo = po.with_suffix(".mo")
    if not po.exists() or (mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime):
        return False
    content = BytesIO()
    write_mo(content, catalogue(po))
    mo.write_bytes(content.getvalue())
    return True


def update(po: Path, messages: list[Message]) -> None:
    """Rewrite `po` in the order of the source: known English kept, new strings empty, unused ones gone."""
    old = catalogue(po)
    new = Catalog(locale="en", project="Song Hành", copyright_holder="the Song Hành authors", charset="utf-8")
    for message in messages:
        entry = old.get(*message.key)
        text = message.texts if len(message.texts) > 1 else message.texts[0]
        # One that gained or lost its plural has to be said anew.
        known = entry is not None and isinstance(entry.id, tuple | list) == (len(message.texts) > 1)
        new.add(text, string=entry.string if entry and known else None, context=message.context)
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as file:
        write_po(file, new, width=110, omit_header=False, no_location=True)


def main(command: str) -> int:
    """Run one of the commands named above."""
    if command == "compile":
        compile_catalogue(PO)
        compile_catalogue(OF_DJANGO)
        return 0
    messages = messages_in(PACKAGE)
    if command == "update":
        update(PO, messages)
    lines = faults(messages, catalogue(PO))
    sys.stdout.writelines(line + "\n" for line in lines)
    return 1 if lines else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["compile"], ["missing"], ["update"]):
        sys.exit("usage: bin/catalogue.py compile|missing|update")
    sys.exit(main(sys.argv[1]))
