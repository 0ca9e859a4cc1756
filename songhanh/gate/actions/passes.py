"""Passes: issued in bulk, called back, replaced, kept in step with the employment register."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.bulk import without_collector
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.actions.keys import first_key
from songhanh.gate.models import Kind, Pass, PassBatch, PassKey, RevokedFor
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.queries import passes as queries
from songhanh.gate.tokens import MOST_NUMBER

USUAL_DAYS = 730  # of a worker's pass
RENEWED_BEFORE = timedelta(days=30)  # a pass that ends sooner gets more days


@act("gate:pass:issued", _("Cấp thẻ QR"))
@without_collector()
def issue_passes(
    *, enterprises: Sequence[Enterprise], days: int = USUAL_DAYS, by: Actor, now: datetime
) -> list[PassBatch]:
    """A pass for everybody who works there today and has none; one batch an enterprise, none where nobody lacks one."""
    today = timezone.localdate(now)
    until = today + timedelta(days=days)
    policies.check_days(today, until, most=policies.MOST_DAYS)
    for enterprise in enterprises:
        policies.check_can_manage(by, enterprise)
    key = first_key(now)
    batches = [
        _issue(each, queries.stays_without_pass(each, today), (today, until), key, by, now)
        for each in enterprises
    ]
    raise_revision(each.enterprise_id for each in batches if each)
    return [each for each in batches if each]


@act("gate:pass:kept", _("Cấp và thu hồi thẻ theo danh sách lao động"))
def keep_passes(
    *, enterprise: Enterprise, days: int = USUAL_DAYS, by: Actor, now: datetime
) -> tuple[int, int]:
    """Passes for joiners, none for leavers, more days for who stays: (issued, called back). For the schedule."""
    policies.check_can_manage(by, enterprise)
    today = timezone.localdate(now)
    left = list(queries.of_leavers(today).filter(enterprise=enterprise))
    for row in left:
        row.revoked_at, row.revoked_for = now, RevokedFor.LEFT
    acts.amend(left, ("revoked_at", "revoked_for"))
    joined = queries.stays_without_pass(enterprise, today)
    ending = list(queries.running_out(today + RENEWED_BEFORE).filter(enterprise=enterprise))
    for row in ending:
        row.valid_until = today + timedelta(days=days)
    acts.amend(ending, ("valid_until",))
    batch = _issue(enterprise, joined, (today, today + timedelta(days=days)), first_key(now), by, now)
    if left or ending or batch:
        raise_revision([enterprise.pk])
    return (batch.count if batch else 0), len(left)


@act("gate:pass:revoked", _("Thu hồi thẻ QR"))
def revoke_pass(*, pass_: Pass, reason: RevokedFor, by: Actor, now: datetime) -> Pass:
    """It lets nobody in any more."""
    policies.check_can_manage(by, pass_.enterprise)
    policies.check_can_revoke(pass_)
    called_back(pass_, reason, now)
    return pass_


@act("gate:pass:replaced", _("Đổi thẻ QR"))
def replace_pass(*, pass_: Pass, reason: RevokedFor, by: Actor, now: datetime) -> Pass:
    """A new number for the same person and days; the old pass lets nobody in."""
    policies.check_can_manage(by, pass_.enterprise)
    policies.check_can_revoke(pass_)
    called_back(pass_, reason, now)
    days = (max(pass_.valid_from, timezone.localdate(now)), pass_.valid_until)
    policies.check_days(*days, most=policies.MOST_DAYS)
    new = one_pass(
        pass_.enterprise,
        Kind(pass_.kind),
        pass_.label,
        days,
        by,
        now,
        stay=pass_.stay,
        announcement=pass_.announcement,
    )
    pass_.replaced_by = new
    pass_.save()
    return new


def called_back(pass_: Pass, reason: RevokedFor, now: datetime) -> None:
    """Within an act: mark it, and let the devices know."""
    pass_.revoked_at, pass_.revoked_for = now, reason
    pass_.save()
    raise_revision([pass_.enterprise_id])


def one_pass(
    enterprise: Enterprise, kind: Kind, label: str, days: tuple[date, date], by: Actor, now: datetime, **whose: Any
) -> Pass:  # fmt: skip
    """Within an act: a single pass in a batch of its own."""
    number = new_number()
    made = Pass(
        number=number,
        kind=kind,
        enterprise=enterprise,
        label=label[:120],
        valid_from=days[0],
        valid_until=days[1],
        key=first_key(now),
        batch=_batch(enterprise, [number], by, now),
        **whose,
    )
    made.save()
    raise_revision([enterprise.pk])
    return made


def new_number() -> int:
    """63 random bits, never 0: nobody can guess another's."""
    return secrets.randbelow(MOST_NUMBER) + 1


def _issue(
    enterprise: Enterprise, lacking: Sequence[tuple[uuid.UUID, str]], days: tuple[date, date], key: PassKey, by: Actor,
    now: datetime,
) -> PassBatch | None:  # fmt: skip
    if not lacking:
        return None
    count, numbers = len(lacking), [new_number() for _each in lacking]
    batch = _batch(enterprise, numbers, by, now)
    acts.insert_columns(
        Pass,
        {
            "uuid": [uuid.uuid4() for _each in lacking],
            "number": numbers,
            "kind": [Kind.WORKER.value] * count,
            "enterprise_id": [enterprise.pk] * count,
            "stay": [stay for stay, _code in lacking],
            "announcement_id": [None] * count,
            "label": [code for _stay, code in lacking],
            "valid_from": [days[0]] * count,
            "valid_until": [days[1]] * count,
            "key_id": [key.pk] * count,
            "batch_id": [batch.pk] * count,
            "revoked_at": [None] * count,
            "revoked_for": [""] * count,
            "replaced_by_id": [None] * count,
        },
    )
    return batch


def _batch(enterprise: Enterprise, numbers: list[int], by: Actor, now: datetime) -> PassBatch:
    listed = "".join(f"{number}\n" for number in sorted(numbers))
    batch = PassBatch(
        enterprise=enterprise,
        issued_at=now,
        issued_by_id=by.user_id,
        count=len(numbers),
        numbers_hash=sha256(listed.encode()).hexdigest(),
    )
    batch.save()
    return batch
