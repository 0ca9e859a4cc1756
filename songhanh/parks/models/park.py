"""An industrial park (khu công nghiệp)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare


class ParkState(models.TextChoices):
    """How far a park has come."""

    PLANNED = "PLANNED", _("Trong quy hoạch")
    ESTABLISHED = "ESTABLISHED", _("Đã thành lập")
    OPERATING = "OPERATING", _("Đang hoạt động")


class IndustrialPark(Record):
    """A park; areas in hectares, null where not known."""

    privacy = declare(
        keep="code name name_en place state state_source planned_area_ha area_confidence "
        "investor_kind position source"
    )
    scope_park = "id"
    scope_enterprise = "enterprises__id"

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=ParkState)
    state_source = models.CharField(max_length=200, blank=True)
    planned_area_ha = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    area_confidence = models.CharField(max_length=40, blank=True)
    investor_kind = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]

    def __str__(self) -> str:
        return self.name
