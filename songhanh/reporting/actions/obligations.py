"""Raising obligations: who owes a form for a period; following what the register says about an enterprise."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.definitions.forms import ReportForm, ReportPer, form_for_period
from songhanh.enterprises.models import Enterprise, Project
from songhanh.reporting import policies
from songhanh.reporting.models import Draft, Exemption, Obligation, ObligationState
from songhanh.reporting.queries.calendar import work_calendar
from songhanh.reporting.queries.periods import form_and_period
from songhanh.rules.deadlines import due_at
from songhanh.rules.periods import Period


@acts.act("reporting:obligation:raised", _("Mở kỳ báo cáo"))
def raise_obligations(*, form_code: str, period: Period, by: Actor, now: datetime) -> list[Obligation]:
    """One obligation per enterprise (or project) that worked during the period and has none yet."""
    policies.check_can_raise(by)
    return acts.insert(missing_obligations(form_for_period(form_code, period), period))


@acts.act("reporting:obligation:synchronised", _("Cập nhật nghĩa vụ báo cáo theo hồ sơ"))
def sync_obligations(*, enterprise: Enterprise, by: Actor, now: datetime) -> int:
    """Bring an enterprise's obligations in line with its days of opening, closing and exemption.

    Returns how many were raised, lifted or put back. What was filed is never touched.
    """
    policies.check_can_exempt(by, enterprise)
    return follow_register(enterprise, now)


def follow_register(enterprise: Enterprise, now: datetime) -> int:
    """The same, inside another act."""
    return _lift_or_put_back(enterprise) + _raise_late(enterprise, now)


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


def _lift_or_put_back(enterprise: Enterprise) -> int:
    """Reports that nobody filed: exempt where none is owed, owed again where one is."""
    exemptions = list(Exemption.objects.filter(enterprise=enterprise))
    open_ = Obligation.objects.filter(enterprise=enterprise, latest=None).select_related("project")
    drafted = set(Draft.objects.filter(obligation__in=open_).values_list("obligation_id", flat=True))
    changed = 0
    for obligation in open_:
        owed = _works(enterprise, obligation) and not any(_covers(each, obligation) for each in exemptions)
        if owed == (obligation.state != ObligationState.EXEMPT):
            continue
        back = ObligationState.DRAFT if obligation.pk in drafted else ObligationState.NEVER_OPENED
        obligation.state = back if owed else ObligationState.EXEMPT
        obligation.save()
        changed += 1
    return changed


def _works(enterprise: Enterprise, obligation: Obligation) -> bool:
    since, until, project = enterprise.operating_from, enterprise.closed_on, obligation.project
    working = _overlaps(since, until, obligation)
    return working and (project is None or _overlaps(project.started_on, project.ended_on, obligation))


def _overlaps(since: date | None, until: date | None, obligation: Obligation) -> bool:
    begun = since is None or since < obligation.period_until
    return begun and (until is None or until > obligation.period_from)


def _covers(exemption: Exemption, obligation: Obligation) -> bool:
    if exemption.form_code != obligation.form_code or obligation.period_from < exemption.since:
        return False
    return exemption.until is None or obligation.period_from < exemption.until


def _raise_late(enterprise: Enterprise, now: datetime) -> int:
    """Periods that others owe already and whose deadline is still ahead."""
    raised = Obligation.objects.filter(original_due_at__gt=now).order_by()
    rows: list[Obligation] = []
    for form_code, period_code in raised.values_list("form_code", "period_code").distinct():
        form, period = form_and_period(form_code, period_code)
        rows += missing_obligations(form, period, Q(pk=enterprise.pk))
    return len(acts.insert(rows))
