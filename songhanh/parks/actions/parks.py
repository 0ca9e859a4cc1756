"""Parks: added, changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.parks import policies
from songhanh.parks.models import IndustrialPark

CHANGEABLE = {
    "name", "name_en", "place", "state", "state_source", "planned_area_ha", "area_confidence",
    "investor_kind", "position", "source",
}  # fmt: skip


@acts.act("parks:park:added", _("Thêm khu công nghiệp"))
def add_parks(*, parks: Sequence[IndustrialPark], by: Actor, now: datetime) -> list[IndustrialPark]:
    """Store new parks; raises ValidationError where a field or a code is not right."""
    policies.check_can_add_parks(by)
    for park in parks:
        park.full_clean()
    return acts.insert(parks)


@acts.act("parks:park:changed", _("Sửa khu công nghiệp"))
def change_park(*, park: IndustrialPark, by: Actor, now: datetime, **changes: Any) -> IndustrialPark:
    """Change named fields; others are a mistake of the caller's."""
    policies.check_can_edit(by, park)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_park: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(park, name, value)
    park.full_clean()
    park.save()
    return park
