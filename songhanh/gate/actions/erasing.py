"""The gate's share of an erasure: codes of workers who are erased, guests whose time is over."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.gate.queries import retention
from songhanh.gate.queries.stream import stream_run
from songhanh.gate.stream.forgetting import forget_codes, forget_guests
from songhanh.people.models import Employment
from songhanh.people.queries import BATCH

STATED = ("name", "phone", "plate", "company", "host", "purpose")


@act("gate:worker:forgotten", _("Xóa mã người lao động ở chốt"))
def forget_workers(*, stretches: Sequence[Employment], by: Actor, now: datetime) -> None:
    """Their codes go from their passes and from the stream; called before the stretches themselves are emptied.

    The stream is no part of the database's transaction: should the erasure fail after this, the codes are gone all
    the same, as is due.
    """
    passes = _passes(stretches)
    codes: dict[int, set[str]] = {}
    for row in stretches:
        codes.setdefault(row.enterprise_id, set()).add(row.employee_code)
    for each in passes:
        codes.setdefault(each.enterprise_id, set()).add(each.label)
        each.label = ""
    acts.amend(passes, ("label",))
    named = dict(Enterprise.objects.filter(pk__in=codes).values_list("pk", "code"))
    scans = sum(forget_codes(stream_run(), named[owner], typed) for owner, typed in codes.items())
    acts.current("Pass").note("gate.scan", {}, {"amended": scans})


@act("gate:visitor:erased", _("Xóa khách hết hạn lưu"))
def erase_guests(*, by: Actor, now: datetime) -> int:
    """Everything that names a guest, some months after the last day; how many announcements. Days and kinds stay."""
    today = timezone.localdate(now)
    rows = retention.due_announcements(today)
    for row in rows:
        for field in STATED:
            setattr(row, field, "")
    acts.amend(rows, STATED)
    scans = forget_guests(stream_run(), retention.typed_before(today))
    if scans:
        acts.current("Pass").note("gate.scan", {}, {"amended": scans})
    return len(rows)


def _passes(stretches: Sequence[Employment]) -> list[Pass]:
    stays = sorted({row.stay for row in stretches})
    found: list[Pass] = []
    for start in range(0, len(stays), BATCH):
        found.extend(Pass.objects.filter(stay__in=stays[start : start + BATCH]))
    return found
