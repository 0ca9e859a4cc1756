"""What stands above the rows: heads that sort, fields that filter, chips that take a filter away."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from songhanh.core.ui.days import written_day
from songhanh.core.ui.lists.asked import Asked
from songhanh.core.ui.lists.spec import NUMBERS, Column, ListSpec, Words


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; `aria_sort` is set on the one that orders, `url` empty where none can."""

    label: Words
    css: str
    url: str
    aria_sort: str


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns of one goal («safe», «prod») or of none."""

    goal: str
    span: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose and whether it is chosen."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter as a field of the form."""

    key: str
    label: Words
    several: bool
    choices: tuple[Choice, ...]
    all_words: Words
    said: str  # what is chosen, in words
    day: str | None  # of a filter that takes any day: the one chosen, empty for none


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words; `url` asks the same without it."""

    text: str
    url: str


def heads(columns: Sequence[Column], asked: Asked, path: str) -> tuple[Head, ...]:
    """One head a column."""
    return tuple(_head(column, asked, path) for column in columns)


def _head(column: Column, asked: Asked, path: str) -> Head:
    direction = ""
    if column.key == asked.sort_key:
        direction = "descending" if asked.descending else "ascending"
    url = address(path, asked.sorted_by(column).query()) if column.sort else ""
    return Head(column.label, "num" if column.kind in NUMBERS else "", url, direction)


def groups(columns: Sequence[Column]) -> tuple[Group, ...]:
    """The row above the heads; empty when no column belongs to a goal."""
    found = tuple(Group(goal, len(list(some))) for goal, some in groupby(columns, lambda column: column.goal))
    return found if any(group.goal for group in found) else ()


def fields(spec: ListSpec, asked: Asked) -> tuple[FilterField, ...]:
    """The filters with what is chosen in each."""
    return tuple(
        FilterField(
            each.key,
            each.label,
            each.several,
            choices,
            each.all_words or _("Tất cả"),
            _said(choices),
            "".join(chosen) if each.day else None,
        )
        for each in spec.filters
        for chosen in [asked.filters.get(each.key, ())]
        for choices in [_choices(each.options(), chosen)]
    )


def _choices(options: Sequence[tuple[str, Words]], chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), words, str(value) in chosen) for value, words in options)


def _said(choices: tuple[Choice, ...]) -> str:
    return ", ".join(str(choice.label) for choice in choices if choice.chosen)


def chips(spec: ListSpec, asked: Asked, path: str) -> tuple[Chip, ...]:
    """What narrows the list, each with the way to take it off."""
    found = [Chip(f"«{asked.q}»", address(path, asked.without("q").query()))] if asked.q else []
    for each in spec.filters:
        words = {str(value): label for value, label in each.options()}
        for value in asked.filters.get(each.key, ()):
            said = written_day(value) if each.day else words[value]
            found.append(Chip(f"{each.label}: {said}", address(path, asked.without(each.key, value).query())))
    return tuple(found)


def column_choices(spec: ListSpec, asked: Asked) -> tuple[Choice, ...]:
    """The columns to choose from; the first, the row's name, always stays."""
    return tuple(Choice(column.key, column.label, column.key in asked.cols) for column in spec.columns[1:])


def address(path: str, query: str) -> str:
    """`path` with `query`."""
    return f"{path}?{query}" if query else path
