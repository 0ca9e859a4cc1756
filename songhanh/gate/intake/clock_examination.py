"""A time clock's file examined for one enterprise: read, checked, held against the register and the stream."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from songhanh.core.files.findings import Finding
from songhanh.core.files.mark import Level
from songhanh.core.tasks.progress import At, silent
from songhanh.enterprises.models import Enterprise
from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.outcomes import Arrival, scan_of_event
from songhanh.gate.intake.clock_doubts import Doubt, doubts_of
from songhanh.gate.intake.clock_punches import HOUR, MINUTE, Punch, Reader, Terms, read_punches
from songhanh.gate.intake.clock_reading import ClockFile, read_clock_file
from songhanh.gate.intake.clock_sequence import Before, InOrder, in_order
from songhanh.gate.models import Shift
from songhanh.gate.queries.clock_codes import Register, register_of
from songhanh.gate.queries.clock_scans import Placed, placed, seen_before
from songhanh.gate.stream.scans import Scan

DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose file it is and what its scans bear as device and gate."""

    enterprise: Enterprise
    device: str
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """The file as checked. `wrong` and `told` are rows of the sheet with an error, or with nothing but warnings.

    `punches` are those of the right rows, `employees` whose they are, `ways` which way they went, by their places.
    `scans` are what taking the right rows would keep.
    """

    file: ClockFile
    punches: tuple[Punch, ...]
    employees: tuple[str, ...]
    ways: dict[int, str]
    findings: tuple[Finding, ...]
    wrong: frozenset[int]
    told: frozenset[int]
    doubts: tuple[Doubt, ...]
    scans: tuple[Placed, ...]
    counts: dict[str, int] = field(default_factory=dict)


def examine_clock(
    content: bytes,
    name: str,
    *,
    sender: Sender,
    mapping: Mapping[str, str],
    terms: Terms,
    at: At = silent,
) -> Examination:
    """Raises FileError for a file that is refused. A file whose columns are not settled has no punches."""
    at("read", 0, 0)
    file = read_clock_file(content, name, mapping, terms.zone)
    reader = Reader(file, terms)
    rows = len(file.listing.places)
    at("check", 0, rows)
    punches = read_punches(reader) if file.ready else []
    at("compare", 0, rows)
    wrong = frozenset(each.row for each in reader.findings if each.level is Level.ERROR)
    return _compared(reader, [each for each in punches if each.place not in wrong], wrong, sender)


def _compared(reader: Reader, punches: list[Punch], wrong: frozenset[int], sender: Sender) -> Examination:
    terms = reader.terms
    register = _register(sender.enterprise, punches, terms)
    employees = tuple(register.meant(each.code) or each.code for each in punches)
    order = in_order(punches, employees, _before(sender.enterprise, punches, terms))
    findings = [*reader.findings, *_of_codes(reader, punches, register), *_of_order(reader, punches, order)]
    doubled = order.doubled
    scans = placed(
        [_scan(each, employees[nth], sender, terms) for nth, each in enumerate(punches) if nth not in doubled]
    )
    unknown = {
        each.code for each, employee in zip(punches, employees, strict=True) if employee not in register.days
    }
    doubts = doubts_of(
        twelve_hours=reader.twelve_hours and _some_left(punches, employees, terms),
        people=len(set(employees)),
        unknown=len(unknown),
        comings=_comings(punches, employees, order, terms),
        begins=Shift.objects.filter(enterprise=sender.enterprise).values_list("starts_at", flat=True),
    )
    places = {code: at for at, code in enumerate(reader.source.cells)}
    ordered = sorted(findings, key=lambda each: (each.row, places.get(each.column, 0)))
    found = Examination(
        reader.source,
        tuple(punches),
        employees,
        order.ways,
        tuple(ordered),
        wrong,
        frozenset(each.row for each in findings) - wrong,
        tuple(doubts),
        tuple(scans),
    )
    found.counts.update(_counts(found, reader, len(unknown), sender))
    return found


def _register(enterprise: Enterprise, punches: Sequence[Punch], terms: Terms) -> Register:
    if not punches:
        return Register({})
    days = [_day(each, terms) for each in (min(punches, key=_moment), max(punches, key=_moment))]
    return register_of(enterprise, days[0], days[1])


