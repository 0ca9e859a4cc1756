"""Who owes a form for a period, and which of it nobody has raised yet."""

from collections.abc import Iterator

from django.db.models import Q

from songhanh.definitions.forms import ReportForm, ReportPer
from songhanh.enterprises.models import Enterprise, Project
from songhanh.reporting.models import Exemption, Obligation, ObligationState
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.rules.deadlines import due_at
from songhanh.rules.periods import Period


def missing_obligations(form: ReportForm, period: Period, only: Q | None = None) -> list[Obligation]:
    """What is owed and not raised yet, unsaved; `only` narrows the enterprises."""
    due = due_at(form.deadline, period.end, work_calendar())
    existing = set(
        Obligation.objects.filter(form_code=form.code, period_code=period.code).values_list(
            "enterprise_id", "project_id"
        )
    )
    exempt = _exempt(form.code, period)
    return [
        Obligation(
            enterprise=enterprise,
            project=project,
            form_code=form.code,
            form_version=form.version,
            period_code=period.code,
            period_from=period.start,
            period_until=period.end,
            original_due_at=due,
            due_at=due,
            state=ObligationState.EXEMPT if enterprise.pk in exempt else ObligationState.NEVER_OPENED,
        )
        for enterprise, project in _owing(form, period, only or Q())
        if (enterprise.pk, project.pk if project else None) not in existing
    ]


def _owing(form: ReportForm, period: Period, only: Q) -> Iterator[tuple[Enterprise, Project | None]]:
    working = Q(operating_from__lt=period.end) & (Q(closed_on=None) | Q(closed_on__gt=period.start))
    enterprises = Enterprise.objects.filter(working & only)
    if form.per is ReportPer.ENTERPRISE:
        yield from ((enterprise, None) for enterprise in enterprises)
        return
    begun = Q(started_on=None) | Q(started_on__lt=period.end)
    running = begun & (Q(ended_on=None) | Q(ended_on__gt=period.start))
    projects = Project.objects.filter(running, enterprise__in=enterprises)
    yield from ((project.enterprise, project) for project in projects.select_related("enterprise"))


def _exempt(form_code: str, period: Period) -> set[int]:
    valid = Q(since__lte=period.start) & (Q(until=None) | Q(until__gt=period.start))
    return set(Exemption.objects.filter(valid, form_code=form_code).values_list("enterprise_id", flat=True))
