"""Plots: added, changed, one entered by mistake taken out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.parks import policies
from songhanh.parks.models import Plot

CHANGEABLE = {"code", "area_ha", "purpose"}


@acts.act("parks:plot:added", _("Thêm lô đất"))
def add_plots(*, plots: Sequence[Plot], by: Actor, now: datetime) -> list[Plot]:
    """Store new plots; a code stands once in a park."""
    for park in {plot.park_id: plot.park for plot in plots}.values():
        policies.check_can_edit(by, park)
    for plot in plots:
        policies.check_plot(plot)
        plot.full_clean(validate_unique=len(plots) == 1, validate_constraints=len(plots) == 1)
    return acts.insert(plots)


@acts.act("parks:plot:changed", _("Sửa lô đất"))
def change_plot(*, plot: Plot, by: Actor, now: datetime, **changes: Any) -> Plot:
    """Change named fields; others are a mistake of the caller's."""
    policies.check_can_edit(by, plot.park)
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"change_plot: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(plot, name, value)
    policies.check_plot(plot)
    plot.full_clean()
    plot.save()
    return plot


@acts.act("parks:plot:withdrawn", _("Gỡ lô đất ghi nhầm"))
def withdraw_plot(*, plot: Plot, by: Actor, now: datetime) -> None:
    """Take out one on which nobody ever stood."""
    policies.check_can_edit(by, plot.park)
    try:
        plot.delete()
    except ProtectedError as error:
        raise RefusedError(
            "plot_in_use",
            _("Lô %(code)s đã có doanh nghiệp đứng hoặc có dự án, không gỡ được."),
            code=plot.code,
        ) from error
