"""A fire drill under way this morning in one enterprise: most lines have been ticked off, some people are missing."""

from uuid import NAMESPACE_URL, UUID, uuid5

from songhanh.core.accounts.actors import actor_of
from songhanh.core.models import User
from songhanh.demo.loading.moments import CLOCK
from songhanh.enterprises.models import Enterprise
from songhanh.presence.actions.roll_calls import Touch, start_call, take_marks
from songhanh.presence.models import CallKind, Expected, Mark, RollCall

WHERE = "mau-12"
POINTS = ["Sân trước cổng chính", "Bãi xe phía Đông"]
MISSING = 23  # every so many-th has not been seen yet
LAST_LINES = 4  # nobody of these has come out yet
ADDED = ("Nguyễn Thị Ghé", "khách của phòng Kinh doanh, chưa quét ở chốt")


def drill_is_loaded() -> bool:
    """Whether a roll call is there."""
    return RollCall.objects.exists()


def load_drill() -> int:
    """The list of who is inside, ticks of two phones, somebody added; how many rows. A small demo has none."""
    enterprise = Enterprise.objects.filter(code=WHERE).first()
    if enterprise is None:
        return 0
    by = actor_of(User.objects.get(username=WHERE), on=CLOCK.date(), origin="demo")
    call = start_call(
        enterprise=enterprise, kind=CallKind.DRILL, points=POINTS, reason="Diễn tập quý I", by=by, now=CLOCK
    )
    expected = list(Expected.objects.filter(call=call).order_by("nth"))
    late = sorted({each.line for each in expected})[-LAST_LINES:]
    touches = [
        Touch(_id(each.nth), CLOCK, nth=each.nth, point=each.nth % len(POINTS))
        for each in expected
        if each.line not in late and each.nth % MISSING
    ]
    touches.append(Touch(_id(0), CLOCK, name=ADDED[0], note=ADDED[1], point=0))
    take_marks(call=call, touches=touches, drift_ms=0, by=by, now=CLOCK)
    return len(expected) + Mark.objects.count()


def _id(nth: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"songhanh:demo:drill:{nth}")
