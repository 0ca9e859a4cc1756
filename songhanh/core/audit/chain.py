"""Appending to the chain and verifying it.

Each event's hash covers its own content and the hash before it: a changed, removed or swapped row breaks
every hash that follows.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from songhanh.core.acts import Act
from songhanh.core.models.event import ChainHead, Event

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold."""

    number: int
    reason: str


def append(act: Act) -> None:
    """Write the act's events (an act without changes still leaves one: it happened)."""
    if not act.changes:
        act.note("", {}, {})
    head = _locked_head()
    events, last = [], head.last_hash
    for offset, change in enumerate(act.changes, start=1):
        event = Event(
            number=head.count + offset,
            act=act.uuid,
            name=act.name,
            at=act.now,
            recorded_at=timezone.now(),
            by_id=act.by.user_id,
            by_name=act.by.name,
            by_role=act.by.role,
            origin=act.by.origin[:200],
            subject=change.subject,
            before=change.before,
            after=change.after,
            previous_hash=last,
        )
        event.hash = last = digest(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    head.last_hash, head.count = last, head.count + len(events)
    head.save()


def verify(batch: int = 2000) -> Iterator[Break]:
    """Walk the whole chain and yield every break; nothing yielded means it holds."""
    last, number = GENESIS, 0
    for event in Event.objects.order_by("number").iterator(batch):
        number += 1
        if event.number != number:
            yield Break(number, f"expected event {number}, found {event.number}")
            number = event.number
        if event.previous_hash != last:
            yield Break(event.number, "previous hash differs")
        if digest(event) != event.hash:
            yield Break(event.number, "content differs from its hash")
        last = event.hash
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.count, head.last_hash) != (number, last):
        yield Break(number, f"the chain ends at {number}, its head says {head.count}")


def digest(event: Event) -> str:
    """SHA-256 over the event's content in one canonical form."""
    content: dict[str, Any] = {
        "number": event.number,
        "act": str(event.act),
        "name": event.name,
        "at": event.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(),
        "by": [event.by_id, event.by_name, event.by_role, event.origin],
        "subject": event.subject,
        "before": event.before,
        "after": event.after,
        "previous": event.previous_hash,
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _locked_head() -> ChainHead:
    """The chain's end, locked: appends go one after another."""
    heads = ChainHead.objects.all()
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    return heads.get_or_create(pk=1, defaults={"last_hash": GENESIS, "count": 0})[0]
