"""Visitors, contractors, drivers: announced with a pass for their days, cancelled."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.actions.passes import called_back, one_pass
from songhanh.gate.models import GuestKind, Kind, Pass, RevokedFor, VisitorAnnouncement

LETTERS = {GuestKind.VISITOR: "K", GuestKind.CONTRACTOR: "NT", GuestKind.DRIVER: "LX"}


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is expected: what an enterprise states of them."""

    kind: GuestKind
    name: str
    host: str
    phone: str = ""
    plate: str = ""
    company: str = ""
    purpose: str = ""


@act("gate:visitor:announced", _("Đăng ký khách"))
def announce_visitor(
    *, enterprise: Enterprise, guest: Guest, valid_from: date, valid_until: date, by: Actor, now: datetime
) -> Pass:
    """Expected on the days [valid_from, valid_until), with a pass for them."""
    policies.check_can_manage(by, enterprise)
    policies.check_guest_days(valid_from, valid_until, timezone.localdate(now))
    announced = VisitorAnnouncement(
        enterprise=enterprise,
        valid_from=valid_from,
        valid_until=valid_until,
        announced_at=now,
        announced_by_id=by.user_id,
        **asdict(guest),
    )
    announced.save()
    days = (valid_from, valid_until)
    label = f"{LETTERS[guest.kind]}-{announced.pk:05d}"  # a name would stand in lists and be searched by
    return one_pass(enterprise, Kind(guest.kind), label, days, by, now, announcement=announced)


@act("gate:visitor:exported", _("Xuất danh sách khách"))
def note_export(*, count: int, masked: bool, by: Actor, now: datetime) -> None:
    """A list of guests left the system as a file: how many, with their names or without."""
    acts.current("VisitorAnnouncement").note(
        "gate.visitorannouncement", {}, {"rows": count, "masked": masked}
    )


@act("gate:visitor:cancelled", _("Hủy đăng ký khách"))
def cancel_announcement(
    *, announcement: VisitorAnnouncement, by: Actor, now: datetime
) -> VisitorAnnouncement:
    """Not expected any more: the passes let nobody in."""
    policies.check_can_manage(by, announcement.enterprise)
    policies.check_can_cancel(announcement)
    announcement.cancelled_at = now
    announcement.save()
    for each in Pass.objects.filter(announcement=announcement, revoked_at=None):
        called_back(each, RevokedFor.CANCELLED, now)
    return announcement
