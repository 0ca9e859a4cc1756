"""The kinds of rows: guarded (written only inside an act) and sealed (written once).

A model says of each of its own fields what becomes of it: KEEP stays, SCRUB is blanked when a person
is erased, PERSONAL is a datum of a named person. Only KEEP fields are copied into the audit trail;
of the others it keeps a keyed fingerprint, enough to see *that* they changed.
"""

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models

from songhanh.core import acts
from songhanh.core.privacy import Privacy, declare
from songhanh.core.scope import Scope, ScopeKind

_M_co = TypeVar("_M_co", bound=models.Model, covariant=True)

__all__ = ["DerivedQuerySet", "Record", "RecordQuerySet", "Sealed", "SealedError", "declare"]


class RecordQuerySet(models.QuerySet[_M_co]):
    """Refuses what would pass by the audit trail."""

    def visible_to(self, scope: Scope) -> Self:
        """Only the rows that `scope` covers."""
        if scope.kind is ScopeKind.AUTHORITY:
            return self
        if scope.kind is ScopeKind.PARKS and (path := scope_path(self.model, "scope_park")):
            return self._within(path, scope.park_ids)
        if scope.kind is ScopeKind.ENTERPRISES and (path := scope_path(self.model, "scope_enterprise")):
            return self._within(path, scope.enterprise_ids)
        return self.none()

    def _within(self, path: str, ids: frozenset[int]) -> Self:
        """Rows whose `path` leads to one of `ids`; each once, also where the path leads to many."""
        first = self.model._meta.get_field(path.split("__", maxsplit=1)[0])
        if not (first.one_to_many or first.many_to_many):
            return self.filter(**{f"{path}__in": ids})
        found: models.QuerySet[Any] = models.QuerySet(self.model).filter(**{f"{path}__in": ids})
        return self.filter(pk__in=found.values("pk"))

    def update(self, **kwargs: Any) -> int:
        """Refused: saves go one by one through an act."""
        raise acts.OutsideActError(f"{self.model.__name__}: bulk update passes by the audit trail")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused likewise."""
        raise acts.OutsideActError(f"{self.model.__name__}: bulk delete passes by the audit trail")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refused likewise."""
        raise acts.OutsideActError(f"{self.model.__name__}: bulk update passes by the audit trail")

    def bulk_create(self, objs: Iterable[_M_co], *args: Any, **kwargs: Any) -> list[_M_co]:
        """Refused likewise: `acts.insert` and `acts.amend` note what they write."""
        raise acts.OutsideActError(f"{self.model.__name__}: bulk insert passes by the audit trail")


def scope_path(model: type[models.Model], kind: str) -> str:
    """The path from `model` to the ids a scope holds; "" where no such scope can see it."""
    return str(getattr(model, kind, ""))


class Record(models.Model):
    """A guarded row: saved inside an act only, each save an audit event with before and after."""

    privacy: ClassVar[dict[str, Privacy]] = {}
    # Paths from this model to the ids that a scope holds; "" where no such scope can see it.
    scope_park: ClassVar[str] = ""
    scope_enterprise: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects: ClassVar[RecordQuerySet[Self]] = RecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        """Remember the row as it was read, so that a save can tell what changed."""
        instance = super().from_db(db, field_names, values)
        instance._stored = dict(zip(field_names, values, strict=False))
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save inside the current act and hand it the difference."""
        act = acts.current(type(self).__name__)
        before = {} if self._state.adding else self._stored_snapshot()
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")
        fields = [f for f in self._meta.concrete_fields if written is None or f.name in set(written)]
        now_stored = {f.attname: getattr(self, f.attname) for f in fields}
        after = values(type(self), now_stored)
        act.changed(self, {key: value for key, value in before.items() if key in after}, after)
        self._stored = {**getattr(self, "_stored", {}), **now_stored}

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete inside the current act, which keeps what was there."""
        act = acts.current(type(self).__name__)
        act.changed(self, snapshot(self), {})
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, and remember again."""
        super().refresh_from_db(*args, **kwargs)
        self._stored = {f.attname: self.__dict__.get(f.attname) for f in self._meta.concrete_fields}

    def stored(self, name: str) -> Any:
        """The column's value as it was read or last saved."""
        return getattr(self, "_stored", {}).get(name)

    def _stored_snapshot(self) -> dict[str, Any]:
        return values(type(self), getattr(self, "_stored", {}))


class Sealed(Record):
    """The record of an act: written once; a correction is a new row naming the old."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse a second save."""
        if not self._state.adding:
            raise SealedError(f"{type(self).__name__} {self.uuid} is sealed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise SealedError(f"{type(self).__name__} {self.uuid} is sealed")


class SealedError(RuntimeError):
    """A sealed record was about to change."""


def snapshot(instance: models.Model) -> dict[str, Any]:
    """The row as the audit trail keeps it; its model declares `privacy`."""
    fields = {f.attname: getattr(instance, f.attname) for f in instance._meta.concrete_fields}
    return values(type(instance), fields)


def values(model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
    """KEEP fields as plain values, the others as keyed fingerprints."""
    kept: dict[str, Any] = {}
    privacy: dict[str, Privacy] = model.privacy  # type: ignore[attr-defined]
    for field in model._meta.concrete_fields:
        if field.attname not in fields or field.name in {"id", "uuid"}:
            continue
        value = fields[field.attname]
        open_ = privacy.get(field.name) is Privacy.KEEP
        kept[field.name] = plain(value) if open_ else fingerprint(value)
    return kept


def plain(value: Any) -> Any:
    """A value as JSON can hold it, always the same way."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value


def fingerprint(value: Any) -> str | None:
    """Sixteen hex digits that show a change without telling the value."""
    if value is None or value == "":
        return None
    digest = hmac.new(settings.IDENTITY_KEY.encode(), repr(plain(value)).encode(), hashlib.sha256)
    return "#" + digest.hexdigest()[:16]


class DerivedQuerySet(RecordQuerySet[_M_co]):
    """Rows of a derived table: they follow from sealed rows, so an act may change them in bulk."""

    def update(self, **kwargs: Any) -> int:
        """Allowed inside an act."""
        acts.current(self.model.__name__)
        return models.QuerySet.update(self, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Allowed inside an act."""
        acts.current(self.model.__name__)
        return models.QuerySet.delete(self)

    def bulk_create(self, objs: Iterable[_M_co], *args: Any, **kwargs: Any) -> list[_M_co]:
        """Allowed inside an act."""
        acts.current(self.model.__name__)
        return models.QuerySet.bulk_create(self, objs, *args, **kwargs)
