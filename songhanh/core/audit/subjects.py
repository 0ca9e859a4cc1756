"""The subjects of events in words: the enterprise whose row it is, or the name of a park, a group, a view.

The trail names rows for good (``reporting.obligation:<uuid>``); the words are those of today, where the row is
still there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from songhanh.core.records import scope_path

TO_MANY = ("one_to_many", "many_to_many")


def in_words(subjects: Iterable[str]) -> dict[str, str]:
    """Subject → words, for those that have any; one query a kind of row."""
    wanted: dict[type[models.Model], dict[UUID, str]] = defaultdict(dict)
    for subject in set(subjects):
        if (found := _row_of(subject)) is not None:
            wanted[found[0]][found[1]] = subject
    words: dict[str, str] = {}
    for model, rows in wanted.items():
        words |= {rows[uuid]: said for uuid, said in _said(model, rows).items() if said}
    return words


def _row_of(subject: str) -> tuple[type[models.Model], UUID] | None:
    """None for what is no row (a file's hash, a count)."""
    label, _, uuid = subject.partition(":")
    try:
        return apps.get_model(label), UUID(uuid)
    except (LookupError, ValueError):
        return None


def _said(model: type[models.Model], rows: Mapping[UUID, str]) -> dict[UUID, str]:
    path = _owner(model)
    found: models.QuerySet[Any] = models.QuerySet(model).filter(uuid__in=list(rows))
    return {row.uuid: _words(row, path) for row in (found.select_related(path) if path else found)}


def _owner(model: type[models.Model]) -> str:
    """The path to the enterprise that the row belongs to; "" for an enterprise, or where there is no single one."""
    path = re.sub("_{1,2}id$", "", scope_path(model, "scope_enterprise"))
    if not path or path == "id":
        return ""
    first = model._meta.get_field(path.split("__", maxsplit=1)[0])
    return "" if any(getattr(first, kind) for kind in TO_MANY) else path


def _words(row: Any, path: str) -> str:
    """The enterprise's name; of what belongs to none its own, if it has one. A person's is never said."""
    for name in path.split("__") if path else ():
        row = getattr(row, name, None)
    named = (getattr(row, name, "") for name in ("short_name", "name", "abstract", "number"))
    return str(next(filter(None, named), ""))
