"""Appending to the chain and verifying it.

Each event's hash covers its own content and the hash before it: a changed, removed or swapped row breaks
every hash that follows.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core.acts import Act
from songhanh.core.models.event import ChainHead, Event

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold."""

    number: int
    code: str  # a key of REASONS
    found: str = ""


REASONS = {
    "missing": _("thiếu sự kiện: chỗ này phải là số %(number)s, gặp số %(found)s"),
    "previous": _("sự kiện %(number)s không nối với sự kiện ngay trước nó"),
    "content": _("nội dung sự kiện %(number)s không khớp dấu niêm phong"),
    "end": _("chuỗi dừng ở số %(number)s nhưng sổ ghi có %(found)s sự kiện"),
}


def append(act: Act) -> None:
    """Write the act's events (an act without changes still leaves one: it happened)."""
    if not act.changes:
        act.note("", {}, {})
    count, last = _locked_head()
    events = []
    for offset, change in enumerate(act.changes, start=1):
        event = Event(
            number=count + offset,
            act=act.uuid,
            name=act.name,
            at=act.now,
            recorded_at=timezone.now(),
            by_id=act.by.user_id,
            by_name=act.by.name,
            by_role=act.by.role,
            origin=act.by.origin[:200],
            subject=change.subject,
            before=settled(change.before),
            after=settled(change.after),
            previous_hash=last,
        )
        event.hash = last = digest(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    ChainHead.objects.filter(pk=1).update(last_hash=last, count=count + len(events))


def verify(batch: int = 2000) -> Iterator[Break]:
    """Walk the whole chain and yield every break; nothing yielded means it holds."""
    last, number = GENESIS, 0
    for event in Event.objects.order_by("number").iterator(batch):
        number += 1
        if event.number != number:
            yield Break(number, "missing", str(event.number))
            number = event.number
        if event.previous_hash != last:
            yield Break(event.number, "previous")
        if digest(event) != event.hash:
            yield Break(event.number, "content")
        last = event.hash
    count, head_hash = head()
    if (count, head_hash) != (number, last):
        yield Break(number, "end", str(count))


def head() -> tuple[int, str]:
    """The chain's length and last hash; written down elsewhere, they also tell a chain cut and resealed."""
    row = ChainHead.objects.filter(pk=1).first()
    return (row.count, row.last_hash) if row else (0, GENESIS)


def settled(value: Any) -> Any:
    """`value` as every database gives it back: text keys, no floats (PostgreSQL rewrites them), no NUL."""
    if isinstance(value, dict):
        return {str(key): settled(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [
            settled(item)
            for item in (sorted(value, key=str) if isinstance(value, set | frozenset) else value)
        ]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value).replace("\x00", "")


def digest(event: Event) -> str:
    """SHA-256 over the event's content in one canonical form."""
    content: dict[str, Any] = {
        "number": event.number,
        "act": str(event.act),
        "name": event.name,
        "at": _utc(event.at),
        "recorded_at": _utc(event.recorded_at),
        "by": [event.by_id, event.by_name, event.by_role, event.origin],
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
        "previous": event.previous_hash,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _locked_head() -> tuple[int, str]:
    """The chain's length and last hash, locked: appends go one after another."""
    heads = ChainHead.objects.filter(pk=1)
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    found = heads.values_list("count", "last_hash")
    if row := next(iter(found), None):
        return row
    # The first event of all; whoever comes at the same moment waits for the row, and finds it.
    ChainHead.objects.bulk_create([ChainHead(pk=1, count=0, last_hash=GENESIS)], ignore_conflicts=True)
    return found.all().get()
