"""Plan figures."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.definitions.indicators import indicator
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark
from songhanh.reporting import policies
from songhanh.reporting.models import Target


@acts.act("reporting:target:set", _("Nhập chỉ tiêu kế hoạch"))
def set_target(
    *,
    indicator_code: str,
    year: int,
    value: Decimal,
    decision_number: str,
    by: Actor,
    now: datetime,
    quarter: int | None = None,
    park: IndustrialPark | None = None,
    enterprise: Enterprise | None = None,
    decided_on: date | None = None,
    decided_by_name: str = "",
) -> Target:
    """A new version of a target; the older ones stay."""
    policies.check_can_set_target(by, park, enterprise)
    _check(value, quarter, decision_number)
    same = Target.objects.filter(
        indicator=indicator_code, year=year, quarter=quarter, park=park, enterprise=enterprise
    )
    last = same.aggregate(last=Max("version"))["last"] or 0
    target = Target(
        indicator=indicator_code,
        year=year,
        quarter=quarter,
        park=park,
        enterprise=enterprise,
        value=value,
        unit=indicator(indicator_code).unit,
        decision_number=decision_number,
        decided_on=decided_on,
        decided_by_name=decided_by_name,
        version=last + 1,
        set_at=now,
        set_by_id=by.user_id,
    )
    target.save()
    return target


def _check(value: Decimal, quarter: int | None, decision_number: str) -> None:
    if not decision_number.strip():
        raise RefusedError("no_decision", _("Ghi số quyết định giao chỉ tiêu."))
    if value < 0 or quarter not in {None, 1, 2, 3, 4}:
        raise RefusedError("bad_target", _("Chỉ tiêu là số không âm; quý từ 1 đến 4."))
