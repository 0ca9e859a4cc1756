"""A roll call (điểm danh sơ tán): who was inside when it began, who was then seen at an assembly point."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, Sealed, declare
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Kind, Pass

NAME = 120
ERASED = "–"  # in place of a name
NOTE = 200


class CallKind(models.TextChoices):
    """Why everybody goes out."""

    FIRE = "FIRE", _("Cháy")
    DRILL = "DRILL", _("Diễn tập")
    OTHER = "OTHER", _("Sự cố khác")


class RollCall(Record):
    """`points` are the names of the assembly points; marks name them by their place in the list."""

    privacy = declare(
        keep="enterprise kind points expected_count started_at started_by closed_at", scrub="reason"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="roll_calls")
    kind = models.CharField(max_length=5, choices=CallKind)
    points = models.JSONField(default=list)
    reason = models.CharField(max_length=NOTE, blank=True)
    expected_count = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(closed_at=None), name="one_roll_call_at_a_time"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["started_at"], name="roll_call_by_start")]

    def __str__(self) -> str:
        return str(self.uuid)


class Expected(Sealed):
    """Somebody who was inside as far as scans told when the call began. No name and no code: these are read where they
    stand, of a worker by his `stay`, of a guest by his `day_pass`; of a pass that is nobody's there is neither.
    """

    privacy = declare(keep="call nth kind stay day_pass workshop line gate since uncertain")
    scope_park = "call__enterprise__park_id"
    scope_enterprise = "call__enterprise_id"

    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="expected", db_index=False)
    nth = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, blank=True)
    stay = models.UUIDField(null=True, blank=True)
    day_pass = models.ForeignKey(
        Pass, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    workshop = models.CharField(max_length=60, blank=True)
    line = models.CharField(max_length=60, blank=True)
    gate = models.CharField(max_length=40, blank=True)  # its code
    since = models.DateTimeField()
    uncertain = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "nth"], name="expected_once")]

    def __str__(self) -> str:
        return str(self.uuid)


class Mark(Sealed):
    """One touch on a phone; `uuid` was made there, so that the same touch sent twice is one.

    A tick names who was seen (`expected`); somebody not on the list has a `name`; what takes one of these back names
    it (`undoes`: its uuid, which may arrive later than this). `late`: it arrived after the call was closed.
    """

    privacy = declare(
        keep="call expected undoes point at device_at received_at late by", personal="name note"
    )
    scope_park = "call__enterprise__park_id"
    scope_enterprise = "call__enterprise_id"

    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="marks")
    expected = models.ForeignKey(
        Expected, on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    undoes = models.UUIDField(null=True, blank=True)
    point = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=NAME, blank=True)
    note = models.CharField(max_length=NOTE, blank=True)
    at = models.DateTimeField()
    device_at = models.DateTimeField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(expected__isnull=False, undoes=None, name="")
                | models.Q(expected=None, undoes__isnull=False, name="")
                | models.Q(expected=None, undoes=None, name__gt=""),
                name="mark_says_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class RollCallResult(Sealed):
    """How a call ended. `lines`: [workshop, line, guests, expected, present] each; `digest`: SHA-256 of everybody."""

    privacy = declare(
        keep="call closed_at closed_by expected_count present_count added_count lines digest", scrub="words"
    )
    scope_park = "call__enterprise__park_id"
    scope_enterprise = "call__enterprise_id"

    call = models.OneToOneField(RollCall, on_delete=models.PROTECT, related_name="result")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    expected_count = models.PositiveIntegerField()
    present_count = models.PositiveIntegerField()
    added_count = models.PositiveIntegerField()
    lines = models.JSONField(default=list)
    words = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)

    @property
    def missing_count(self) -> int:
        """Who was never seen at an assembly point."""
        return self.expected_count - self.present_count

    def __str__(self) -> str:
        return str(self.uuid)


class NamesOpened(Sealed):
    """The Board saw the names of a call: who, why, until when."""

    privacy = declare(keep="call user opened_at until", scrub="reason")
    scope_park = "call__enterprise__park_id"
    scope_enterprise = "call__enterprise_id"

    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.uuid)
