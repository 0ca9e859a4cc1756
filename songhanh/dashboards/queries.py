"""What the home pages ask for. No facts live here: everything is another slice's."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from songhanh.core.accounts.roles import EnterpriseReporter, Leader, Officer
from songhanh.core.models import Grant, User
from songhanh.core.scope import Scope, ScopeKind
from songhanh.enterprises.models import Assignment, Enterprise
from songhanh.epidemic.models import HandOver
from songhanh.epidemic.queries import access
from songhanh.parks.models import IndustrialPark
from songhanh.reporting.models import Obligation, ObligationState, Question, ReportVersion, Review

TO_DO = (
    ObligationState.NEVER_OPENED,
    ObligationState.DRAFT,
    ObligationState.WAITING_INSIDE,
    ObligationState.RETURNED,
)
BOARD = (Leader.code, Officer.code)
ANSWERED_WITHIN = timedelta(days=60)


def enterprises_of(scope: Scope) -> list[Enterprise]:
    """The enterprises that a login serves."""
    return list(Enterprise.objects.visible_to(scope).select_related("park").order_by("code"))


def reports_to_do(scope: Scope) -> list[Obligation]:
    """Reports still owed to the Board, the earliest deadline first."""
    rows = Obligation.objects.visible_to(scope).filter(state__in=TO_DO)
    rows = rows.select_related("enterprise", "project", "latest", "draft__saved_by")
    return list(rows.order_by("due_at", "enterprise__code", "form_code", "project__code"))


def count_to_do(scope: Scope) -> int:
    """How many those are."""
    return Obligation.objects.visible_to(scope).filter(state__in=TO_DO).count()


def filed_since(scope: Scope, since: datetime) -> int:
    """How many reports were first filed from that moment on."""
    return Obligation.objects.visible_to(scope).filter(filed_at__gte=since).count()


def last_reviews(obligations: Sequence[Obligation]) -> dict[int, Review]:
    """The Board's last word on each report, by obligation id."""
    rows = Review.objects.filter(version__in=[o.latest_id for o in obligations if o.latest_id])
    return {row.version.obligation_id: row for row in rows.select_related("version").order_by("decided_at")}


def recent_reviews(scope: Scope, now: datetime, limit: int) -> list[Review]:
    """What the Board has decided lately, newest first."""
    rows = Review.objects.visible_to(scope).filter(decided_at__gte=now - ANSWERED_WITHIN)
    rows = rows.select_related("version__obligation__enterprise", "version__obligation__project")
    return list(rows.order_by("-decided_at", "-pk")[:limit])


def recent_answers(scope: Scope, now: datetime, limit: int) -> list[Question]:
    """Questions that the Board has answered lately, newest first."""
    rows = Question.objects.visible_to(scope).filter(answered_at__gte=now - ANSWERED_WITHIN)
    rows = rows.select_related("obligation__enterprise", "obligation__project", "answered_by")
    return list(rows.order_by("-answered_at", "-pk")[:limit])


def lists_handed(scope: Scope) -> list[HandOver]:
    """Lists of people to look after that the Board has handed over, the newest first."""
    return list(access.handed(scope)[:5])


def in_charge(enterprise: Enterprise, now: datetime) -> tuple[User, bool] | None:
    """The officer in charge today and whether that is a substitute."""
    on = timezone.localdate(now)
    valid = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = Assignment.objects.filter(valid, enterprise=enterprise).select_related("officer")
    row = rows.order_by("-substitute", "-since").first()
    return (row.officer, row.substitute) if row else None


def board_is_there() -> bool:
    """A leader, and an officer for the whole authority."""
    roles = Grant.objects.filter(user__is_active=True, kind=ScopeKind.AUTHORITY, user__role__in=BOARD)
    return set(roles.values_list("user__role", flat=True)) == set(BOARD)


def parks_are_there() -> bool:
    """At least one."""
    return IndustrialPark.objects.exists()


def enterprises_are_there() -> bool:
    """At least one."""
    return Enterprise.objects.exists()


def officers_are_in_charge() -> bool:
    """Of at least one enterprise."""
    return Assignment.objects.exists()


def reporters_are_there() -> bool:
    """Somebody who files for an enterprise."""
    return User.objects.filter(role=EnterpriseReporter.code, is_active=True).exists()


def periods_are_open() -> bool:
    """Something is owed."""
    return Obligation.objects.exists()


def reports_are_filed() -> bool:
    """The first report has come: the first steps are done."""
    return ReportVersion.objects.exists()
