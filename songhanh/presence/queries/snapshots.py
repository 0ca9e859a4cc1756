"""The day files of presence as `analytics.presence` keeps them, and where they lie."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.presence.snapshot import MANIFEST, Snapshot, open_snapshot, read_manifest


def folder() -> Path:
    """Where this installation keeps them."""
    return Path(settings.PRESENCE_ROOT)


def days() -> list[date]:
    """The days there are files of, in order; none before the first rebuilding."""
    if not (folder() / MANIFEST).exists():
        return []
    return sorted(map(date.fromisoformat, read_manifest(folder()).days))


def days_between(first: date, last: date) -> Snapshot:
    """The days of [first, last] that there are, open and mapped. Raises SnapshotError where there is none."""
    whole = open_snapshot(folder())
    kept = [place for place, day in enumerate(whole.days) if first <= day.day <= last]
    if not kept:
        raise SnapshotError(
            f"Không có dữ liệu có mặt từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Dựng lại các ngày này."
        )
    chosen = tuple(whole.days[each] for each in kept)
    return replace(whole, days=chosen, parquet=tuple(whole.parquet[each] for each in kept))
