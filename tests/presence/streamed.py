"""Scans put into the stream as a gate, or a time clock, would have sent them."""

from datetime import date, datetime, time
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.gate.stream.postgres_store import INSERT, SCHEMA
from songhanh.gate.stream.scans import Scan
from songhanh.gate.stream.sqlite_store import SqliteStore

_nth = count(1)


def moment(day: date, hour: str) -> datetime:
    """«06:05» of a day, here."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def ms(day: date, hour: str) -> int:
    return round(moment(day, hour).timestamp() * 1000)


def scan(
    enterprise: Enterprise, at: int, direction: str, pass_: Pass | int | None = None, **given: Any
) -> Scan:
    number = pass_.number if isinstance(pass_, Pass) else pass_
    said = {
        "id": UUID(int=next(_nth)), "device": "tb-0001", "enterprise": enterprise.code, "gate": "cong-1",
        "lane": "lan-1", "direction": direction, "subject": "PASS", "pass_number": number, "typed": "",
        "answer": "ALLOWED", "reason": "", "offline": False, "undoes": None, "guard": "", "device_at": at,
        "drift_ms": 0, "at": at, "received_at": at, "source": "GATE", "marks": "",
    }  # fmt: skip
    return Scan(**{**said, **given})


def clocked(enterprise: Enterprise, at: int, code: str, direction: str = "") -> Scan:
    return scan(enterprise, at, direction, typed=code, subject="CODE", source="CLOCK", gate="may-cham-cong")


def put(*scans: Scan) -> None:
    """Into the store that the pages read: the file, or within the test's own transaction of PostgreSQL."""
    if connection.vendor == "sqlite":
        store = SqliteStore(settings.GATE_STREAM)
        store.store(scans)
        store.close()
        return
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        cursor.execute(INSERT.replace("%b", "%s"), [list(column) for column in zip(*scans, strict=True)])
