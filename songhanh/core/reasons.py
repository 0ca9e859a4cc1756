"""Explaining a no: every refusal has a code, words for people, the values behind it, its legal source."""

from typing import Any

from django.utils.functional import Promise


class RefusedError(Exception):
    """Something may not be done. `message` is translated when shown, with %-places for `values`."""

    def __init__(self, code: str, message: str | Promise, /, *, source: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code, self.values, self.source = code, values, source
        self._message = message

    def __str__(self) -> str:
        return str(self._message) % self.values


def seen_length(reason: str) -> int:
    """How many characters of a reason can be seen: a row of invisible ones is none."""
    return sum(map(str.isprintable, reason.strip()))
