"""A person (người): the identity paper, and nothing that an employer says."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare


class IdentityKind(models.TextChoices):
    """Which paper the number stands on."""

    CCCD = "CCCD", _("Căn cước (12 số)")
    CMND = "CMND", _("Chứng minh nhân dân (9 số)")
    PASSPORT = "PASSPORT", _("Hộ chiếu")


class Person(Record):
    """One paper, one row: the number is encrypted, found by its keyed hash, shown by its mask.

    Name, birth date, origin and the like stand in `Employment`: two employers of one person state them each
    for itself, and neither learns what the other has stated.
    """

    privacy = declare(
        keep="identity_kind identity_country",
        personal="identity_cipher identity_hash identity_mask",
    )
    scope_park = "employments__enterprise__park_id"
    scope_enterprise = "employments__enterprise_id"

    identity_kind = models.CharField(max_length=8, choices=IdentityKind)
    identity_country = models.CharField(max_length=2, default="VN")
    identity_cipher = models.BinaryField()
    identity_hash = models.CharField(max_length=64)
    identity_mask = models.CharField(max_length=12)

    class Meta:
        # Not `unique=True`: that makes a second index on PostgreSQL, for LIKE, which no hash is ever asked by.
        constraints = [models.UniqueConstraint(fields=["identity_hash"], name="one_row_a_paper")]

    @property
    def erased(self) -> bool:
        """Erased people keep their row, so that counts of past days stay: every number has a mask but theirs."""
        return not self.identity_mask

    def __str__(self) -> str:
        return str(self.uuid)
