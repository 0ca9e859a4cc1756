"""A contact point (đầu mối): whom to call at an enterprise."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.enterprises.models.enterprise import Enterprise


class ContactPoint(Record):
    """Valid from a day until a day; `user` where the person also signs in, `focal` who answers for reports.

    One that ends on the day it began was written down by mistake: it holds on no day.
    """

    privacy = declare(keep="enterprise user position focal since until", personal="full_name phone email")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="contacts")
    user = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="contact_points", null=True, blank=True
    )
    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    focal = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["enterprise", "since"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="contact_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return self.full_name
