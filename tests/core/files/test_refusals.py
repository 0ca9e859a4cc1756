"""Refusals are said in both languages, in the tone of the house, with what was found and what to do."""

import re

from songhanh.core.files.refusals import MESSAGES, FileError


def test_every_refusal_speaks_both_languages() -> None:
    for code, words in MESSAGES.items():
        assert len(words) == 2
        vietnamese, english = (set(re.findall(r"{(\w+)}", text)) for text in words)
        assert vietnamese == english, code
        assert not re.search(r"bạn|vui lòng|xin lỗi", words[0], re.I), code


def test_numbers_are_grouped_as_the_language_does() -> None:
    error = FileError("too_many_rows", {"sheet": "DS", "found": 2_000_000, "limit": 300_000})
    assert "dòng 2.000.000, giới hạn là 300.000" in error.message()
    assert "row 2,000,000, the limit is 300,000" in error.message("en")
