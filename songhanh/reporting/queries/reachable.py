"""Whom to reach at an enterprise: who signs in for it, where mail goes, whom to call."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from songhanh.core.accounts.roles import ENTERPRISE_ROLES
from songhanh.core.models import Grant, User
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import ContactPoint, Enterprise


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call."""

    name: str
    position: str
    phone: str


@dataclass(slots=True)
class Reach:
    """All ways to one enterprise."""

    users: list[User] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


def reachable(enterprise_ids: Iterable[int], on: date) -> dict[int, Reach]:
    """By enterprise id, in three queries; addresses of users first, the office's own where there is no other."""
    wanted = set(enterprise_ids)
    found: dict[int, Reach] = defaultdict(Reach)
    for grant in _grants(wanted, on):
        assert grant.target_id is not None  # asked for by id
        _add_user(found[grant.target_id], grant.user)
    for point in _contact_points(wanted, on):
        reach = found[point.enterprise_id]
        if point.email and point.email not in reach.emails:
            reach.emails.append(point.email)
        if point.phone:
            reach.contacts.insert(0, Contact(point.full_name, point.position, point.phone))
    for pk, email, phone in Enterprise.objects.filter(pk__in=wanted).values_list("pk", "email", "phone"):
        if email and not found[pk].emails:
            found[pk].emails.append(email)
        if phone and phone not in {contact.phone for contact in found[pk].contacts}:
            found[pk].contacts.append(Contact("", "", phone))
    return dict(found)


def _grants(enterprise_ids: set[int], on: date) -> Iterable[Grant]:
    valid = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    rows = Grant.objects.filter(
        valid,
        kind=ScopeKind.ENTERPRISES,
        target_id__in=enterprise_ids,
        user__is_active=True,
        user__role__in=ENTERPRISE_ROLES,  # an officer's scope may be enterprises too
    )
    return rows.select_related("user").order_by("user__full_name")


def _contact_points(enterprise_ids: set[int], on: date) -> Iterable[ContactPoint]:
    valid = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    return ContactPoint.objects.filter(valid, enterprise__in=enterprise_ids).order_by("focal", "-since", "pk")


def _add_user(reach: Reach, user: User) -> None:
    if user not in reach.users:
        reach.users.append(user)
        if user.email and user.email not in reach.emails:
            reach.emails.append(user.email)
        if user.phone:
            reach.contacts.append(Contact(str(user), "", user.phone))
