"""A plot (lô đất) inside a park."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.parks.models.park import IndustrialPark


class Plot(Record):
    """Area in hectares."""

    privacy = declare(keep="park code area_ha purpose")
    scope_park = "park_id"
    scope_enterprise = "sitings__enterprise_id"

    park = models.ForeignKey(IndustrialPark, on_delete=models.PROTECT, related_name="plots")
    code = models.CharField(max_length=30)
    area_ha = models.DecimalField(max_digits=10, decimal_places=4, null=True, blank=True)
    purpose = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["park", "code"], name="plot_code_once_a_park")
        ]

    def __str__(self) -> str:
        return f"{self.code}"
