"""Modules carry the nouns of the field, never a name that takes in everything; text is NFC everywhere."""

import ast
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from .tree import ROOT, own_files, own_texts

CATCH_ALL = re.compile(
    r"(^|_)(util|utils|utilities|helper|helpers|service|services|manager|managers|misc|common)$"
)


def catch_all(path: str) -> bool:
    """Does a folder or file of `path` bear a name that says nothing?"""
    return any(CATCH_ALL.search(PurePosixPath(part).stem) for part in PurePosixPath(path).parts)


def not_nfc(text: str) -> list[int]:
    """Lines that hold a decomposed Vietnamese letter."""
    if unicodedata.is_normalized("NFC", text):
        return []
    lines = text.splitlines()
    return [number for number, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line)]


def test_no_name_takes_in_everything() -> None:
    paths = [str(path.relative_to(ROOT)) for path in own_files()]
    assert [path for path in paths if path.endswith((".py", ".ts")) and catch_all(path)] == []


def test_catch_all_names_are_found() -> None:
    found = ["songhanh/parks/utils.py", "songhanh/core/services/mail.py", "songhanh/people/import_helpers.py"]
    assert [path for path in found if not catch_all(path)] == []
    assert not catch_all("songhanh/people/management/commands/file.py")


def classes_of_the_api(paths: Iterable[Path]) -> list[str]:
    """Names of the classes in API modules: its description knows each by its name alone."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    return [each.name for tree in trees for each in ast.walk(tree) if isinstance(each, ast.ClassDef)]


def test_no_two_of_the_api_share_a_name() -> None:
    modules = [path for path in own_files() if path.match("songhanh/**/api.py") or path.match("api/*.py")]
    counted = Counter(classes_of_the_api(modules))
    assert counted
    assert [name for name, times in counted.items() if times > 1] == []


def test_texts_are_composed() -> None:
    found = {path: lines for path, text in own_texts() if (lines := not_nfc(text))}
    assert found == {}


def test_a_decomposed_letter_is_found() -> None:
    assert not_nfc("một\n" + unicodedata.normalize("NFD", "khu công nghiệp")) == [2]
