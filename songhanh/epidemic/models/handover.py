"""A hand-over (giao danh sách): an enterprise is shown its own people of a run, by an explicit act."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models.run import TracingRun


class HandOver(Record):
    """The enterprise sees its own F1 (and F2 where `with_f2`), never the case, until taken back or erased."""

    privacy = declare(
        keep="run enterprise with_f2 handed_at handed_by received_at received_by taken_back_at", scrub="words"
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    run = models.ForeignKey(TracingRun, on_delete=models.PROTECT, related_name="handovers")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")
    with_f2 = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)  # what the enterprise is asked to do
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    received_at = models.DateTimeField(null=True, blank=True)  # when the enterprise said that it has it
    received_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "enterprise"],
                condition=models.Q(taken_back_at=None),
                name="handed_over_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
