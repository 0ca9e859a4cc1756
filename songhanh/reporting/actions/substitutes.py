"""Standing in for a missing report."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.figures import count_substitute
from songhanh.reporting.models import Figure, Obligation, Substitute, SubstituteHow


@acts.act("reporting:substitute:made", _("Lấy số thay cho báo cáo thiếu"))
def substitute_last_period(*, obligation: Obligation, reason: str, by: Actor, now: datetime) -> Substitute:
    """Take last period's accepted values; every figure made of them is an estimate and says so."""
    last = Figure.objects.filter(
        enterprise=obligation.enterprise_id,
        form_code=obligation.form_code,
        obligation__project=obligation.project_id,
        period_until=obligation.period_from,
        known_until=None,
    )
    values = {cell: format(value.normalize(), "f") for cell, value in last.values_list("cell", "value")}
    if not values:
        raise RefusedError("no_last_period", _("Kỳ trước cũng chưa có số được chấp nhận. Nhập số ước thay."))
    return _substitute(obligation, SubstituteHow.LAST_PERIOD, values, reason, by, now)


@acts.act("reporting:substitute:made", _("Lấy số thay cho báo cáo thiếu"))
def substitute_estimate(
    *, obligation: Obligation, values: Mapping[str, Decimal], reason: str, by: Actor, now: datetime
) -> Substitute:
    """Take the officer's own estimate."""
    texts = {cell: format(value.normalize(), "f") for cell, value in values.items()}
    return _substitute(obligation, SubstituteHow.ESTIMATE, texts, reason, by, now)


def _substitute(
    obligation: Obligation, how: SubstituteHow, values: dict[str, str], reason: str, by: Actor, now: datetime
) -> Substitute:
    policies.check_can_collect(by, obligation)
    policies.check_can_consolidate(by)
    if obligation.accepted_id is not None:
        raise RefusedError("already_accepted", _("Báo cáo đã được chấp nhận: không cần số thay thế."))
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do: số thay thế được đánh dấu ở mọi nơi nó xuất hiện."))
    substitute = Substitute(
        obligation=obligation,
        how=how,
        values=values,
        reason=reason,
        made_at=now,
        made_by_id=by.user_id,
        made_by_name=by.name,
    )
    substitute.save()
    count_substitute(substitute, since=now)
    return substitute
