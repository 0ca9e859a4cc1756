"""The gates of the demo: a pass for everybody, gates and devices, places; and this morning's guests and rules."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count

from songhanh.core import acts
from songhanh.demo.generation.attendance import HOURS
from songhanh.demo.loading.moments import CLOCK, LOADER, at
from songhanh.enterprises.models import Enterprise
from songhanh.gate.actions.devices import add_device, change_shift, enrol_device, revoke_device
from songhanh.gate.actions.gates import add_gate, set_walk
from songhanh.gate.actions.guards import add_guard
from songhanh.gate.actions.passes import issue_passes
from songhanh.gate.actions.places import read_places, set_shift
from songhanh.gate.actions.rules import RuleTerms, set_rule
from songhanh.gate.actions.visitors import Guest, announce_visitor
from songhanh.gate.jobs import keep_all_passes
from songhanh.gate.models import (
    Device,
    DeviceKind,
    Direction,
    Gate,
    GateRule,
    GuestKind,
    Pass,
    Place,
    PlaceKind,
    RuleFor,
    RuleReason,
    VisitorAnnouncement,
)
from songhanh.gate.models.device_state import Beat, note_beats
from songhanh.gate.queries.devices import device_actor
from songhanh.gate.queries.places import heads_by_line
from songhanh.people.models import Employment
from songhanh.people.models.employment import line_name

SET_UP = at(date(2021, 12, 31), 8)
NOW = at(date(2022, 1, 17), 8, 57)  # the last before the clock of the demo stands still
TODAY = NOW.date()
TWO_GATES, SECOND_LANE = 700, 300  # heads from which an enterprise has another
WITH_DEVICES = 8  # enterprises, the largest first: the others have gates and passes only
WITH_GUARDS = 3  # of them
PINS = {"BV-01": "135790", "BV-02": "246801"}  # illustrative, as the passwords of the demo are
GUARDS = {"BV-01": "Lê Văn Canh", "BV-02": "Phạm Thị Giữ"}
GUESTS = (
    Guest(
        GuestKind.VISITOR, "Trần Văn Bình", "Phòng Nhân sự", company="Công ty Minh họa A", purpose="Làm việc"
    ),
    Guest(
        GuestKind.CONTRACTOR, "Đỗ Quang Sửa", "Tổ Cơ điện", company="Công ty Minh họa B", purpose="Bảo trì"
    ),
    Guest(GuestKind.DRIVER, "Vũ Thế Tải", "Kho thành phẩm", plate="35C-000.00", purpose="Giao hàng"),
)
CREW = 0.8  # of a line's heads: with fewer it does not run


def gates_are_loaded() -> bool:
    """Whether the passes are there."""
    return Pass.objects.exists()


def morning_is_loaded() -> bool:
    """Whether the guests of the day are."""
    return VisitorAnnouncement.objects.exists()


def load_gates() -> int:
    """What was set up at the end of the year; how many rows."""
    enterprises = list(Enterprise.objects.filter(closed_on=None).select_related("park").order_by("code"))
    issue_passes(enterprises=enterprises, by=LOADER, now=SET_UP)
    heads = _heads()
    working = [each for each in enterprises if heads.get(each.pk)]
    for enterprise in working:
        _gates(enterprise, heads[enterprise.pk])
        read_places(enterprise=enterprise, by=LOADER, now=SET_UP)
    largest = _largest()
    for enterprise in largest:
        _shifts(enterprise)
        _crews(enterprise)
    for enterprise in largest[:WITH_GUARDS]:
        _guards(enterprise)
    _devices(largest)
    return Pass.objects.count() + Gate.objects.count() + Device.objects.count() + Place.objects.count()


def load_morning() -> int:
    """What happens at the gates before the clock of the demo stands still; how many rows."""
    keep_all_passes(now=NOW)  # who has joined or left since
    largest = _largest()
    note_beats(_morning(largest))
    _guests(largest)
    _rules(largest)
    return VisitorAnnouncement.objects.count() + GateRule.objects.count()


def _heads() -> dict[int, int]:
    workers = Pass.objects.filter(announcement=None).values_list("enterprise_id")
    return dict(workers.annotate(heads=Count("pk")).order_by())


def _largest() -> list[Enterprise]:
    heads = _heads()
    found = list(Enterprise.objects.filter(pk__in=heads).select_related("park"))
    return sorted(found, key=lambda each: (-heads[each.pk], each.code))[:WITH_DEVICES]


def _gates(enterprise: Enterprise, heads: int) -> None:
    lanes = [("lan-1", "Làn 1", Direction.MIXED)]
    if heads >= SECOND_LANE:
        lanes = [("lan-1", "Làn vào", Direction.IN), ("lan-2", "Làn ra", Direction.OUT)]
    count = 2 if heads >= TWO_GATES else 1
    names = ("Cổng chính", "Cổng phụ")
    made = [
        add_gate(
            enterprise=enterprise,
            code=f"{enterprise.code}-c{each + 1}",
            name=names[each],
            lanes=lanes,
            by=LOADER,
            now=SET_UP,
        )
        for each in range(count)
    ]
    if count > 1:
        set_walk(one=made[0], other=made[1], minutes=6, by=LOADER, now=SET_UP)


def _shifts(enterprise: Enterprise) -> None:
    named = (
        Employment.objects.filter(enterprise=enterprise, until=None)
        .order_by()
        .values_list("shift", flat=True)
    )
    for name in sorted(set(named.distinct()) & set(HOURS)):
        starts, ends = HOURS[name]
        set_shift(enterprise=enterprise, name=name, starts_at=starts, ends_at=ends, by=LOADER, now=SET_UP)


def _crews(enterprise: Enterprise) -> None:
    heads = heads_by_line(enterprise, SET_UP.date())
    lines = list(Place.objects.filter(enterprise=enterprise, kind=PlaceKind.LINE).select_related("parent"))
    for line in lines:
        line.minimum_crew = max(round(heads.get((str(line.parent or ""), line.name), 0) * CREW), 1)
    with acts.acting("gate:place:described", by=LOADER, now=SET_UP):
        acts.amend(lines, ("minimum_crew",))


def _guards(enterprise: Enterprise) -> None:
    for mark, pin in PINS.items():
        add_guard(enterprise=enterprise, mark=mark, name=GUARDS[mark], pin=pin, by=LOADER, now=SET_UP)


def _devices(largest: list[Enterprise]) -> None:
    """A phone at each gate; that of the last enterprise still waits for its code."""
    for place, enterprise in enumerate(largest):
        for gate in Gate.objects.filter(enterprise=enterprise).select_related("enterprise"):
            device, code = add_device(
                gate=gate,
                name=f"Điện thoại {gate.name.lower()}",
                kind=DeviceKind.PHONE,
                by=LOADER,
                now=SET_UP,
            )
            if place < WITH_DEVICES - 1:
                enrol_device(code=code, by=device_actor(device), now=SET_UP)


def _morning(largest: list[Enterprise]) -> Iterator[Beat]:
    """Guards begin; the phones of one enterprise are called back; what each phone last said of itself."""
    for place, enterprise in enumerate(largest[: WITH_DEVICES - 1]):
        devices = Device.objects.filter(gate__enterprise=enterprise).order_by("code")
        for device in devices.select_related("gate__enterprise"):
            if place < WITH_GUARDS:
                change_shift(device=device, mark="BV-01", pin=PINS["BV-01"], by=device_actor(device), now=NOW)
            if place == WITH_DEVICES - 2:
                revoke_device(device=device, by=LOADER, now=NOW)
            seen = CLOCK - timedelta(minutes=3 + 40 * (place == 3) * 60)
            yield Beat(device.pk, seen, 91 - 13 * place % 80, (-1) ** place * 700 * (1 + 9 * (place == 2)))


def _guests(largest: list[Enterprise]) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for enterprise in largest[:3]:
        for guest in GUESTS:
            announce_visitor(
                enterprise=enterprise, guest=guest, valid_from=TODAY, valid_until=tomorrow, by=LOADER, now=NOW
            )


def _rules(largest: list[Enterprise]) -> None:
    """One person stays at home for some days, one line stands still."""
    first = largest[0]
    person = Employment.objects.filter(enterprise=first, until=None).order_by("employee_code").first()
    if person is not None:
        stays = RuleTerms(
            for_whom=RuleFor.PERSON,
            stay=person.stay,
            reason=RuleReason.STAY_HOME,
            words_vi="Mời ra ghế chờ, gọi tổ y tế của doanh nghiệp.",
            words_en="Please take a seat and ask for the company's medical team.",
            valid_from=TODAY,
            valid_until=date(2022, 1, 24),
        )
        set_rule(enterprise=first, terms=stays, by=LOADER, now=NOW)
    lines = Place.objects.filter(enterprise=largest[1], kind=PlaceKind.LINE, parent__isnull=False)
    line = lines.select_related("parent").order_by("name", "parent__name").first()
    if line is not None and line.parent is not None:
        stands = RuleTerms(
            for_whom=RuleFor.LINE,
            value=line_name(line.parent.name, line.name),
            reason=RuleReason.LINE_STOPPED,
            words_vi="Chuyền nghỉ để chỉnh máy. Mời về, chờ tổ trưởng báo ngày làm lại.",
            words_en="Your line is stopped for maintenance. Please go home and wait for your team leader's call.",
            valid_from=TODAY,
            valid_until=date(2022, 1, 19),
        )
        set_rule(enterprise=largest[1], terms=stands, by=LOADER, now=NOW)
