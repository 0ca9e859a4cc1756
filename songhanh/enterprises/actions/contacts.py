"""Contact points: added, ended."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.enterprises import policies
from songhanh.enterprises.models import ContactPoint


@acts.act("enterprises:contact:added", _("Thêm đầu mối liên hệ"))
def add_contacts(*, contacts: Sequence[ContactPoint], by: Actor, now: datetime) -> list[ContactPoint]:
    """Store whom to call."""
    policies.check_can_edit(by, {c.enterprise_id: c.enterprise for c in contacts}.values())
    return acts.insert(contacts)


@acts.act("enterprises:contact:ended", _("Kết thúc đầu mối liên hệ"))
def end_contact(*, contact: ContactPoint, on: date, by: Actor, now: datetime) -> ContactPoint:
    """From `on` somebody else is called."""
    policies.check_can_edit(by, [contact.enterprise])
    contact.until = on
    contact.save()
    return contact
