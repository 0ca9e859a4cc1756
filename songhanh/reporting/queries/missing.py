"""Who is missing from a total, and on how many reports it stands."""

from dataclasses import dataclass

from django.db.models import QuerySet

from songhanh.definitions.forms import ReportPer, report_forms
from songhanh.reporting.models import Figure, Obligation, ObligationState
from songhanh.reporting.queries.counted import Asked, held


@dataclass(frozen=True)
class MissingReport:
    """One report that is owed for these days and has no number in."""

    enterprise: str  # code
    name: str
    park: str
    form: str
    period: str
    state: str


def reports_in(asked: Asked) -> int:
    """How many of the enterprises' own reports have their numbers in for these days."""
    return _counted(asked).order_by().values("obligation").distinct().count()


def missing_reports(asked: Asked) -> list[MissingReport]:
    """Owed, not exempt, neither accepted nor substituted, oldest first; forms per project are not added in."""
    owed = Obligation.objects.visible_to(asked.scope).filter(
        period_from__gte=asked.start, period_until__lte=asked.end, project=None
    )
    if asked.park:
        owed = owed.filter(enterprise__park__code=asked.park)
    owed = owed.exclude(state=ObligationState.EXEMPT).exclude(
        pk__in=_counted(asked).values("obligation").distinct()
    )
    return [
        MissingReport(
            o.enterprise.code, str(o.enterprise), o.enterprise.park.code, o.form_code, o.period_code, o.state
        )
        for o in owed.select_related("enterprise__park").order_by("period_from", "enterprise__code")
    ]


def _counted(asked: Asked) -> QuerySet[Figure]:
    """Figures of the enterprises' own forms. Told by the form: the obligations need not be looked up for it."""
    own = {form.code for form in report_forms() if form.per is ReportPer.ENTERPRISE}
    return held(Figure.objects.visible_to(asked.scope), asked.as_of).filter(
        form_code__in=own, period_from__gte=asked.start, period_until__lte=asked.end
    )
