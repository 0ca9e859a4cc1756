"""Bodies of requests: JSON that says each thing once (RFC 8259, 4; I-JSON, RFC 7493, 2.3)."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

LONGEST_KEY = 100  # letters of a key that an answer repeats


class DuplicateKeyError(ValueError):
    """One name stands twice in an object: which of the two is meant nobody can know."""

    code = "duplicate_key"

    def __init__(self, key: str) -> None:
        self.key = key[:LONGEST_KEY].encode(errors="replace").decode()
        super().__init__(self.key)


class StrictParser(Parser):
    """Refuses names that stand twice, and numbers that are none (NaN, Infinity: not JSON)."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python has it; every ValueError becomes 400."""
        return json.loads(request.body, object_pairs_hook=_once_each, parse_constant=_refuse)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(key)
        found[key] = value
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")
