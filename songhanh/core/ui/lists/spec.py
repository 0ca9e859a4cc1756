"""What a list page declares about itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Words = str | Promise
PAGE_ROWS = 50


class Kind(StrEnum):
    """How a column's values are written, and on which side they stand."""

    TEXT = "TEXT"
    NUMBER = "NUMBER"
    PERCENT = "PERCENT"
    DATE = "DATE"
    MOMENT = "MOMENT"
    STATE = "STATE"  # a code of `ui.states`, or (code, detail)
    CHART = "CHART"  # a chart; not exported
    HTML = "HTML"  # safe markup; not exported


NUMBERS = frozenset({Kind.NUMBER, Kind.PERCENT})
NOT_EXPORTED = frozenset({Kind.CHART, Kind.HTML})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` of a row; `sort` names what it is ordered by (query fields or row attributes).

    `link` makes the value a link, `below` stands under it in small; `goal` is «safe», «prod» or nothing;
    `first_down` sorts the largest first; a column that is not `shown` waits under «Cột».
    """

    key: str
    label: Words
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    below: Callable[[Any], Any] | None = None
    places: int | None = None
    goal: str = ""
    first_down: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: a select, or ticks where several values may be asked for at once.

    `options` are (value, words), read when the page is made. `field` is compared with the values asked for;
    `apply` (rows, values) does it instead where that is not enough. A `day` takes any day
    up to the last of its options.
    """

    key: str
    label: Words
    options: Callable[[], Sequence[tuple[str, Words]]]
    field: str = ""
    apply: Callable[[Any, tuple[str, ...]], Any] | None = None
    several: bool = False
    all_words: Words = ""
    day: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """A way of looking that comes with the page; `query` as in the address."""

    name: Words
    query: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Ticks before the rows. `template` holds the buttons (≤ 3); `weight` adds up in the batch bar."""

    value: Callable[[Any], str]
    name: Callable[[Any], str]  # of the row, for «Chọn …»
    template: str
    weight: Callable[[Any], float] | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """Why nothing is shown and the next act."""

    why: Words
    next_act: Words = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """`title` names the table; `sort` is a column's key, «-» before it for descending.

    `search` are fields that hold folded text or codes; `find` (rows, text) searches instead where that is not
    enough; `export_name` names the file (no file without it); `exported` is told how many rows a file was made of.
    """

    title: Words
    columns: Sequence[Column]
    sort: str
    filters: Sequence[Filter] = ()
    search: tuple[str, ...] = ()
    find: Callable[[Any, str], Any] | None = None
    search_hint: Words = ""
    presets: Sequence[Preset] = ()
    batch: Batch | None = None
    empty: Empty = field(default_factory=lambda: Empty(""))
    row_css: Callable[[Any], str] | None = None
    export_name: str = ""
    exported: Callable[[int], object] | None = None
    note: Words = ""
    page_rows: int = PAGE_ROWS
