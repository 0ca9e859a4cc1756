"""A roll call begins, takes marks from phones, ends with a sealed result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.scope import Scope, ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.people.policies import SHOWN_FOR, user_id_of
from songhanh.people.queries import enterprises_of
from songhanh.presence import policies
from songhanh.presence.models import CallKind, Expected, Mark, NamesOpened, RollCall, RollCallResult
from songhanh.presence.models.roll_calls import ERASED
from songhanh.presence.queries import roll_calls as queries
from songhanh.presence.queries.inside import Inside, inside_now

CENTURY_MS = 36_525 * 86_400_000  # no clock is further off


@dataclass(frozen=True, slots=True)
class Touch:
    """One mark as a phone sends it; `at` is the moment by the phone's clock, corrected by what it knew of ours."""

    uuid: UUID
    at: datetime
    nth: int | None = None
    undoes: UUID | None = None
    point: int | None = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the marks of one message; `refused`: (uuid, why)."""

    stored: list[UUID]
    doubled: list[UUID]
    refused: list[tuple[UUID, str]]


@act("presence:roll_call:started", gettext_lazy("Bắt đầu điểm danh"))
def start_call(
    *, enterprise: Enterprise, kind: CallKind, points: Sequence[str], reason: str, by: Actor, now: datetime
) -> RollCall:
    """Everybody inside now, workers and guests, becomes the list."""
    policies.check_can_call(by, enterprise)
    policies.check_no_open_call(queries.open_call(enterprise))
    policies.check_points(points)
    people = inside_now(
        enterprises_of(Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({enterprise.pk}))), now
    )
    call = RollCall(
        enterprise=enterprise,
        kind=kind,
        points=list(points),
        reason=reason,
        expected_count=len(people),
        started_at=now,
        started_by_id=by.user_id,
    )
    call.save()
    acts.insert([_expected(call, nth, each) for nth, each in enumerate(people, start=1)], each=False)
    return call


@act("presence:roll_call:marked", gettext_lazy("Điểm danh"))
def take_marks(*, call: RollCall, touches: Sequence[Touch], drift_ms: int, by: Actor, now: datetime) -> Taken:
    """Keep what is new. `drift_ms`: our clock minus the phone's when it sent this.

    A mark that arrives after the call was closed is kept as late and changes nothing of the result. What cannot be
    kept (nobody of the list, another call's mark, nothing said) is refused, mark by mark.
    """
    policies.check_can_call(by, call.enterprise)
    call = _locked(call)
    known = queries.known_marks(each.uuid for each in touches)
    people = dict(Expected.objects.filter(call=call).order_by().values_list("nth", "pk"))
    taken, rows = Taken([], [], []), {}
    for each in touches:
        if known.get(each.uuid) == call.pk or each.uuid in rows:
            taken.doubled.append(each.uuid)
        elif why := _why_not(each, call, people, foreign=each.uuid in known):
            taken.refused.append((each.uuid, why))
        else:
            rows[each.uuid] = _mark(call, each, people, drift_ms, by, now)
            taken.stored.append(each.uuid)
    acts.insert(list(rows.values()), each=False)
    return taken


@act("presence:roll_call:closed", gettext_lazy("Kết thúc điểm danh"))
def close_call(*, call: RollCall, words: str, by: Actor, now: datetime) -> RollCallResult:
    """Seal how it stands; who is still missing is said with words of what was done about it."""
    policies.check_can_call(by, call.enterprise)
    call = _locked(call)
    policies.check_call_open(call)
    expected, seen = queries.expected_of(call), queries.standing_of(call)
    policies.check_closing_words(words, missing=len(expected) - len(seen.present))
    call.closed_at = now
    call.save()
    result = RollCallResult(
        call=call,
        closed_at=now,
        closed_by_id=by.user_id,
        expected_count=len(expected),
        present_count=len(seen.present),
        added_count=len(seen.added),
        lines=[list(row) for row in queries.by_line(expected, seen)],
        words=words,
        digest=queries.digest(expected, seen),
    )
    result.save()
    return result


@act("presence:roll_call:names_opened", gettext_lazy("Mở họ tên trong lần điểm danh"))
def open_names(*, call: RollCall, reason: str, by: Actor, now: datetime) -> NamesOpened:
    """The Board sees the names for a while, with a reason that is kept."""
    policies.check_can_open_names(by, call.enterprise, reason)
    opened = NamesOpened(
        call=call, user_id=user_id_of(by), reason=reason, opened_at=now, until=now + SHOWN_FOR
    )
    opened.save()
    return opened


@act("presence:roll_call:taken_along", gettext_lazy("Tải danh sách điểm danh về điện thoại"))
def note_list_taken(*, call: RollCall, by: Actor, now: datetime) -> None:
    """The list with its names left for a phone."""
    policies.check_can_call(by, call.enterprise)
    acts.current("RollCall").note(acts.subject(call), {}, {"rows": call.expected_count})


@act("presence:roll_call:exported", gettext_lazy("Xuất danh sách điểm danh"))
def note_export(*, call: RollCall, count: int, masked: bool, by: Actor, now: datetime) -> None:
    """The list left the system as a file: how many, with their names or without."""
    acts.current("RollCall").note(acts.subject(call), {}, {"rows": count, "masked": masked})


@act("presence:roll_call:guests_erased", gettext_lazy("Xóa người thêm khi điểm danh hết hạn lưu"))
def erase_added(*, marks: Sequence[Mark], by: Actor, now: datetime) -> None:
    """Names and notes of people who were added by hand; that somebody was added stays, and so does the seal."""
    for mark in marks:
        mark.name, mark.note = ERASED, ""
    acts.amend(marks, ("name", "note"))


def _why_not(each: Touch, call: RollCall, people: dict[int, int], *, foreign: bool) -> str:
    """Why a mark cannot be kept; «» if it can."""
    if foreign:
        return _("Lượt này thuộc một lần điểm danh khác.")
    if sum((each.nth is not None, each.undoes is not None, bool(each.name))) != 1:
        return _("Lượt này không nói rõ ai.")
    if each.nth is not None and each.nth not in people:
        return _("Người số %(nth)s không có trong danh sách.") % {"nth": each.nth}
    if each.point is not None and each.point >= max(len(call.points), 1):
        return _("Không có điểm tập kết số %(nth)s.") % {"nth": each.point + 1}
    return ""


def _moment(call: RollCall, at: datetime, drift_ms: int, now: datetime) -> datetime:
    """By our clock; before the call or in the future it cannot have been: then it is when it arrived."""
    drift = timedelta(milliseconds=max(-CENTURY_MS, min(drift_ms, CENTURY_MS)))
    corrected = at + drift
    return corrected if call.started_at <= corrected <= now else now


def _locked(call: RollCall) -> RollCall:
    """Marks of one call are taken one message at a time: their ids rise in the order in which they can be read."""
    rows = RollCall.objects.filter(pk=call.pk).select_related("enterprise")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get()


def _expected(call: RollCall, nth: int, each: Inside) -> Expected:
    return Expected(
        call=call,
        nth=nth,
        kind=each.kind,
        stay=each.stay,
        day_pass_id=each.pass_id,
        workshop=each.workshop,
        line=each.line,
        gate=each.gate,
        since=each.since,
        uncertain=each.uncertain,
    )


def _mark(
    call: RollCall, each: Touch, people: dict[int, int], drift_ms: int, by: Actor, now: datetime
) -> Mark:
    return Mark(
        uuid=each.uuid,
        call=call,
        expected_id=people[each.nth] if each.nth is not None else None,
        undoes=each.undoes,
        point=each.point,
        name=each.name,
        note=each.note,
        at=_moment(call, each.at, drift_ms, now),
        device_at=each.at,
        received_at=now,
        late=call.closed_at is not None,
        by_id=by.user_id,
    )
