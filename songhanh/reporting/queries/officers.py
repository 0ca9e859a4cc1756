"""Who looks after which enterprise on a day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from songhanh.core.accounts.roles import Officer
from songhanh.core.models import User
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Assignment
from songhanh.reporting.models import Obligation


def in_charge(on: date, scope: Scope) -> dict[int, tuple[int, str]]:
    """Enterprise id → (officer's id, name); who stands in goes before who is stood in for."""
    valid = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Assignment.objects.visible_to(scope).filter(valid).order_by("substitute", "since", "pk")
    return {
        enterprise: (officer, name)
        for enterprise, officer, name in rows.values_list("enterprise_id", "officer_id", "officer__full_name")
    }


def officers_of(rows: Sequence[Obligation], on: date, scope: Scope) -> dict[int, User]:
    """Who looks after each report, by its id: whom it was handed to, else who is in charge of the enterprise."""
    charge = in_charge(on, scope)
    held = {row.pk: row.officer_id or charge.get(row.enterprise_id, (0, ""))[0] for row in rows}
    found = User.objects.in_bulk(set(held.values()))
    return {pk: found[officer] for pk, officer in held.items() if officer in found}


def officers() -> list[User]:
    """Active officers by name: to whom a report can be handed."""
    return list(User.objects.filter(role=Officer.code, is_active=True).order_by("full_name", "username"))
