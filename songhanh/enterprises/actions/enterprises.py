"""Enterprises: added, changed, moved to another park, closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.definitions.units import fold
from songhanh.enterprises import policies
from songhanh.enterprises.models import Enterprise, Siting
from songhanh.parks.models import IndustrialPark, Plot

CHANGEABLE = {
    "name", "short_name", "tax_code", "sector", "trade", "ownership", "country", "address", "phone", "email",
    "website",
}  # fmt: skip


@acts.act("enterprises:enterprise:added", _("Thêm doanh nghiệp"))
def add_enterprises(
    *, enterprises: Sequence[Enterprise], plots: Sequence[Plot | None] = (), by: Actor, now: datetime
) -> list[Enterprise]:
    """Store new enterprises, each sited in its park (on the plot of the same place) since it operates.

    Raises ValidationError where a field is not right, such as a wrong check digit of the tax code.
    """
    for park in {enterprise.park_id: enterprise.park for enterprise in enterprises}.values():
        policies.check_can_edit_in(by, park)
    for enterprise in enterprises:
        enterprise.name_key = name_key(enterprise)
        enterprise.full_clean(validate_unique=len(enterprises) == 1)
    stored = acts.insert(enterprises)
    places = plots or [None] * len(stored)
    acts.insert([_siting(e, e.park, plot, e.operating_from) for e, plot in zip(stored, places, strict=True)])
    return stored


@acts.act("enterprises:enterprise:changed", _("Sửa hồ sơ doanh nghiệp"))
def change_enterprise(*, enterprise: Enterprise, by: Actor, now: datetime, **changes: Any) -> Enterprise:
    """Change named fields; others are a mistake of the caller's."""
    policies.check_can_edit(by, [enterprise])
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_enterprise: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(enterprise, name, value)
    enterprise.name_key = name_key(enterprise)
    enterprise.full_clean()
    enterprise.save()
    return enterprise


@acts.act("enterprises:enterprise:moved", _("Chuyển doanh nghiệp sang khu khác"))
def move_enterprise(
    *,
    enterprise: Enterprise,
    park: IndustrialPark,
    on: date,
    reason: str,
    by: Actor,
    now: datetime,
    plot: Plot | None = None,
) -> Siting:
    """From `on` it stands in `park`, on `plot`; the figures of earlier days stay where it stood then."""
    policies.check_can_edit(by, [enterprise])
    policies.check_can_edit_in(by, park)
    last = Siting.objects.filter(enterprise=enterprise).latest("since")
    policies.check_can_move(enterprise, last, park, on, plot)
    if on == last.since:  # the plot of the place where it stands was not known until now
        last.plot = plot
        last.save()
        return last
    last.until = on
    last.save()
    siting = _siting(enterprise, park, plot, on, reason)
    siting.save()
    enterprise.park = park
    enterprise.save()
    return siting


@acts.act("enterprises:enterprise:move_taken_back", _("Bỏ lần chuyển gần nhất"))
def take_back_move(*, enterprise: Enterprise, by: Actor, now: datetime) -> Siting:
    """The last move never was: it stands where it stood before."""
    policies.check_can_edit(by, [enterprise])
    sitings = list(Siting.objects.filter(enterprise=enterprise).order_by("since").select_related("park"))
    policies.check_can_take_back_move(sitings)
    before, last = sitings[-2:]
    policies.check_can_edit_in(by, before.park)
    last.delete()
    before.until = None
    before.save()
    enterprise.park = before.park
    enterprise.save()
    return before


@acts.act("enterprises:enterprise:reopened", _("Bỏ ghi nhận doanh nghiệp ngừng hoạt động"))
def reopen_enterprise(*, enterprise: Enterprise, by: Actor, now: datetime) -> Enterprise:
    """The closing is taken back: it owes reports on."""
    policies.check_can_edit(by, [enterprise])
    enterprise.closed_on = None
    enterprise.save()
    return enterprise


@acts.act("enterprises:enterprise:closed", _("Ghi nhận doanh nghiệp ngừng hoạt động"))
def close_enterprise(*, enterprise: Enterprise, on: date, by: Actor, now: datetime) -> Enterprise:
    """From `on` it owes no reports; what it reported stays."""
    policies.check_can_edit(by, [enterprise])
    policies.check_can_close(enterprise, on)
    enterprise.closed_on = on
    enterprise.save()
    return enterprise


def name_key(enterprise: Enterprise) -> str:
    """The names and the tax code as a search compares them: lower case without diacritics."""
    return fold(f"{enterprise.name} {enterprise.short_name} {enterprise.tax_code}")[:300]


def _siting(
    enterprise: Enterprise, park: IndustrialPark, plot: Plot | None, since: date, reason: str = ""
) -> Siting:
    return Siting(enterprise=enterprise, park=park, plot=plot, since=since, reason=reason)
