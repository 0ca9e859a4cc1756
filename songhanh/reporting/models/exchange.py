"""The dated table of exchange rates that the authority keeps: typed in from the State Bank's publication."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from songhanh.core.records import Record, declare


class ExchangeRate(Record):
    """Dong for one unit of `currency`, from `valid_from` until the next rate begins.

    What was written stays: a correction is a new row that names the one it `replaces`, with the `reason`; the old
    one, like a withdrawn one, is ended and counts no more.
    """

    privacy = declare(
        keep="currency rate valid_from source replaces reason entered_at entered_by "
        "ended_at ended_by ended_reason"
    )

    currency = models.CharField(max_length=3, choices=[("USD", "USD")], default="USD")
    rate = models.DecimalField(max_digits=12, decimal_places=2)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-valid_from", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["currency", "valid_from"],
                condition=Q(ended_at__isnull=True),
                name="exchange_rate_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.valid_from} {self.rate}"
