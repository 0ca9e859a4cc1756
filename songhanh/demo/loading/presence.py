"""Two weeks of presence: scans put into the stream as gates would have sent them, rosters, plans, days rebuilt."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from songhanh.demo.generation.attendance import FIRST, Coming, comings, workdays
from songhanh.demo.generation.authority import Authority
from songhanh.demo.loading.gates import SET_UP
from songhanh.demo.loading.moments import CLOCK, LOADER, at
from songhanh.enterprises.models import Enterprise
from songhanh.gate.actions.places import add_place
from songhanh.gate.models import Device, DistanceClass, Gate, Pass, Place, PlaceKind
from songhanh.gate.queries.places import heads_by_line
from songhanh.gate.queries.stream_store import open_store
from songhanh.gate.stream.scans import Scan
from songhanh.people.models import Employment
from songhanh.presence.actions.lines import Plan, set_line_plans
from songhanh.presence.actions.rosters import Terms, set_rosters
from songhanh.presence.jobs import rebuild_day
from songhanh.presence.models import LinePlan, Roster, RosterFor, Tally

FULL = ("mau-07",)  # two weeks, with rosters for everything
LONG = ("mau-03",)  # the last week
TODAY_ALONE = ("mau-12", "mau-36")  # enterprises of which only this morning is told
SINCE, SECOND_WEEK = date(2022, 1, 1), date(2022, 1, 10)
SITTINGS = ((time(11), time(11, 30)), (time(11, 30), time(12)), (time(12), time(12, 30)))
TABLE_OF, TABLES_AT_ONCE = 12, 8
ROOMS, ROOM_OF = 24, 8
BUSES, BUS_OF = 4, 40
MINIMUM = 0.8  # of a line's heads
AT_ONCE = 4_000
OFFICE = "Hành chính"  # signs in at a time clock that does not say which way


@dataclass(frozen=True, slots=True)
class Worker:
    """Who comes and goes."""

    stay: UUID
    code: str
    shift: str
    province: str
    joined_on: date
    number: int


def presence_is_loaded() -> bool:
    """Whether the day of the demo's clock has been rebuilt."""
    return Tally.objects.filter(day=CLOCK.date()).exists()


def rosters_are_loaded() -> bool:
    """Whether lines have plans."""
    return LinePlan.objects.exists()


def load_rosters() -> int:
    """Plans of lines, and in one enterprise who eats, lives and rides where; how many rows."""
    for enterprise in _told():
        _plans(enterprise)
        if enterprise.code in FULL:
            _rosters(enterprise, _workers(enterprise))
    return LinePlan.objects.count() + Roster.objects.count()


def load_presence(authority: Authority) -> int:
    """The scans, and the days made of them; how many scans."""
    scans: list[Scan] = []
    for enterprise in _told():
        workers = _workers(enterprise)
        scans.extend(_scans(authority.seed, enterprise, workers))
        scans.extend(_oddities(authority.seed, enterprise, workers))
    _keep(sorted(scans, key=lambda each: (each.received_at, each.id)))
    for each in range((CLOCK.date() - FIRST).days + 1):
        rebuild_day(day=FIRST + timedelta(days=each), by=LOADER, now=CLOCK)
    return len(scans)


def _told() -> list[Enterprise]:
    codes = [*FULL, *LONG, *TODAY_ALONE]
    return list(Enterprise.objects.filter(code__in=codes).select_related("park").order_by("code"))


def _workers(enterprise: Enterprise) -> list[Worker]:
    numbers = dict(
        Pass.objects.filter(enterprise=enterprise, revoked_at=None, stay__isnull=False).values_list(
            "stay", "number"
        )
    )
    rows = Employment.objects.filter(enterprise=enterprise, until=None).order_by("employee_code")
    return [
        Worker(row.stay, row.employee_code, row.shift, row.origin_province, row.joined_on, numbers[row.stay])
        for row in rows
        if row.stay in numbers
    ]


