"""What the register of people knows about the cells of a report."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from songhanh.core.scope import Scope, ScopeKind
from songhanh.definitions.forms import CheckKind, ReportForm
from songhanh.people.models import Employment
from songhanh.people.queries import headcount
from songhanh.reporting.models import Obligation

HOME = "VN"
DOMESTIC, FOREIGN, HIRED = (
    "register.headcount_domestic",
    "register.headcount_foreign",
    "register.new_hires",
)


def register_values(obligation: Obligation, definition: ReportForm) -> dict[str, Decimal]:
    """By cell code; empty when the form asks nothing of the register, or it holds nobody of this enterprise."""
    asked = {code: cell.prefilled_from for code, cell in definition.cells.items() if cell.prefilled_from}
    known = _known(obligation) if {DOMESTIC, FOREIGN, HIRED} & set(asked.values()) else {}
    return {code: Decimal(known[source]) for code, source in asked.items() if source in known}


def register_workers(obligation: Obligation, definition: ReportForm) -> Decimal | None:
    """Everybody employed on the period's last day, where a rule asks; None when the register holds nobody."""
    if all(rule.kind is not CheckKind.WORKERS for rule in definition.rules):
        return None
    scope = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({obligation.enterprise_id}))
    heads = headcount(scope=scope, on=obligation.period_until - timedelta(days=1))[""]
    return Decimal(heads) if heads else None


def _known(obligation: Obligation) -> Mapping[str, int]:
    scope = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({obligation.enterprise_id}))
    last_day = obligation.period_until - timedelta(days=1)
    heads = headcount(scope=scope, on=last_day, by="nationality")
    if not heads:
        return {}
    hired = Employment.objects.filter(
        enterprise=obligation.enterprise_id,
        joined_on__gte=obligation.period_from,
        joined_on__lt=obligation.period_until,
    )
    return {
        DOMESTIC: heads.get(HOME, 0),
        FOREIGN: sum(count for country, count in heads.items() if country != HOME),
        HIRED: hired.order_by().values("stay").distinct().count(),
    }
