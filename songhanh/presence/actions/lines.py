"""Plans of lines, dated; and what is added where something was not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Place
from songhanh.presence import policies
from songhanh.presence.models import LinePlan, Margins
from songhanh.presence.queries.margins import margins_of


@dataclass(frozen=True, slots=True)
class Plan:
    """How many are to come to a line and shift, and with how few it still runs."""

    line: Place
    shift: str
    planned: int
    minimum_crew: int


@act("presence:plan:set", _("Ghi định biên của chuyền"))
def set_line_plans(
    *, enterprise: Enterprise, plans: Sequence[Plan], valid_from: date, by: Actor, now: datetime
) -> list[LinePlan]:
    """From a day on, until the next plan of the same line and shift; that of the same day is corrected."""
    policies.check_can_manage(by, enterprise)
    for each in plans:
        policies.check_plan(enterprise, each.line, each.planned, each.minimum_crew)
    known = {
        (row.line_id, row.shift): row
        for row in LinePlan.objects.filter(enterprise=enterprise, valid_from=valid_from)
    }
    corrected, fresh = [], []
    for each in plans:
        row = known.get((each.line.pk, each.shift))
        if row is None:
            row = LinePlan(enterprise=enterprise, line=each.line, shift=each.shift, valid_from=valid_from)
            fresh.append(row)
        else:
            corrected.append(row)
        row.planned, row.minimum_crew = each.planned, each.minimum_crew
        row.set_at, row.set_by_id = now, by.user_id
    for row in corrected:
        row.save()
    return [*acts.insert(fresh), *corrected]


@act("presence:margins:set", _("Đặt khoảng bù của lượt có mặt"))
def set_margins(
    *, enterprise: Enterprise, after_shift_minutes: int, longest_hours: int, doubled_seconds: int,
    ride_minutes: int, by: Actor, now: datetime,
) -> Margins:  # fmt: skip
    """Days follow when they are rebuilt."""
    policies.check_can_manage(by, enterprise)
    margins = margins_of(enterprise)
    margins.after_shift_minutes, margins.longest_hours = after_shift_minutes, longest_hours
    margins.doubled_seconds, margins.ride_minutes = doubled_seconds, ride_minutes
    margins.save()
    return margins
