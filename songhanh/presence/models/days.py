"""What a rebuilding has found beside the day files: how much was counted, what was not placed, what contradicts."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.privacy import Privacy
from songhanh.core.records import DerivedQuerySet, declare
from songhanh.enterprises.models import Enterprise
from songhanh.presence.models.numbers import Number


class Tally(models.Model):
    """Derived: one enterprise's day as it was last rebuilt. Every scan of the day is in exactly one of the counts."""

    privacy: ClassVar[dict[str, Privacy]] = declare(
        keep="enterprise day rebuilt_at last_seq scans undone refused unknown_pass unknown_code nobody "
        "doubled placed people stays supplied"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    rebuilt_at = models.DateTimeField()
    last_seq = models.BigIntegerField()  # of the stream as far as the day's stays can reach, when it was read
    scans = models.PositiveIntegerField()
    undone = models.PositiveIntegerField()  # scans taken back, and those that take back
    refused = models.PositiveIntegerField()
    unknown_pass = models.PositiveIntegerField()  # the number of no pass
    unknown_code = models.PositiveIntegerField()  # typed or of a time clock: nobody's code on that day
    nobody = models.PositiveIntegerField()  # neither pass nor code: a card that could not be read
    doubled = models.PositiveIntegerField()  # the same passing by another source
    placed = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    stays = models.PositiveIntegerField()
    supplied = models.PositiveIntegerField()  # stays with an end that nobody saw

    objects = DerivedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["enterprise", "day"], name="tally_once")]
        indexes: ClassVar = [models.Index(fields=["day"], name="tally_by_day")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.day}"


class ConflictKind(models.TextChoices):
    """What contradicts what."""

    ENTERED_TWICE = "ENTERED_TWICE", _("Vào hai lần, không ra")
    TOO_FAST = "TOO_FAST", _("Ở hai chốt sớm hơn đi bộ được")
    REVOKED = "REVOKED", _("Thẻ đã thu hồi trước lúc quét")
    TWO_PLACES = "TWO_PLACES", _("Ở hai doanh nghiệp cùng lúc")


class Conflict(models.Model):
    """Derived: two scans that cannot both be right (`first`, `second`), or one that should not have been let in.

    Whose it is says the number alone; it may concern a second enterprise, whose own row stands beside.
    """

    privacy: ClassVar[dict[str, Privacy]] = declare(
        keep="enterprise day kind number at earlier_at gate earlier_gate scan earlier_scan"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=13, choices=ConflictKind)
    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    earlier_at = models.DateTimeField(null=True, blank=True)
    gate = models.CharField(max_length=40, blank=True)
    earlier_gate = models.CharField(max_length=40, blank=True)
    scan = models.UUIDField(null=True, blank=True)
    earlier_scan = models.UUIDField(null=True, blank=True)

    objects = DerivedQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["day", "enterprise"], name="conflict_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.number_id}"
