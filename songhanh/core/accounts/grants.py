"""From a user's grants to a scope."""

from datetime import date

from django.db.models import Q

from songhanh.core.models import Grant, User
from songhanh.core.scope import EVERYTHING, NOTHING, Scope, ScopeKind


def scope_of(user: User, on: date) -> Scope:
    """What `user` sees on that day: the widest kind among the grants that are valid then."""
    valid = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    grants = list(Grant.objects.filter(valid, user=user).values_list("kind", "target_id"))
    kinds = {kind for kind, _ in grants}
    if ScopeKind.AUTHORITY in kinds:
        return EVERYTHING
    if ScopeKind.PARKS in kinds:
        return Scope(ScopeKind.PARKS, park_ids=_targets(grants, ScopeKind.PARKS))
    if ScopeKind.ENTERPRISES in kinds:
        return Scope(ScopeKind.ENTERPRISES, enterprise_ids=_targets(grants, ScopeKind.ENTERPRISES))
    return NOTHING


def _targets(grants: list[tuple[str, int | None]], kind: ScopeKind) -> frozenset[int]:
    return frozenset(target for kind_, target in grants if kind_ == kind and target is not None)
