"""Raising obligations: who owes a form for a period; following what the register says about an enterprise."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.definitions.forms import form_for_period
from songhanh.enterprises.models import Enterprise
from songhanh.reporting import policies
from songhanh.reporting.models import Draft, Exemption, Obligation, ObligationState
from songhanh.reporting.queries.owing import missing_obligations
from songhanh.reporting.queries.periods import form_and_period
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
