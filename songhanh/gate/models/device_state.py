"""What devices say of themselves, every few seconds: nobody's act, so past the trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from songhanh.gate.models.device import DeviceState


@dataclass(frozen=True, slots=True)
class Beat:
    """The last word of a device; `snapshot` is the version it decides by."""

    device_id: int
    seen_at: datetime
    battery: int | None
    drift_ms: int
    snapshot: str = ""


def note_beats(beats: Iterable[Beat]) -> None:
    """Keep the last word of each device; a few seconds' worth in one statement."""
    last = {beat.device_id: beat for beat in beats}
    DeviceState.objects.bulk_create(
        [
            DeviceState(
                device_id=beat.device_id,
                seen_at=beat.seen_at,
                battery=beat.battery,
                drift_ms=beat.drift_ms,
                snapshot=beat.snapshot[:40],
            )
            for beat in last.values()
        ],
        update_conflicts=True,
        unique_fields=["device_id"],
        update_fields=["seen_at", "battery", "drift_ms", "snapshot"],
    )
