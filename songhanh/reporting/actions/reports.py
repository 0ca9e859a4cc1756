"""The dual-goal report: consolidated, drafted, taken to the signer."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.definitions.authority import authority_on
from songhanh.documents.actions.documents import draft_document
from songhanh.documents.models import OfficialDocument
from songhanh.reporting.actions.consolidations import consolidate
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.content import Reported
from songhanh.reporting.presenters.dual_goal import Standing, draft
from songhanh.reporting.presenters.figures import sealed
from songhanh.reporting.queries.consolidated import plans_set
from songhanh.reporting.queries.counted import Asked, asked_of
from songhanh.reporting.queries.missing import reports_in
from songhanh.reporting.queries.reported import subject_of
from songhanh.reporting.queries.snapshot import snapshot_hash
from songhanh.rules.periods import Period


@acts.act("reporting:report:drafted", _("Soạn báo cáo mục tiêu kép"))
def draft_dual_goal(
    *, period: Period, by: Actor, now: datetime, as_of: datetime | None = None
) -> OfficialDocument:
    """Seal a consolidation of the period and draft the report from its figures."""
    consolidation = consolidate(period=period, by=by, now=now, as_of=as_of)
    next_year = plans_set(period.year + 1, asked_of(period, by.scope, as_of or now))
    named = {code: plan.value for code, plan in next_year.items()}
    counted = Asked(consolidation.period_from, consolidation.period_until, by.scope, consolidation.as_of)
    standing = Standing(reports_in(counted), len(consolidation.missing))
    authority = authority_on(now.date())
    return draft_document(
        type_code="BC",
        symbol=f"BC-{authority.symbol}",
        abstract=f"Kết quả thực hiện mục tiêu kép {period.label_vi()}",
        subject=subject_of(str(consolidation.uuid)),
        body={
            "blocks": draft(sealed(consolidation), period, named, standing, consolidation.period_until),
            "reports": standing.counted,
            "next_year": {code: format(value.normalize(), "f") for code, value in named.items()},
            "next_year_targets": {code: str(plan.target) for code, plan in next_year.items()},
        },
        place=authority.place,
        signer_title=authority.head_title,
        by=by,
        now=now,
    )


@acts.act("reporting:report:asked", _("Lập báo cáo mục tiêu kép"))
def report_of(*, period: Period, by: Actor, now: datetime, as_of: datetime | None = None) -> Reported:
    """The newest report of these very numbers: an existing one if nothing has changed since, else a new draft."""
    asked = asked_of(period, by.scope, as_of or now)
    same = Consolidation.objects.filter(period_code=period.code, snapshot_hash=snapshot_hash(asked)).first()
    if same is not None:
        document = OfficialDocument.objects.filter(subject=subject_of(str(same.uuid))).first()
        if document is not None:
            return Reported(document, same)
    document = draft_dual_goal(period=period, by=by, now=now, as_of=as_of)
    return Reported(document, Consolidation.objects.get(uuid=document.subject.split(":")[1]))
