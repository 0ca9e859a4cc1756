"""The lines (tổ, chuyền) people work in, each of its workshop."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet

from songhanh.people.models.employment import Employment, line_name


class Line(NamedTuple):
    """A line; `workshop` is empty where none is stated."""

    workshop: str
    name: str

    def __str__(self) -> str:
        return line_name(self.workshop, self.name)


def lines_among(rows: QuerySet[Employment]) -> list[Line]:
    """Those that somebody of `rows` works in, by workshop and name."""
    pairs = rows.exclude(line="").order_by().values_list("workshop", "line").distinct()
    return sorted(Line(*pair) for pair in pairs)


def lines_called(lines: Iterable[Line], said: str) -> list[Line]:
    """Which of them may be meant: the one written so in full, else all whose bare name it is; capitals are alike."""
    known, wanted = list(lines), said.casefold()
    in_full = [each for each in known if str(each).casefold() == wanted]
    return in_full or [each for each in known if each.name.casefold() == wanted]


def of_lines(lines: Iterable[Line]) -> Q:
    """Who works in one of these lines; nobody where there is none."""
    found = Q(pk__in=[])
    for each in lines:
        found |= Q(workshop=each.workshop, line=each.name)
    return found
