"""Since 10/01/2022 two officers see no more than they are in charge of: one a park, one a set of enterprises."""

from datetime import date

from songhanh.core.actions.grants import grant_scope, revoke_grant
from songhanh.core.actor import Actor
from songhanh.core.models import Grant, User
from songhanh.core.scope import ScopeKind
from songhanh.demo.generation.enterprises import Enterprise
from songhanh.demo.generation.officers import AWAY, CAST_OFFICER, STANDS_IN
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import at
from songhanh.demo.loading.users import ADMINISTRATOR, officer_name

SINCE = date(2022, 1, 10)
NOW = at(SINCE, 8, 20)
REASON = "Thu hẹp phạm vi theo phân công phụ trách (minh họa)"
WHOLE = {1, AWAY, CAST_OFFICER, STANDS_IN}  # who leads, and whom manuals speak of


def load_scopes(desk: Desk) -> int:
    """Take the whole authority from two officers and give them what they are in charge of; how many grants."""
    charges: dict[int, list[Enterprise]] = {}
    for charge in desk.authority.charges:
        if charge.until is None and charge.officer not in WHOLE:
            charges.setdefault(charge.officer, []).append(charge.enterprise)
    of_one_park = [n for n, each in sorted(charges.items()) if len({e.park.code for e in each}) == 1]
    given = 0
    for number in of_one_park[:1]:
        park = desk.register.parks[charges.pop(number)[0].park.code]
        given += _narrow(desk, number, [(ScopeKind.PARKS, park.pk, park.name)])
    for number in sorted(charges)[-1:]:
        rows = [desk.register.enterprises[e.number] for e in charges[number]]
        given += _narrow(desk, number, [(ScopeKind.ENTERPRISES, row.pk, row.short_name) for row in rows])
    return given


def scopes_are_loaded() -> bool:
    """Whether an officer holds less than the whole."""
    return Grant.objects.filter(kind=ScopeKind.ENTERPRISES, user__role="OFFICER").exists()


def _narrow(desk: Desk, number: int, targets: list[tuple[str, int, str]]) -> int:
    user, by = desk.users.officer(number), desk.users.actor(ADMINISTRATOR)
    _revoke(user, by)
    for kind, target_id, label in targets:
        grant_scope(
            user=user, kind=kind, target_id=target_id, label=label, valid_from=SINCE, reason=REASON, by=by, now=NOW
        )  # fmt: skip
    desk.users.forget(officer_name(number))
    return len(targets)


def _revoke(user: User, by: Actor) -> None:
    for grant in Grant.objects.filter(user=user, kind=ScopeKind.AUTHORITY, valid_until=None):
        revoke_grant(grant=grant, on=SINCE, reason=REASON, by=by, now=NOW)
