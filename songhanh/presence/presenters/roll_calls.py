"""Everybody of a roll call in words, the missing first, and how far each line is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import datetime as moment_vn
from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.gate.models import Gate
from songhanh.gate.models import Kind as PassKind
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.people.models.employment import line_name
from songhanh.presence.models import Expected, Mark, RollCall
from songhanh.presence.presenters.inside import gate_name
from songhanh.presence.queries.roll_calls import LineCount, Standing


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the list. `order` puts the missing first, then by line; `name` is «» for who may not see it."""

    nth: int
    order: tuple[bool, str, str]
    name: str
    code: str
    line: str
    kind: str
    gate: str
    since: datetime
    uncertain: bool
    present: bool
    seen_at: datetime | None
    point: str
    by: str

    @property
    def who(self) -> str:
        """As the list names them."""
        return self.name or self.code or _("Người chưa rõ")

    @property
    def state(self) -> str:
        """A word of `ui.states`."""
        return "PRESENT" if self.present else "MISSING"


@dataclass(frozen=True, slots=True)
class Line:
    """How far one line is."""

    name: str
    expected: int
    present: int

    @property
    def missing(self) -> int:
        """Who of it has not been seen."""
        return self.expected - self.present

    @property
    def bar(self) -> Stack:
        """Seen in full, missing hatched, so that it reads in grey too."""
        parts = [Part(_("có mặt"), self.present, "fi-ok"), Part(_("thiếu"), self.missing, "hatch")]
        said = _("%(line)s: có mặt %(here)s, thiếu %(missing)s")
        values = {"line": self.name, "here": number(self.present), "missing": number(self.missing)}
        return Stack(parts, said % values)


def group_name(workshop: str, line: str, *, guests: bool) -> str:
    """The line with its workshop; guests are a group of their own."""
    if guests:
        return _("Khách, nhà thầu, lái xe")
    return line_name(workshop, line) or _("Chưa rõ tổ, chuyền")


def lines_of(counts: Iterable[LineCount]) -> list[Line]:
    """In the order given."""
    return [
        Line(group_name(each.workshop, each.line, guests=each.guests), each.expected, each.present)
        for each in counts
    ]


def rows_of(expected: Iterable[Expected], now: Standing, points: list[str], *, named: bool) -> list[Row]:
    """The list; with names (`named`) or by codes alone."""
    listed = list(expected)
    workers = _workers(each.stay for each in listed if each.stay is not None)
    gates = dict(Gate.objects.filter(code__in={each.gate for each in listed}).values_list("code", "name"))
    return [_row(each, workers, gates, now, points, named=named) for each in listed]


def _workers(stays: Iterable[UUID]) -> dict[UUID, Employment]:
    """The last stretch of each stay: erased people have neither name nor code there."""
    return {row.stay: row for row in people.stretches_of(stays)}


def _row(
    each: Expected,
    workers: Mapping[UUID, Employment],
    gates: Mapping[str, str],
    now: Standing,
    points: list[str],
    *,
    named: bool,
) -> Row:
    name, key, code = _who(each, workers)
    mark = min(now.present.get(each.pk, ()), key=lambda one: one.at, default=None)
    line = group_name(each.workshop, each.line, guests=each.kind not in {PassKind.WORKER, ""})
    return Row(
        nth=each.nth,
        order=(mark is not None, line, key if named else code),
        name=name if named else "",
        code=code,
        line=line,
        kind=each.get_kind_display() or _("Thẻ không rõ của ai"),
        gate=gate_name(gates, each.gate),
        since=each.since,
        uncertain=each.uncertain,
        present=mark is not None,
        seen_at=mark.at if mark else None,
        point=point_of(mark, points),
        by=str(mark.by) if mark and mark.by else "",
    )


def _who(each: Expected, workers: Mapping[UUID, Employment]) -> tuple[str, str, str]:
    """(name, what it is ordered by, code)."""
    if each.stay is not None and (worker := workers.get(each.stay)):
        return worker.full_name, worker.name_key, worker.employee_code
    if each.day_pass is not None:
        guest = each.day_pass.announcement
        return (guest.name if guest else ""), "", each.day_pass.label
    return "", "", ""


def point_of(mark: Mark | None, points: list[str]) -> str:
    """The assembly point's name."""
    if mark is None or mark.point is None or mark.point >= len(points):
        return ""
    return points[mark.point]


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody at an assembly point who is not on the list."""

    name: str
    note: str
    at: datetime
    point: str
    by: str


def added_row(mark: Mark, points: list[str]) -> Added:
    """As the pages show it."""
    return Added(mark.name, mark.note, mark.at, point_of(mark, points), str(mark.by) if mark.by else "")


def title_of(call: RollCall) -> str:
    """«Diễn tập · 17/01/2022 09:00»."""
    return f"{call.get_kind_display()} · {moment_vn(call.started_at)}"
