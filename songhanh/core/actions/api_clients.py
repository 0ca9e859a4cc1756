"""Clients of the API: their tokens are issued, renewed, revoked. A token is told once and never kept."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import policies
from songhanh.core.accounts.api_clients import HINT, hash_of, new_token
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import Target
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import ApiClient


@act("core:api_client:issued", _("Cấp mã truy cập API"))
def issue_client(
    *,
    name: str,
    role: str,
    permissions: Sequence[Permission],
    targets: Sequence[Target],
    valid_until: date | None = None,
    by: Actor,
    now: datetime,
) -> tuple[ApiClient, str]:
    """A new client with its token."""
    today = timezone.localdate(now)
    policies.check_can_issue_client(
        by, name=name, role=role, permissions=permissions, targets=targets, valid_until=valid_until, on=today
    )
    client = ApiClient(
        name=name,
        role=role,
        permissions=sorted(permissions),
        kind=targets[0].kind,
        target_ids=sorted(target.target_id for target in targets if target.target_id is not None),
        label=", ".join(target.label for target in targets)[:300],
        issued_at=now,
        issued_by_id=by.user_id,
        valid_until=valid_until,
    )
    return client, _with_new_token(client)


@act("core:api_client:renewed", _("Đổi mã truy cập API"))
def renew_token(*, client: ApiClient, by: Actor, now: datetime) -> str:
    """Another token; the one before opens nothing from now on."""
    policies.check_can_change_client(by, client)
    return _with_new_token(client)


@act("core:api_client:revoked", _("Thu hồi mã truy cập API"))
def revoke_client(*, client: ApiClient, by: Actor, now: datetime) -> ApiClient:
    """For good: the client stays in the list, its token opens nothing."""
    policies.check_can_change_client(by, client)
    client.revoked_at = now
    client.save()
    return client


@act("core:api_client:used", _("Dùng API trong ngày"))
def note_use(*, client: ApiClient, by: Actor, now: datetime) -> None:
    """The first use of a day is written down; a write for every question would be too many."""
    client.last_used_on = timezone.localdate(now)
    client.save()


def _with_new_token(client: ApiClient) -> str:
    token = new_token()
    client.token_hash, client.hint = hash_of(token), token[-HINT:]
    client.save()
    return token
