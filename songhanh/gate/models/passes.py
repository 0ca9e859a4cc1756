"""A pass (thẻ QR): what lets a person through the gates of one enterprise for some days."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, Sealed, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models.announcement import VisitorAnnouncement
from songhanh.gate.models.key import PassKey
from songhanh.gate.tokens import Claims, PassKind, encode, tag_of


class Kind(models.TextChoices):
    """Whose pass; tokens hold `PassKind`."""

    WORKER = "WORKER", _("Người lao động")
    VISITOR = "VISITOR", _("Khách")
    CONTRACTOR = "CONTRACTOR", _("Nhà thầu")
    DRIVER = "DRIVER", _("Lái xe")


class RevokedFor(models.TextChoices):
    """Why a pass lets nobody in any more."""

    LOST = "LOST", _("Mất thẻ")
    DAMAGED = "DAMAGED", _("Thẻ hỏng")
    LEFT = "LEFT", _("Đã nghỉ việc")
    CANCELLED = "CANCELLED", _("Hủy đăng ký vào")
    MISTAKE = "MISTAKE", _("Cấp nhầm")


class PassBatch(Sealed):
    """One act of issuing: its passes name it, and `numbers_hash` shows that they are still the same ones."""

    privacy = declare(keep="enterprise issued_at issued_by count numbers_hash")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    count = models.PositiveIntegerField()
    numbers_hash = models.CharField(max_length=64)  # SHA-256 of the numbers in ascending order, a line each

    def __str__(self) -> str:
        return str(self.uuid)


class Pass(Record):
    """`number` (63 random bits) stands in the QR code; valid in [valid_from, valid_until) unless revoked.

    A worker's names the stay of the employment (`people`), a day pass its announcement; `label` is what the guard
    reads on it: the worker's code, the number of a guest's announcement.
    """

    privacy = declare(
        keep="number kind enterprise stay announcement valid_from valid_until key batch revoked_at revoked_for "
        "replaced_by",
        personal="label",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="passes", db_index=False
    )
    stay = models.UUIDField(null=True, blank=True)
    announcement = models.ForeignKey(
        VisitorAnnouncement, on_delete=models.PROTECT, related_name="passes", null=True, blank=True
    )
    label = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_until = models.DateField()
    key = models.ForeignKey(PassKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(PassBatch, on_delete=models.PROTECT, related_name="passes")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_for = models.CharField(max_length=10, choices=RevokedFor, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="replaces", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stay"],
                condition=models.Q(revoked_at=None, stay__isnull=False),
                name="one_pass_a_stay",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="pass_has_days"
            ),
            models.CheckConstraint(
                condition=models.Q(stay__isnull=False) | models.Q(announcement__isnull=False),
                name="pass_is_somebodys",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["enterprise", "revoked_at", "label"], name="pass_by_enterprise"),
            models.Index(fields=["stay", "revoked_at"], name="pass_by_stay"),
            models.Index(fields=["label"], name="pass_by_label"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_until - timedelta(days=1)

    def claims(self, enterprise_code: str, key_number: int) -> Claims:
        """What its token says."""
        tag = tag_of(enterprise_code)
        return Claims(PassKind[self.kind], key_number, self.number, tag, self.valid_from, self.last_day)

    def token(self) -> str:
        """The text of its QR code."""
        return encode(self.claims(self.enterprise.code, self.key.number), self.key.private())
