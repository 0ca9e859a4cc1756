from datetime import date, time, timedelta
from uuid import UUID

from songhanh.analytics.presence.days import DayColumns
from songhanh.core import acts
from songhanh.core.actor import system
from songhanh.gate.actions.gates import set_walk
from songhanh.gate.actions.passes import revoke_pass
from songhanh.gate.actions.places import add_place, read_places, set_shift
from songhanh.gate.models import DistanceClass, Place, PlaceKind, RevokedFor
from songhanh.people.models import Employment
from songhanh.presence.jobs import Rebuilt, drop_expired, rebuild_day, rebuild_recent
from songhanh.presence.models import Conflict, Roster, RosterFor, Tally
from songhanh.presence.queries.numbers import known, numbers_of, numbers_of_passes
from songhanh.presence.queries.places import code_of, place_words
from songhanh.presence.queries.snapshots import days, days_between
from tests.gate.cast import BY, NOW, TODAY, Cast, employ, new_gate, new_guest, new_passes
from tests.presence.streamed import clocked, moment, ms, put, scan

DAY = TODAY - timedelta(days=3)
LATER = moment(DAY + timedelta(days=2), "12:00")


def rebuilt(day: date = DAY, now: object = LATER, park: str | None = None) -> Rebuilt:
    return rebuild_day(day=day, park=park, by=system("test"), now=now)  # type: ignore[arg-type]


def columns(day: date = DAY) -> DayColumns:
    (found,) = days_between(day, day).days
    return found


def where(number: int, day: date = DAY) -> list[tuple[str, str, str]]:
    """(place, from, until) of one person on a day; «24:00» is its end."""
    snapshot = days_between(day, day)
    (found,) = snapshot.days
    rows = found.by_place
    mine = [
        (snapshot.places.code(int(place)), int(start), int(end))
        for person, place, start, end in zip(rows.person, rows.place, rows.start, rows.end, strict=True)
        if person == number
    ]
    return [(place, clock(start), clock(end)) for place, start, end in sorted(mine, key=lambda row: row[1])]


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def roster(place: Place, starts: str, ends: str, **given: object) -> Roster:
    with acts.acting("presence:roster:set", by=BY, now=NOW):
        row = Roster(
            enterprise=place.enterprise, place=place, starts_at=time.fromisoformat(starts),
            ends_at=time.fromisoformat(ends), valid_from=date(2022, 1, 1), set_at=NOW, **given,
        )  # fmt: skip
        row.save()
    return row


def place(cast: Cast, kind: PlaceKind, name: str) -> Place:
    return add_place(
        enterprise=cast.one, kind=kind, name=name, parent=None, distance=DistanceClass.NEAR, minimum_crew=None,
        by=BY, now=NOW,
    )  # fmt: skip


def person_of(stay: UUID | None) -> int:
    found = Employment.objects.filter(stay=stay or UUID(int=0)).values_list("person_id", flat=True).first()
    assert found is not None
    return int(found)


def number_of(pass_: object) -> int:
    person = person_of(pass_.stay)  # type: ignore[attr-defined]
    return numbers_of([person])[person]


def test_scans_become_stays_at_the_line(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    line = Place.objects.get(enterprise=cast.one, kind=PlaceKind.LINE)
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one), scan(cast.one, ms(DAY, "14:05"), "OUT", one))
    done = rebuilt()
    number = number_of(one)
    assert where(number) == [(code_of(line, "mau-01"), "05:55", "14:05")]
    assert done.rows == 1
    (found,) = known([number], on=DAY).values()
    assert (found.enterprise, found.employee_code, found.line) == ("mau-01", one.label, "Hàn 1")
    assert place_words([code_of(line, "mau-01")])[code_of(line, "mau-01")].name == "Hàn 1"
    assert days() == [DAY]


def test_without_places_it_is_the_enterprise(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one), scan(cast.one, ms(DAY, "14:05"), "OUT", one))
    rebuilt()
    assert where(number_of(one)) == [("mau-01", "05:55", "14:05")]


def test_a_night_shift_lies_in_both_days_and_a_missing_exit_is_supplied(cast: Cast) -> None:
    one, two, _ = new_passes(cast.one)
    set_shift(enterprise=cast.one, name="Ca 1", starts_at=time(22), ends_at=time(6), by=BY, now=NOW)
    put(
        scan(cast.one, ms(DAY, "21:50"), "IN", one),
        scan(cast.one, ms(DAY + timedelta(days=1), "06:10"), "OUT", one),
        scan(cast.one, ms(DAY, "21:55"), "IN", two),
    )
    rebuilt()
    rebuilt(DAY + timedelta(days=1))
    after = DAY + timedelta(days=1)
    assert (where(number_of(one)), where(number_of(one), after)) == (
        [("mau-01", "21:50", "24:00")], [("mau-01", "00:00", "06:10")],
    )  # fmt: skip
    assert where(number_of(two), after) == [("mau-01", "00:00", "07:00")]
    assert Tally.objects.get(enterprise=cast.one, day=after).supplied == 1


