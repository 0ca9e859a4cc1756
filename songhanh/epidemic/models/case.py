"""A case (ca bệnh): a worker with a day of onset or of sampling, as an officer has entered it."""

from datetime import date
from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise
from songhanh.people.models import Person


class Case(Record):
    """Health data of a named person: nothing that names the person goes into the audit trail.

    `stay` is the employment under which the person was found; `isolated_on` the day set apart, which still counts as
    infectious. When its time is over the row stays for the count, without person, days and note.
    """

    privacy = declare(
        keep="code enterprise entered_at entered_by withdrawn_at withdrawn_by erased_at",
        scrub="note withdrawn_for",
        personal="person stay onset_on sampled_on isolated_on",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    code = models.CharField(max_length=20, unique=True)  # CA-0001
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="cases")
    # Whoever corrects an identity number makes another person of the same stay: a case must not stand in the way.
    person = models.ForeignKey(
        Person, on_delete=models.DO_NOTHING, related_name="+", null=True, blank=True, db_constraint=False
    )
    stay = models.UUIDField(null=True, blank=True)
    onset_on = models.DateField(null=True, blank=True)
    sampled_on = models.DateField(null=True, blank=True)
    isolated_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    withdrawn_for = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(onset_on__isnull=False)
                | models.Q(sampled_on__isnull=False)
                | models.Q(erased_at__isnull=False),
                name="case_has_a_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "entered_at"], name="case_by_enterprise")]

    def __str__(self) -> str:
        return self.code

    @property
    def reference_on(self) -> date | None:
        """The day the infectious window counts back from: onset, without symptoms sampling."""
        return self.onset_on or self.sampled_on

    @property
    def is_open(self) -> bool:
        """Neither withdrawn nor erased: it can be traced."""
        return self.withdrawn_at is None and self.erased_at is None
