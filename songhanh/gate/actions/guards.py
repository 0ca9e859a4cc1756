"""Guards of an enterprise and their PINs."""

import secrets
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.models import Guard
from songhanh.gate.models.guard import pin_hash
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.queries import gates as queries


@act("gate:guard:added", _("Thêm bảo vệ"))
def add_guard(*, enterprise: Enterprise, mark: str, name: str, pin: str, by: Actor, now: datetime) -> Guard:
    """Known at the devices of the enterprise by the mark, from the next snapshot on."""
    policies.check_can_manage(by, enterprise)
    policies.check_mark(mark, queries.guard_ever(enterprise.pk, mark))
    guard = Guard(enterprise=enterprise, mark=mark, name=name)
    _set(guard, pin)
    return guard


@act("gate:guard:pin_set", _("Đặt lại mã PIN của bảo vệ"))
def set_pin(*, guard: Guard, pin: str, by: Actor, now: datetime) -> Guard:
    """The old one opens nothing more."""
    policies.check_can_manage(by, guard.enterprise)
    _set(guard, pin)
    return guard


@act("gate:guard:left", _("Bỏ bảo vệ"))
def remove_guard(*, guard: Guard, by: Actor, now: datetime) -> Guard:
    """No shift begins with this mark any more; it is not given twice."""
    policies.check_can_manage(by, guard.enterprise)
    guard.left_at = now
    guard.save()
    raise_revision([guard.enterprise_id])
    return guard


def _set(guard: Guard, pin: str) -> None:
    policies.check_pin(pin)
    guard.pin_salt = secrets.token_hex(16)
    guard.pin_hash = pin_hash(pin, guard.pin_salt)
    guard.save()
    raise_revision([guard.enterprise_id])
