"""Grants: given, revoked, handed over to a successor."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core import policies
from songhanh.core.actions.notices import send_notice
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import Grant, User
from songhanh.core.queries import grants_open_on
from songhanh.core.scope import ScopeKind


@act("core:grant:given", _("Cấp phạm vi"))
def grant_scope(
    *,
    user: User,
    kind: str,
    target_id: int | None,
    label: str = "",
    valid_from: date,
    valid_until: date | None = None,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Grant:
    """Let `user` see the target in [valid_from, valid_until); `label` is its name today, frozen."""
    policies.check_can_grant(
        by, user, kind=kind, target_id=target_id, valid_from=valid_from, valid_until=valid_until
    )
    grant = Grant(
        user=user,
        kind=kind,
        target_id=target_id,
        label=label,
        valid_from=valid_from,
        valid_until=valid_until,
        reason=reason,
    )
    grant.save()
    return grant


@act("core:grant:revoked", _("Thu hồi phạm vi"))
def revoke_grant(*, grant: Grant, on: date, reason: str = "", by: Actor, now: datetime) -> Grant:
    """The grant's last day is the one before `on`."""
    policies.check_can_revoke(by, grant, on=on)
    _end(grant, on, reason)
    return grant


@act("core:grant:handed_over", _("Bàn giao phạm vi"))
def hand_over(
    *, outgoing: User, successor: User, on: date, reason: str = "", by: Actor, now: datetime
) -> list[Grant]:
    """From `on`, the successor holds what the outgoing user held by name; returns the new grants."""
    policies.check_can_hand_over(
        by, outgoing=outgoing, successor=successor, on=on, today=timezone.localdate(now)
    )
    held = {
        (grant.kind, grant.target_id) for grant in grants_open_on(successor, on) if grant.valid_from <= on
    }
    given = []
    ending = list(grants_open_on(outgoing, on).exclude(kind=ScopeKind.AUTHORITY))
    policies.check_something_to_hand_over(outgoing, ending)
    for old in ending:
        begin, until = max(on, old.valid_from), old.valid_until
        _end(old, begin, reason)
        if (old.kind, old.target_id) not in held:
            given.append(_successors(old, successor, begin, until, reason))
    send_notice(
        user=successor,
        kind="core.handed_over",
        text=_now("Nhận bàn giao %(count)s phạm vi từ %(name)s, từ %(day)s: %(labels)s.")
        % {
            "count": len(ending),
            "name": outgoing,
            "day": on.strftime("%d/%m/%Y"),
            "labels": ", ".join(grant.label or grant.kind for grant in ending),
        },
        by=by,
        now=now,
    )
    return given


def _end(grant: Grant, on: date, reason: str) -> None:
    grant.valid_until, grant.reason = on, reason or grant.reason
    grant.save()


def _successors(old: Grant, successor: User, begin: date, until: date | None, reason: str) -> Grant:
    grant = Grant(
        user=successor,
        kind=old.kind,
        target_id=old.target_id,
        label=old.label,
        valid_from=begin,
        valid_until=until,
        reason=reason,
    )
    grant.save()
    return grant
