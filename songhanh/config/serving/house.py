"""What the gates' lean path is given by this installation: its store, its tables, its clock."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from songhanh.core import clock
from songhanh.enterprises.models import Enterprise
from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.entry import House
from songhanh.gate.ingest.heard import Heard
from songhanh.gate.models.device_state import Beat, note_beats
from songhanh.gate.queries import devices, identities, keys, snapshot
from songhanh.gate.queries.stream_store import open_store
from songhanh.gate.stream.scans import AwayError

P = ParamSpec("P")
R = TypeVar("R")


def house() -> House:
    """The parts together."""
    return House(open_store, apart(load_devices), apart(identify), apart(note), running_clock())


def apart(work: Callable[P, R]) -> Callable[P, R]:
    """For a thread that lives long: a connection that has broken is replaced; a database that is away is said so."""

    @wraps(work)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        except (DatabaseError, InterfaceError) as error:
            raise AwayError(str(error)) from error
        finally:
            close_old_connections()

    return done


def load_devices() -> Mapping[str, KnownDevice]:
    """All that were ever enrolled, each with the newest snapshot there is for it."""
    versions = snapshot.newest_versions(clock.now())
    return {
        code: KnownDevice(
            device.id,
            code,
            device.secret_hash,
            device.kind,
            device.gate,
            device.enterprise,
            device.revoked,
            versions.get(device.enterprise_id, ""),
        )
        for code, device in devices.known_devices().items()
    }


def identify(sealed: bytes, device: KnownDevice, at: int) -> int | None:
    """Whose card the sealed number is of, where the device stands; the number is forgotten here."""
    number = keys.open_sealed(sealed)
    enterprise = Enterprise.objects.get(code=device.enterprise)
    return identities.pass_of_identity(number, enterprise=enterprise, on=timezone.localdate(moment(at)))


def note(heard: Sequence[Heard]) -> None:
    """What devices said of themselves, for their page."""
    note_beats(
        Beat(each.device_id, moment(each.at), each.battery, each.drift_ms, each.snapshot) for each in heard
    )


def moment(at: int) -> datetime:
    """Milliseconds as a moment."""
    return datetime.fromtimestamp(at / 1000, UTC)


def running_clock() -> Callable[[], int]:
    """The present in milliseconds; in the demo its own time, which runs on from where it stands now."""
    if settings.DEMO_CLOCK is None:
        return lambda: time.time_ns() // 1_000_000
    began, since = int(clock.now().timestamp() * 1000), time.monotonic()
    return lambda: began + int((time.monotonic() - since) * 1000)