def _before(enterprise: Enterprise, punches: Sequence[Punch], terms: Terms) -> Before:
    """What the stream knows of the day before the first punch, by the clock's own reckoning."""
    if not punches:
        return {}
    lag = terms.correction * MINUTE
    first = min(map(_moment, punches)) + lag
    found: dict[str, list[tuple[int, str]]] = {}
    for seen in seen_before(enterprise.code, first - DAY, first):
        found.setdefault(seen.code, []).append((seen.at - lag, seen.direction))
    return found


def _of_codes(reader: Reader, punches: Sequence[Punch], register: Register) -> list[Finding]:
    """Codes that nobody has on the day, codes that are written otherwise in the register; once a row."""
    found: dict[int, Finding] = {}
    for each in punches:
        if not each.code or each.place in found:
            continue
        meant, day = register.meant(each.code), _day(each, reader.terms)
        values = {"text": each.code, "meant": meant, "day": f"{day:%d/%m/%Y}"}
        if not register.works(meant, day):
            found[each.place] = Finding(each.place, "employee", "code_unknown", Level.WARNING, values)
        elif meant != each.code:
            found[each.place] = Finding(each.place, "employee", "code_meant", Level.WARNING, values)
    return list(found.values())


def _of_order(reader: Reader, punches: Sequence[Punch], order: InOrder) -> Iterable[Finding]:
    for told in order.told:
        punch = punches[told.nth]
        values = {"other": punches[told.other].place + 1} if told.other >= 0 else {}
        column = reader.source.column(punch.column)
        yield Finding(punch.place, column, told.code, Level.WARNING, values)


def _scan(punch: Punch, employee: str, sender: Sender, terms: Terms) -> Scan:
    """As a time clock's own message would be kept: the same event has the same identifier, whichever way it comes.

    The identifier is made of the code as it is written, so that it holds when the register changes.
    """
    device = KnownDevice(0, sender.device, "", "CLOCK", sender.gate, sender.enterprise.code)
    arrival = Arrival(device, terms.now, terms.correction * MINUTE)
    scan = scan_of_event(punch.code, punch.device_at, punch.direction, arrival)
    if scan is None:
        raise ValueError("a punch that is too old was not found out")
    return scan._replace(typed=employee)


def _some_left(punches: Sequence[Punch], employees: Sequence[str], terms: Terms) -> bool:
    """Whether anybody was seen twice on one day: a file of the morning's comings alone tells nothing of afternoons."""
    days = {(employee, _day(each, terms)) for each, employee in zip(punches, employees, strict=True)}
    return len(punches) > len(days)


def _comings(
    punches: Sequence[Punch], employees: Sequence[str], order: InOrder, terms: Terms
) -> list[dt.time]:
    """When each person first came in on each day, corrected."""
    first: dict[tuple[str, dt.date], dt.datetime] = {}
    for nth, each in enumerate(punches):
        if order.ways.get(nth) == "IN":
            at = _local(each, terms)
            key = (employees[nth], at.date())
            first[key] = min(at, first.get(key, at))
    return [each.time() for each in first.values()]


def _counts(found: Examination, reader: Reader, unknown: int, sender: Sender) -> dict[str, int]:
    """The figures of the preview, of the history and of the audit event."""
    rows, scans = len(found.file.listing.places), [each.scan for each in found.scans]
    kept = [each.kept_by for each in found.scans if each.kept_by]
    ours = kept.count(sender.device)  # of a taking that was broken off
    moments = [each.at for each in scans]
    span = {"first_at": min(moments), "last_at": max(moments)} if moments else {}
    return {
        "rows": rows,
        "right": rows - len(found.wrong),
        "wrong": len(found.wrong),
        "told": len(found.told),
        "idle": reader.idle,
        "punches": len(scans),
        "kept_before": len(kept) - ours,
        "ours": ours,
        "people": len({each.typed for each in scans}),
        "unknown": unknown,
        "unsaid": sum(1 for each in scans if not each.direction),
        **span,
    }


def _moment(punch: Punch) -> int:
    return punch.device_at


def _local(punch: Punch, terms: Terms) -> dt.datetime:
    return dt.datetime.fromtimestamp(punch.device_at / 1000 + terms.correction * 60, terms.zone)


def _day(punch: Punch, terms: Terms) -> dt.date:
    return _local(punch, terms).date()
