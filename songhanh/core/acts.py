"""An act: one thing that somebody did, atomic, with its audit events inside.

Every function in a slice's ``actions/`` is declared ``@act("slice:noun:past_verb")`` and takes `by` and
`now`; guarded models can be written nowhere else.
"""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast
from uuid import UUID, uuid4

from django.db import models, transaction

from songhanh.core import bulk
from songhanh.core.actor import Actor

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from songhanh.core.records import Record

P = ParamSpec("P")
R = TypeVar("R")
_M = TypeVar("_M", bound="Record")


class OutsideActError(RuntimeError):
    """A guarded model was written outside an act."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after (empty where it did not exist), as the audit trail keeps it."""

    subject: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(slots=True)
class Act:
    """The act under way."""

    name: str
    by: Actor
    now: datetime
    uuid: UUID = field(default_factory=uuid4)
    changes: list[Change] = field(default_factory=list)

    def changed(self, row: "Record", before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note that `row` was written; only what differs is kept."""
        self.differs(subject(row), before, after)

    def differs(self, subject_: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note what differs between `before` and `after`, if anything does."""
        differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if not differing:
            return
        self.note(subject_, _only(before, differing), _only(after, differing))

    def note(self, subject_: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note something that is not a row of ours, e.g. a reading of health data or a file's hash."""
        self.changes.append(Change(subject_, before, after))


_current: ContextVar[Act | None] = ContextVar("act", default=None)


# Every declared act and what the audit page calls it (its name where nothing better was given).
TITLES: dict[str, "str | Promise"] = {}


def act(name: str, title: "str | Promise" = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare an action: atomic, called with keywords `by` and `now`, audited under `name`.

    `title` is what the audit page shows: «Mời người dùng».
    """
    TITLES[name] = title or name

    def declare(action: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(action)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by, now = cast("Actor", kwargs["by"]), cast("datetime", kwargs["now"])
            with acting(name, by=by, now=now):
                return action(*args, **kwargs)

        run.act_name = name  # type: ignore[attr-defined]
        return run

    return declare


@contextmanager
def acting(name: str, *, by: Actor, now: datetime) -> Iterator[Act]:
    """One atomic act; its events are written last, so that the audit chain is locked as short as can be."""
    from songhanh.core.audit.chain import append  # noqa: PLC0415 (the chain is itself a model)

    with transaction.atomic():
        act_ = Act(name, by, now)
        token = _current.set(act_)
        try:
            yield act_
        finally:
            _current.reset(token)
        append(act_)


def current(who: str) -> Act:
    """The act under way; raises `OutsideActError` when there is none."""
    act_ = _current.get()
    if act_ is None:
        raise OutsideActError(f"{who} may be written inside an act only")
    return act_


def insert(rows: Sequence[_M], *, each: bool = True, batch: int = 500) -> list[_M]:
    """Insert many guarded rows at once; one event each, or (`each=False`) one event with their count."""
    from songhanh.core.records import snapshot  # noqa: PLC0415 (records know acts)

    if not rows:
        return []
    model = type(rows[0])
    act_ = current(model.__name__)
    if not each:
        bulk.insert_many(rows)
        act_.note(model._meta.label_lower, {}, {"inserted": len(rows)})
        return list(rows)
    plain: models.QuerySet[_M] = models.QuerySet(model)
    stored = plain.bulk_create(rows, batch_size=batch)
    act_.changes.extend(Change(subject(row), {}, snapshot(row)) for row in stored)
    return stored


def insert_columns(model: type["Record"], columns: Mapping[str, Sequence[Any]]) -> list[int]:
    """Insert many guarded rows given column by column (`attname`: values); one event with their count; their ids.

    For an import of tens of thousands, whose sealed change set holds each row.
    """
    count = len(next(iter(columns.values())))
    if not count:
        return []
    current(model.__name__).note(model._meta.label_lower, {}, {"inserted": count})
    return bulk.insert_columns(model, columns)


def amend(rows: Sequence[_M], fields: Sequence[str], *, batch: int = 500) -> None:
    """Write `fields` of many stored rows at once; one event with their count.

    For an import, whose sealed change set holds the before and after of each row.
    """
    if not rows:
        return
    model = type(rows[0])
    current(model.__name__).note(
        model._meta.label_lower, {}, {"amended": len(rows), "fields": sorted(fields)}
    )
    # An insert that meets its own key and updates: many times faster than one CASE over all rows.
    plain: models.QuerySet[_M] = models.QuerySet(model)
    plain.bulk_create(
        rows, batch_size=batch, update_conflicts=True, unique_fields=["id"], update_fields=list(fields)
    )


def remove(rows: Sequence[_M], *, batch: int = 500) -> None:
    """Delete many rows at once; one event with their count. For taking an import back."""
    if not rows:
        return
    model = type(rows[0])
    current(model.__name__).note(model._meta.label_lower, {"removed": len(rows)}, {})
    keys = [row.pk for row in rows]
    for start in range(0, len(keys), batch):
        plain: models.QuerySet[Any] = models.QuerySet(model).filter(pk__in=keys[start : start + batch])
        plain._raw_delete(plain.db)


def subject(row: "Record") -> str:
    """How the trail names a row: ``reporting.reportversion:<uuid>``."""
    return f"{row._meta.label_lower}:{row.uuid}"


def _only(values: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key in keys}
