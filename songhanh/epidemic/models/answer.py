"""An answer (trả lời): what people said of an uncertain contact, and the tier that follows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.epidemic.models.run import TracingRun


class Outcome(models.TextChoices):
    """What the answers make of a contact."""

    F1 = "F1", "F1"
    F2 = "F2", "F2"
    NONE = "NONE", _("Không phải tiếp xúc")
    OPEN = "OPEN", _("Chưa rõ, còn phải hỏi")


class ContactAnswer(Record):
    """Answers about one person of a run's list; a later one stands instead of an earlier one, which is kept.

    `number` is the person's number in presence, as the list has it; None is not asked.
    """

    privacy = declare(
        keep="run answered_at answered_by",
        scrub="note",
        personal="number tier within_distance masked physical unprotected_care by_wording outcome",
    )

    run = models.ForeignKey(TracingRun, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveBigIntegerField()
    tier = models.CharField(max_length=2)  # of the list, before the answers
    within_distance = models.BooleanField(null=True, blank=True)
    masked = models.BooleanField(null=True, blank=True)
    physical = models.BooleanField(null=True, blank=True)
    unprotected_care = models.BooleanField(null=True, blank=True)
    by_wording = models.BooleanField(null=True, blank=True)  # by a document's own text, which we do not have
    outcome = models.CharField(max_length=4, choices=Outcome)
    note = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["run", "number"], name="answer_by_person")]

    def __str__(self) -> str:
        return str(self.uuid)
