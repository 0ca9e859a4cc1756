"""Rosters: people, a line or a shift set to a place for some hours of some days; ended, or withdrawn as a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place
from songhanh.presence import policies
from songhanh.presence.models import Roster, RosterFor


@dataclass(frozen=True, slots=True)
class Terms:
    """Where, at which hours (over midnight where they end before they begin), on which days [from, until).

    `stays` for persons, `line` for a line, `shift` for a shift, or for one shift of that line.
    """

    place: Place
    for_whom: RosterFor
    starts_at: time
    ends_at: time
    valid_from: date
    valid_until: date | None = None
    weekdays: str = "1234567"
    stays: tuple[UUID, ...] = ()
    line: Place | None = None
    shift: str = ""


@act("presence:roster:set", _("Phân nơi"))
def set_rosters(*, enterprise: Enterprise, terms: Sequence[Terms], by: Actor, now: datetime) -> list[Roster]:
    """One row a person, line or shift; all of them or none."""
    policies.check_can_manage(by, enterprise)
    for each in terms:
        policies.check_roster(enterprise, each.place, each.line, each.starts_at, each.ends_at, each.weekdays)
        policies.check_days(each.valid_from, each.valid_until)
        of_group = each.for_whom != RosterFor.PERSON
        line = each.line if each.for_whom == RosterFor.LINE else None
        shift = each.shift if each.for_whom == RosterFor.SHIFT else ""
        policies.check_whom(enterprise, stays=None if of_group else each.stays, line=line, shift=shift)
    rows = [
        Roster(
            enterprise=enterprise,
            place=each.place,
            for_whom=each.for_whom,
            stay=stay,
            line=each.line if each.for_whom == RosterFor.LINE else None,
            shift=each.shift if each.for_whom != RosterFor.PERSON else "",
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            weekdays=each.weekdays,
            valid_from=each.valid_from,
            valid_until=each.valid_until,
            set_at=now,
            set_by_id=by.user_id,
        )
        for each in terms
        for stay in (each.stays if each.for_whom == RosterFor.PERSON else (None,))
    ]
    return acts.insert(rows)


@act("presence:roster:ended", _("Cho hết phân nơi"))
def end_roster(*, roster: Roster, valid_until: date, by: Actor, now: datetime) -> Roster:
    """It holds no more from a day on; what was before stays as it was."""
    policies.check_can_manage(by, roster.enterprise)
    policies.check_can_end(roster, valid_until)
    if valid_until == roster.valid_from:
        roster.withdrawn_at, roster.withdrawn_by_id = now, by.user_id  # it never held
    else:
        roster.valid_until = valid_until
    roster.save()
    return roster


@act("presence:roster:withdrawn", _("Hủy phân nơi nhầm"))
def withdraw_roster(*, roster: Roster, by: Actor, now: datetime) -> Roster:
    """As if it had never been: past days follow when they are rebuilt."""
    policies.check_can_manage(by, roster.enterprise)
    policies.check_open(roster)
    roster.withdrawn_at, roster.withdrawn_by_id = now, by.user_id
    roster.save()
    return roster
