"""Plots: added."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.parks import policies
from songhanh.parks.models import Plot


@acts.act("parks:plot:added", _("Thêm lô đất"))
def add_plots(*, plots: Sequence[Plot], by: Actor, now: datetime) -> list[Plot]:
    """Store new plots; a code stands once in a park."""
    for park in {plot.park_id: plot.park for plot in plots}.values():
        policies.check_can_edit(by, park)
    return acts.insert(plots)
