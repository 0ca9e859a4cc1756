"""Contact points: added, changed, ended, an end taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises import policies
from songhanh.enterprises.models import ContactPoint

CHANGEABLE = {"full_name", "position", "phone", "email", "focal"}


@acts.act("enterprises:contact:added", _("Thêm đầu mối liên hệ"))
def add_contacts(*, contacts: Sequence[ContactPoint], by: Actor, now: datetime) -> list[ContactPoint]:
    """Store whom to call; raises ValidationError where a field is not right."""
    policies.check_can_edit_contacts(by, {c.enterprise_id: c.enterprise for c in contacts}.values())
    for contact in contacts:
        policies.check_can_be_reached(contact)
        contact.full_clean(validate_constraints=False)
    return acts.insert(contacts)


@acts.act("enterprises:contact:changed", _("Sửa đầu mối liên hệ"))
def change_contact(
    *, contact: ContactPoint, on: date | None, by: Actor, now: datetime, **changes: Any
) -> ContactPoint:
    """From `on` it reads so, the days before keep what stood; without `on` a mistake is put right for all days."""
    policies.check_can_edit_contacts(by, [contact.enterprise])
    policies.check_contact_holds(contact)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_contact: {sorted(unknown)}")
    changed = contact if on in {None, contact.since} else _next(contact, on)
    for name, value in changes.items():
        setattr(changed, name, value)
    policies.check_can_be_reached(changed)
    changed.full_clean(validate_constraints=False)
    changed.save()
    return changed


@acts.act("enterprises:contact:ended", _("Kết thúc đầu mối liên hệ"))
def end_contact(*, contact: ContactPoint, on: date, by: Actor, now: datetime) -> ContactPoint:
    """From `on` somebody else is called; on the day it began: it was a mistake and holds on no day."""
    policies.check_can_edit_contacts(by, [contact.enterprise])
    policies.check_can_end_contact(contact, on)
    contact.until = on
    contact.save()
    return contact


@acts.act("enterprises:contact:resumed", _("Bỏ kết thúc đầu mối liên hệ"))
def resume_contact(*, contact: ContactPoint, by: Actor, now: datetime) -> ContactPoint:
    """The end is taken back: the person is called on."""
    policies.check_can_edit_contacts(by, [contact.enterprise])
    contact.until = None
    contact.save()
    return contact


def _next(contact: ContactPoint, on: date | None) -> ContactPoint:
    """The row that follows `contact`, which ends on that day."""
    assert on is not None
    policies.check_can_end_contact(contact, on)
    contact.until = on
    contact.save()
    kept = {name: getattr(contact, name) for name in (*CHANGEABLE, "user")}
    return ContactPoint(enterprise=contact.enterprise, since=on, **kept)