def _first_day(enterprise: Enterprise) -> date:
    if enterprise.code in FULL:
        return FIRST
    return SECOND_WEEK if enterprise.code in LONG else CLOCK.date()


def _scans(seed: int, enterprise: Enterprise, workers: Iterable[Worker]) -> Iterator[Scan]:
    gates = [row.code for row in Gate.objects.filter(enterprise=enterprise).order_by("code")]
    devices = dict(Device.objects.filter(gate__enterprise=enterprise).values_list("gate__code", "code"))
    first = _first_day(enterprise)
    for worker in workers:
        days = [day for day in workdays(CLOCK.date(), worker.shift) if day >= max(first, worker.joined_on)]
        name = f"{enterprise.code}:{worker.code}"
        for place, coming in enumerate(comings(seed, name, worker.shift, days, len(gates), CLOCK)):
            gate = gates[coming.gate]
            yield _scan(
                enterprise.code, gate, devices.get(gate, ""), worker, coming, f"{seed}:{name}:{place}"
            )


def _oddities(seed: int, enterprise: Enterprise, workers: Sequence[Worker]) -> Iterator[Scan]:
    """What happens at every gate: a pass of nobody, a refusal, a scan taken back, two gates at once; guests."""
    gates = [row.code for row in Gate.objects.filter(enterprise=enterprise).order_by("code")]
    days = [day for day in workdays(CLOCK.date(), "") if day >= _first_day(enterprise)]
    for place, day in enumerate(days):
        name, start = f"{seed}:{enterprise.code}:{day}", at(day, 6, 40)
        one, other, third = (workers[(place * 37 + each * 211) % len(workers)] for each in range(3))
        yield _one(enterprise.code, gates[0], f"{name}:nobody", start, number=10**15 + place)
        yield _one(enterprise.code, gates[0], f"{name}:refused", start, number=one.number, answer="REFUSED")
        wrong = _one(enterprise.code, gates[0], f"{name}:wrong", start, number=other.number)
        undone = wrong.at + 40_000
        yield wrong
        yield wrong._replace(
            id=_id(f"{name}:undo"), undoes=wrong.id, at=undone, device_at=undone, received_at=undone + 400
        )
        if place % 4 == 3 and len(gates) > 1 and at(day, 13) < CLOCK:  # nothing that has not happened yet
            for gate, seconds in ((gates[0], 0), (gates[1], 100)):
                moment = at(day, 12) + timedelta(seconds=seconds)
                yield _one(enterprise.code, gate, f"{name}:{gate}", moment, number=third.number)
    guests = Pass.objects.filter(enterprise=enterprise, announcement__isnull=False).order_by("pk")[:2]
    for place, guest in enumerate(guests):
        name = f"{seed}:{enterprise.code}:guest:{place}"
        yield _one(enterprise.code, gates[0], name, at(CLOCK.date(), 8, 20 + place * 9), number=guest.number)


def _one(
    enterprise: str, gate: str, name: str, moment: datetime, number: int, answer: str = "ALLOWED"
) -> Scan:
    """A pass shown on the way in."""
    when = round(moment.timestamp() * 1000)
    return Scan(
        id=_id(name),
        device="",
        enterprise=enterprise,
        gate=gate,
        lane="",
        direction="IN",
        subject="PASS",
        pass_number=number,
        typed="",
        answer=answer,
        reason="STAY_HOME" if answer == "REFUSED" else "",
        offline=False,
        undoes=None,
        guard="",
        device_at=when,
        drift_ms=0,
        at=when,
        received_at=when + 400,
        source="GATE",
    )


