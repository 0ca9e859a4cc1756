"""Who was shown a person unmasked."""

from datetime import datetime
from uuid import UUID

from songhanh.people.models import Revelation


def revelation_in_force(user_id: int | None, stay: UUID, now: datetime) -> Revelation | None:
    """The user's own revelation of a stay that has not ended."""
    rows = Revelation.objects.filter(user_id=user_id or 0, stay=stay, until__gt=now)
    return rows.order_by("-until").first()


def revelations_of(stay: UUID) -> list[Revelation]:
    """Who has seen this person unmasked, newest first."""
    return list(Revelation.objects.filter(stay=stay).select_related("user").order_by("-revealed_at")[:50])
