"""A program of somebody else's that reads or files through the API (khách API)."""

from typing import ClassVar

from django.db import models

from songhanh.core.accounts.roles import ROLE_CHOICES
from songhanh.core.records import Record, declare
from songhanh.core.scope import ScopeKind


class ApiClient(Record):
    """Some of one role's permissions over one scope, held by a token of which only the hash is kept.

    `target_ids` are parks or enterprises by `kind` (empty for the authority), `label` their names at issuing,
    `hint` the token's last letters. From the day `valid_until` on the token no longer opens anything.
    """

    privacy = declare(
        keep="name role permissions kind target_ids label hint issued_at issued_by valid_until revoked_at "
        "last_used_on",
        scrub="token_hash",
    )

    name = models.CharField(max_length=60, unique=True)
    role = models.CharField(max_length=24, choices=ROLE_CHOICES)
    permissions = models.JSONField(default=list)
    kind = models.CharField(max_length=12, choices=[(k, k) for k in ScopeKind])
    target_ids = models.JSONField(default=list)
    label = models.CharField(max_length=300, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    valid_until = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