def _scan(enterprise: str, gate: str, device: str, worker: Worker, coming: Coming, name: str) -> Scan:
    """A worker's pass, in or out; the office's time clock knows codes and no direction."""
    passed = _one(enterprise, gate, name, coming.at, number=worker.number)._replace(device=device)
    if worker.shift == OFFICE:
        return passed._replace(
            direction="", subject="CODE", pass_number=None, typed=worker.code, source="CLOCK"
        )
    return passed if coming.inward else passed._replace(direction="OUT")


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"songhanh:demo:{name}")


def _keep(scans: Sequence[Scan]) -> None:
    """Nothing is kept twice, so a second try after a broken one finds its scans there."""
    with closing(open_store()) as store:
        for start in range(0, len(scans), AT_ONCE):
            store.store(scans[start : start + AT_ONCE])


def _plans(enterprise: Enterprise) -> None:
    lines = list(Place.objects.filter(enterprise=enterprise, kind=PlaceKind.LINE).select_related("parent"))
    heads = heads_by_line(enterprise, SET_UP.date())
    named = [(line, heads.get((line.parent.name if line.parent else "", line.name), 0)) for line in lines]
    plans = [Plan(line, "", count, max(round(count * MINIMUM), 1)) for line, count in named if count]
    set_line_plans(enterprise=enterprise, plans=plans, valid_from=SINCE, by=LOADER, now=SET_UP)


def _rosters(enterprise: Enterprise, workers: Sequence[Worker]) -> None:
    """Tables of twelve in three sittings; who is from far away lives in the dormitory; buses bring some of the rest."""
    terms = list(_tables(enterprise, workers))
    far = [each for each in workers if each.province not in {"37", ""}][: ROOMS * ROOM_OF]
    for each in range(-(-len(far) // ROOM_OF)):
        room = _place(enterprise, PlaceKind.ROOM, f"Ký túc xá · phòng {each + 1:02d}")
        stays = tuple(one.stay for one in far[each * ROOM_OF : (each + 1) * ROOM_OF])
        terms.append(Terms(room, RosterFor.PERSON, time(19), time(6), SINCE, stays=stays))
    housed = {each.stay for each in far}
    riders = [each for each in workers if each.stay not in housed and each.shift != OFFICE][3::7][
        : BUSES * BUS_OF
    ]
    for each in range(-(-len(riders) // BUS_OF)):  # fewer than BUSES in a small authority
        bus = _place(enterprise, PlaceKind.BUS, f"Tuyến {each + 1}")
        stays = tuple(one.stay for one in riders[each * BUS_OF : (each + 1) * BUS_OF])
        for begins, ends in ((time(5, 50), time(6, 30)), (time(16, 20), time(17))):
            terms.append(Terms(bus, RosterFor.PERSON, begins, ends, SINCE, weekdays="123456", stays=stays))
    set_rosters(enterprise=enterprise, terms=terms, by=LOADER, now=SET_UP)


def _tables(enterprise: Enterprise, workers: Sequence[Worker]) -> Iterator[Terms]:
    """Lines sit together; where one line ends and the next begins a table holds people of both."""
    rows = Employment.objects.filter(enterprise=enterprise, until=None)
    beside = {row.stay: (row.shift, row.workshop, row.line, row.employee_code) for row in rows}
    eaters = sorted(workers, key=lambda each: beside[each.stay])
    for number, start in enumerate(range(0, len(eaters), TABLE_OF)):
        table = _place(enterprise, PlaceKind.SITTING, f"Nhà ăn · bàn {number + 1:03d}")
        stays = tuple(each.stay for each in eaters[start : start + TABLE_OF])
        hours = SITTINGS[number // TABLES_AT_ONCE % len(SITTINGS)]
        yield Terms(table, RosterFor.PERSON, *hours, SINCE, weekdays="123456", stays=stays)


def _place(enterprise: Enterprise, kind: PlaceKind, name: str) -> Place:
    return add_place(
        enterprise=enterprise, kind=kind, name=name, parent=None, distance=DistanceClass.NEAR, minimum_crew=None,
        by=LOADER, now=SET_UP,
    )  # fmt: skip