def test_rosters_cut_the_stay_the_person_before_the_line(cast: Cast) -> None:
    one, two, _ = new_passes(cast.one)
    read_places(enterprise=cast.one, by=BY, now=NOW)
    line = Place.objects.get(enterprise=cast.one, kind=PlaceKind.LINE)
    early, late = place(cast, PlaceKind.SITTING, "Đợt 1"), place(cast, PlaceKind.SITTING, "Đợt 2")
    roster(early, "11:00", "11:30", for_whom=RosterFor.LINE, line=line)
    roster(late, "11:00", "11:45", for_whom=RosterFor.PERSON, stay=two.stay)
    roster(
        late, "12:00", "12:30", for_whom=RosterFor.SHIFT, shift="Ca 1", weekdays=str(DAY.isoweekday() % 7 + 1)
    )
    for each in (one, two):
        put(scan(cast.one, ms(DAY, "05:55"), "IN", each), scan(cast.one, ms(DAY, "14:05"), "OUT", each))
    rebuilt()
    code = code_of(line, "mau-01")
    assert where(number_of(one)) == [
        (code, "05:55", "11:00"), (code_of(early, "mau-01"), "11:00", "11:30"), (code, "11:30", "14:05"),
    ]  # fmt: skip
    assert where(number_of(two))[1] == (code_of(late, "mau-01"), "11:00", "11:45")


def test_rooms_and_buses_lie_outside_the_gate(cast: Cast) -> None:
    one, two, three = new_passes(cast.one)
    room, bus = place(cast, PlaceKind.ROOM, "P. 203"), place(cast, PlaceKind.BUS, "Tuyến 1")
    for each in (one, two):
        roster(room, "20:00", "05:00", for_whom=RosterFor.PERSON, stay=each.stay)
    roster(bus, "05:20", "05:45", for_whom=RosterFor.SHIFT, shift="Ca 1")
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one), scan(cast.one, ms(DAY, "20:30"), "OUT", one))
    rebuilt()
    code, there = code_of(room, "mau-01"), ("mau-01", "05:55", "20:00")
    night, ride = (code, "00:00", "05:00"), (code_of(bus, "mau-01"), "05:20", "05:45")
    assert where(number_of(one)) == [night, ride, there, (code, "20:00", "24:00")]  # sleeps on the grounds
    set_shift(enterprise=cast.one, name="Ca 1", starts_at=time(12), ends_at=time(20, 30), by=BY, now=NOW)
    rebuilt()
    assert where(number_of(one)) == [night, ride, ("mau-01", "05:55", "20:30"), (code, "20:30", "24:00")]
    assert where(number_of(two)) == [(code, "00:00", "05:00"), (code, "20:00", "24:00")]  # seen by nobody
    assert person_of(three.stay) not in numbers_of([person_of(three.stay)])


def test_a_guest_has_a_number_too(cast: Cast) -> None:
    guest = new_guest(cast.one)
    put(scan(cast.one, ms(TODAY, "08:00"), "IN", guest), scan(cast.one, ms(TODAY, "08:50"), "OUT", guest))
    rebuilt(TODAY, NOW)
    (number,) = numbers_of_passes([guest.pk]).values()
    assert where(number, TODAY) == [("mau-01", "08:00", "08:50")]
    assert known([number])[number].pass_id == guest.pk


def test_a_time_clock_counts_after_the_gate(cast: Cast) -> None:
    one, two, _ = new_passes(cast.one)
    put(
        scan(cast.one, ms(DAY, "05:55"), "IN", one),
        clocked(cast.one, ms(DAY, "05:56"), one.label, "IN"),
        clocked(cast.one, ms(DAY, "14:00"), one.label, "OUT"),
        clocked(cast.one, ms(DAY, "06:00"), two.label),
        clocked(cast.one, ms(DAY, "14:30"), two.label),
    )
    rebuilt()
    assert where(number_of(one)) == [("mau-01", "05:55", "14:00")]
    assert where(number_of(two)) == [("mau-01", "06:00", "14:30")]
    assert Tally.objects.get(enterprise=cast.one, day=DAY).doubled == 1


def test_every_scan_is_in_one_of_the_counts(cast: Cast) -> None:
    one, two, _ = new_passes(cast.one)
    wrong = scan(cast.one, ms(DAY, "06:00"), "IN", two)
    put(
        scan(cast.one, ms(DAY, "05:55"), "IN", one),
        scan(cast.one, ms(DAY, "05:57"), "IN", two, answer="REFUSED"),
        wrong,
        scan(cast.one, ms(DAY, "06:01"), "IN", 4242),
        clocked(cast.one, ms(DAY, "06:02"), "KHONG-CO"),
        scan(cast.one, ms(DAY, "06:03"), "IN", None, subject="CARD"),
        scan(cast.one, ms(DAY, "06:04"), "OUT", one, answer="REVIEW"),
    )
    put(scan(cast.one, ms(DAY, "06:01"), "IN", two, undoes=wrong.id))
    rebuilt()
    found = Tally.objects.get(enterprise=cast.one, day=DAY)
    counts = [
        found.undone,
        found.refused,
        found.unknown_pass,
        found.unknown_code,
        found.nobody,
        found.doubled,
    ]
    assert (found.scans, counts, found.placed) == (8, [2, 1, 1, 1, 1, 0], 2)
    assert sum(counts) + found.placed == found.scans
    assert (found.people, found.stays, found.supplied) == (1, 1, 0)


