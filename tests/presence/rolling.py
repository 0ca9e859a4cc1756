"""A roll call as the tests begin it: three workers and a guest inside, ticks of several phones."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from songhanh.gate.models import Pass
from songhanh.presence.actions.roll_calls import Taken, Touch, start_call, take_marks
from songhanh.presence.models import CallKind, Expected, RollCall
from songhanh.presence.queries.roll_calls import standing_of
from tests.gate.cast import NOW, TODAY, Cast, new_gate, new_guest, new_passes
from tests.presence.streamed import ms, put, scan

POINTS = ["Sân trước", "Bãi xe"]
SEEN = NOW + timedelta(minutes=3)


def people_inside(cast: Cast) -> list[Pass]:
    """Three workers and a guest, all inside; a worker of another enterprise too."""
    new_gate(cast.one)
    listed = [*new_passes(cast.one), new_guest(cast.one)]
    (other,) = new_passes(cast.two, 1, first=11)
    put(*(scan(cast.one, ms(TODAY, "08:00"), "IN", each) for each in listed),
        scan(cast.two, ms(TODAY, "08:00"), "IN", other))  # fmt: skip
    return listed


def begin(cast: Cast, **terms: Any) -> RollCall:
    given = {"kind": CallKind.DRILL, "points": POINTS, "reason": "", "by": cast.by(cast.reporter), "now": NOW}
    return start_call(enterprise=cast.one, **{**given, **terms})


def tick(nth: int, at: datetime = SEEN, **more: Any) -> Touch:
    return Touch(uuid4(), at, nth=nth, **more)


def take(
    cast: Cast, call: RollCall, *touches: Touch, drift: int = 0, now: datetime = SEEN, by: Any = None
) -> Taken:
    by = by or cast.by(cast.reporter)
    return take_marks(call=call, touches=touches, drift_ms=drift, by=by, now=now)


def present(call: RollCall) -> list[int]:
    """Places on the list of who has been seen."""
    seen = standing_of(call).present
    return sorted(Expected.objects.filter(pk__in=seen).values_list("nth", flat=True))


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))
