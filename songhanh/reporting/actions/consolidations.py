"""Sealing a consolidation: the figures of a period with the hash of the very rows they were counted from."""

from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models.counter import take
from songhanh.reporting import policies
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.figures import as_json, shown
from songhanh.reporting.queries.consolidated import figures
from songhanh.reporting.queries.counted import asked_of
from songhanh.reporting.queries.missing import missing_reports
from songhanh.reporting.queries.snapshot import snapshot_hash, source_ids
from songhanh.rules.periods import Period


@acts.act("reporting:consolidation:sealed", _("Chốt số tổng hợp"))
def consolidate(*, period: Period, by: Actor, now: datetime, as_of: datetime | None = None) -> Consolidation:
    """Count everything of `period` as it stood at `as_of` (None: now) and seal the answer."""
    policies.check_can_seal(by)
    moment = as_of or now
    asked = asked_of(period, by.scope, moment)
    counted = shown(figures(asked, year=period.year), period=period.code, as_of=moment)
    number = take(f"consolidation:{period.code}")[0]
    consolidation = Consolidation(
        number=f"TH-{period.code}-{number:02d}",
        period_code=period.code,
        period_from=asked.start,
        period_until=asked.end,
        as_of=moment,
        figures=[as_json(figure) for figure in counted.values()],
        sources=source_ids(asked),
        missing=[asdict(report) for report in missing_reports(asked)],
        snapshot_hash=snapshot_hash(asked),
        made_at=now,
        made_by_id=by.user_id,
        made_by_name=by.name,
    )
    consolidation.save()
    return consolidation