def test_contradictions_are_found(cast: Cast) -> None:
    one, two, three = new_passes(cast.one)
    new_gate(cast.one, "cong-1")
    set_walk(one=new_gate(cast.one, "cong-a"), other=new_gate(cast.one, "cong-b"), minutes=6, by=BY, now=NOW)
    with acts.acting("gate:test:moved", by=BY, now=NOW):
        revoke_pass(pass_=three, reason=RevokedFor.LOST, by=BY, now=moment(DAY, "05:00"))
    put(
        scan(cast.one, ms(DAY, "06:00"), "IN", one, gate="cong-a"),
        scan(cast.one, ms(DAY, "07:00"), "IN", one, gate="cong-a"),
        scan(cast.one, ms(DAY, "06:00"), "IN", two, gate="cong-a"),
        scan(cast.one, ms(DAY, "06:05"), "OUT", two, gate="cong-b"),
        scan(cast.one, ms(DAY, "06:06"), "IN", two, gate="cong-b"),
        scan(cast.two, ms(DAY, "08:00"), "IN", two),
        scan(cast.one, ms(DAY, "06:10"), "IN", three, offline=True),
    )
    rebuilt()
    rows = Conflict.objects.order_by("at").values_list("kind", "enterprise__code", "gate", "earlier_gate")
    assert list(rows) == [
        ("TOO_FAST", "mau-01", "cong-b", "cong-a"),
        ("REVOKED", "mau-01", "cong-1", ""),
        ("ENTERED_TWICE", "mau-01", "cong-a", "cong-a"),
        ("TWO_PLACES", "mau-02", "cong-1", "cong-b"),
    ]


def test_rebuilding_again_gives_the_same_and_late_scans_change_it(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    put(scan(cast.one, ms(DAY, "05:55"), "IN", one))
    rebuilt()
    number, first = number_of(one), where(number_of(one))
    rebuilt()
    assert (number_of(one), where(number)) == (number, first)
    assert first == [("mau-01", "05:55", "21:55")]  # the longest stay: no shift is known
    put(scan(cast.one, ms(DAY, "13:00"), "OUT", one))
    rebuilt()
    assert where(number) == [("mau-01", "05:55", "13:00")]
    assert Tally.objects.filter(day=DAY, enterprise=cast.one).count() == 1


def test_one_park_alone_leaves_the_other_as_it_was(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    far, *_ = new_passes(cast.three, first=21)
    put(scan(cast.one, ms(DAY, "06:00"), "IN", one), scan(cast.three, ms(DAY, "06:00"), "IN", far))
    rebuilt()
    put(scan(cast.one, ms(DAY, "07:00"), "OUT", one), scan(cast.three, ms(DAY, "07:00"), "OUT", far))
    rebuilt(park="khanh-phu")
    assert where(number_of(one)) == [("mau-01", "06:00", "07:00")]
    assert where(number_of(far)) == [("mau-03", "06:00", "22:00")]


def test_the_hourly_job_rebuilds_what_has_changed_and_drops_what_is_old(cast: Cast) -> None:
    one, *_ = new_passes(cast.one)
    put(scan(cast.one, ms(TODAY, "06:00"), "IN", one))
    assert rebuild_recent(now=moment(TODAY, "08:00")) == [TODAY - timedelta(days=1), TODAY]
    assert where(number_of(one), TODAY) == [("mau-01", "06:00", "08:00")]
    assert rebuild_recent(now=moment(TODAY, "08:05")) == []  # a server that was started anew
    assert rebuild_recent(now=moment(TODAY, "08:30")) == [TODAY]  # nothing new, but the open stays grow
    put(scan(cast.one, ms(TODAY - timedelta(days=1), "06:00"), "IN", one))
    assert rebuild_recent(now=moment(TODAY, "09:00"))[-2:] == [TODAY - timedelta(days=1), TODAY]
    assert drop_expired(now=moment(TODAY, "09:00")) == []
    assert drop_expired(now=moment(TODAY + timedelta(days=200), "09:00"))[-1] == TODAY
    assert (days(), Tally.objects.count()) == ([], 0)


def test_nobody_at_all_is_a_day_too(cast: Cast) -> None:
    employ(cast.one, 1)
    assert rebuilt().rows == 0
    assert len(columns()) == 0
