"""Who approves inside an enterprise, before a report goes to the Board."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from songhanh.core.accounts.roles import EnterpriseApprover
from songhanh.core.models import User
from songhanh.core.scope import ScopeKind


def approvers_of(enterprise_id: int, now: datetime) -> list[User]:
    """Active users who hold the approver's role for this enterprise on the day."""
    on = timezone.localdate(now)
    valid = Q(grants__valid_until=None) | Q(grants__valid_until__gt=on)
    found = User.objects.filter(
        valid,
        role=EnterpriseApprover.code,
        is_active=True,
        grants__kind=ScopeKind.ENTERPRISES,
        grants__target_id=enterprise_id,
        grants__valid_from__lte=on,
    )
    return list(found.distinct().order_by("full_name"))
