"""Places inside an enterprise: read out of the employment register, added, described; shifts and their hours."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.models import DistanceClass, Place, PlaceKind, Shift
from songhanh.gate.models.place import USUAL_DISTANCE
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.queries import places as queries


@act("gate:place:read", _("Lấy nơi làm việc từ danh sách lao động"))
def read_places(*, enterprise: Enterprise, by: Actor, now: datetime) -> list[Place]:
    """Workshops and lines that people work in today and that are no places yet."""
    policies.check_can_manage(by, enterprise)
    pairs = queries.workshops_and_lines(enterprise, timezone.localdate(now))
    known = {
        (each.kind, each.parent.name if each.parent else "", each.name): each
        for each in queries.places_in(enterprise)
    }
    names = sorted({workshop for workshop, _line in pairs if workshop})
    missing = [name for name in names if (PlaceKind.WORKSHOP, "", name) not in known]
    made = acts.insert([_place(enterprise, PlaceKind.WORKSHOP, name, None) for name in missing])
    workshops = {key[2]: row for key, row in known.items() if key[0] == PlaceKind.WORKSHOP}
    workshops |= {row.name: row for row in made}
    lines = [
        _place(enterprise, PlaceKind.LINE, line, workshops.get(workshop))
        for workshop, line in pairs
        if line and (PlaceKind.LINE, workshop, line) not in known
    ]
    return [*made, *acts.insert(lines)]


@act("gate:place:added", _("Thêm nơi"))
def add_place(
    *, enterprise: Enterprise, kind: PlaceKind, name: str, parent: Place | None, distance: DistanceClass,
    minimum_crew: int | None, by: Actor, now: datetime,
) -> Place:  # fmt: skip
    """A place that no register knows: a sitting, a room, a bus run."""
    policies.check_can_manage(by, enterprise)
    policies.check_place(queries.places_in(enterprise), kind, name, parent)
    place = Place(
        enterprise=enterprise,
        kind=kind,
        name=name,
        parent=parent,
        distance=distance,
        minimum_crew=minimum_crew,
    )
    place.save()
    return place


@act("gate:place:described", _("Sửa nơi"))
def describe_place(
    *, place: Place, distance: DistanceClass, minimum_crew: int | None, by: Actor, now: datetime
) -> Place:
    """How near people are there, and with how few it still runs."""
    policies.check_can_manage(by, place.enterprise)
    place.distance, place.minimum_crew = distance, minimum_crew
    place.save()
    return place


@act("gate:hours:set", _("Ghi giờ của ca"))
def set_shift(
    *, enterprise: Enterprise, name: str, starts_at: time, ends_at: time, early_minutes: int = 60,
    late_minutes: int = 240, by: Actor, now: datetime,
) -> Shift:  # fmt: skip
    """When a shift of the register begins and ends: who comes at other times is not on shift."""
    policies.check_can_manage(by, enterprise)
    shift = Shift.objects.filter(enterprise=enterprise, name=name).first() or Shift(
        enterprise=enterprise, name=name
    )
    shift.starts_at, shift.ends_at = starts_at, ends_at
    shift.early_minutes, shift.late_minutes = early_minutes, late_minutes
    shift.save()
    raise_revision([enterprise.pk])
    return shift


def _place(enterprise: Enterprise, kind: PlaceKind, name: str, parent: Place | None) -> Place:
    return Place(enterprise=enterprise, kind=kind, name=name, parent=parent, distance=USUAL_DISTANCE[kind])
