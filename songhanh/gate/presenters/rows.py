"""Rows of the gate in words: states, who a rule is for, what is shown to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.gate.models import Device, GateRule, Pass, RuleFor, VisitorAnnouncement
from songhanh.people.models.employment import line_name
from songhanh.people.models.identity import HIDDEN
from songhanh.people.policies import is_employer
from songhanh.people.queries import EnterpriseName, province_name

State = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, when. Guests' names are shown to the enterprise that expects them, on its pages alone."""

    by: Actor
    now: datetime
    enterprises: tuple[EnterpriseName, ...]

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return timezone.localdate(self.now)

    @property
    def masked(self) -> bool:
        """Whether names of guests stay hidden."""
        return not is_employer(self.by) or self.by.user_id is None

    @property
    def may_manage(self) -> bool:
        """Whether anything of the gate may be changed."""
        return self.by.may(Permission.GATE_MANAGE)

    def personal(self, text: str) -> str:
        """A guest's datum, or its mask."""
        return HIDDEN if self.masked and text else text

    def of_device(self, row: Device, name: str) -> Any:
        """What a device last said of itself."""
        return getattr(getattr(row, "state", None), name, None)

    def drift(self, row: Device) -> float | None:
        """Seconds by which its clock is slow (less than 0: fast)."""
        drift = self.of_device(row, "drift_ms")
        return None if drift is None else round(drift / 1000, 1)

    def guest_state(self, row: VisitorAnnouncement) -> State | str:
        """Expected, to come, over, cancelled."""
        if row.cancelled_at is not None:
            return "CANCELLED"
        if row.valid_until <= self.today:
            return "INACTIVE"
        return "ACTIVE" if row.valid_from <= self.today else "WAITING"


def pass_state(row: Pass, today: date) -> State | str:
    """Good, to come, ended, called back and why."""
    if row.revoked_at is not None:
        return "REVOKED", row.get_revoked_for_display().lower()
    if row.valid_until <= today:
        return "EXPIRED"
    return "ACTIVE" if row.valid_from <= today else "WAITING"


def device_state(row: Device) -> State | str:
    """Waiting for its code to be used, in use, called back."""
    if row.revoked_at is not None:
        return "REVOKED"
    return "ACTIVE" if row.enrolled_at is not None else "WAITING"


def rule_state(row: GateRule, today: date) -> State | str:
    """In force, to come, over, lifted."""
    if row.lifted_at is not None:
        return "CANCELLED"
    if row.valid_until is not None and row.valid_until <= today:
        return "EXPIRED"
    return "ACTIVE" if row.valid_from <= today else "WAITING"


def rule_whom(row: GateRule) -> str:
    """The group; of a person the beginning of the pass's name would say too much on a list."""
    if row.for_whom == RuleFor.PERSON:
        return _("Một người lao động")
    if row.for_whom == RuleFor.PROVINCE:
        catalogue, _colon, code = row.value.partition(":")
        return province_name(code, catalogue)
    return line_name(row.workshop, row.value)
