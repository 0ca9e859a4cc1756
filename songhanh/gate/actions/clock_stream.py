"""Punches of a file into the stream, and scans that undo them: parts of acts, durable before the act ends.

The stream is not part of the act's transaction. Should the act fail after all, nothing is lost or doubled: the same
scans have the same identifiers, and taking the file again finds them kept.
"""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.tasks.progress import At
from songhanh.gate.models import ClockImport
from songhanh.gate.policies import GateRefusedError
from songhanh.gate.queries.clock_scans import scans_of_device, undoing_id
from songhanh.gate.queries.stream_store import open_store
from songhanh.gate.stream.scans import AwayError, FullError, Scan

PIECE = 1_000  # scans in one commit: the gates' own writer waits for no more
WITHDRAWN = "WITHDRAWN"


def store_scans(scans: Sequence[Scan], at: At) -> int:
    """Keep them, a piece at a time; gives how many are new. `at` may raise to call it off between two pieces."""
    new = 0
    try:
        with closing(open_store()) as store:
            for done in range(0, len(scans), PIECE):
                at("write", done, len(scans))
                new += sum(store.store(scans[done : done + PIECE]))
    except FullError as error:
        raise GateRefusedError(
            "disk_full", _("Máy chủ hết chỗ ghi. Báo quản trị hệ thống, rồi ghi lại.")
        ) from error
    except AwayError as error:
        raise GateRefusedError(
            "store_away", _("Chưa ghi được lượt chấm: cơ sở dữ liệu đang bận. Thử lại.")
        ) from error
    at("write", len(scans), len(scans))
    return new


def undo_scans(import_: ClockImport, now: datetime, at: At) -> int:
    """A scan for each that the file has brought, which takes it back; gives how many are taken back."""
    counts, moment = import_.counts, int(now.timestamp() * 1000)
    if "first_at" not in counts:
        return 0
    since, until = counts["first_at"], counts["last_at"] + 1
    pieces = scans_of_device(import_.enterprise.code, import_.device, since, until)
    undoing = [_undoing(scan, moment) for piece in pieces for scan in piece]
    return store_scans(undoing, at) if undoing else 0


def _undoing(scan: Scan, now: int) -> Scan:
    """At the moment of what it takes back, so that whoever reads that day reads both."""
    return scan._replace(id=undoing_id(scan.id), undoes=scan.id, reason=WITHDRAWN, received_at=now)
