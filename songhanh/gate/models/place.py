"""Places (nơi) inside an enterprise where people are together.

They live here and not with `parks`: most are read out of the employment register (`people`), which stands above
the parks, and nothing below the gate asks for them.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class PlaceKind(models.TextChoices):
    """What sort of place."""

    WORKSHOP = "WORKSHOP", _("Phân xưởng")
    LINE = "LINE", _("Tổ / chuyền")
    SITTING = "SITTING", _("Ca ăn")
    ROOM = "ROOM", _("Phòng ở")
    BUS = "BUS", _("Chuyến xe")


class DistanceClass(models.TextChoices):
    """How near people are there to one another: our own words, no regulation's."""

    NEAR = "NEAR", _("Sát nhau")  # within arm's reach for most of the time
    SAME_ROOM = "SAME_ROOM", _("Cùng phòng")
    FAR = "FAR", _("Rải rác")


# What a place of a kind is, unless the enterprise knows better.
USUAL_DISTANCE = {
    PlaceKind.WORKSHOP: DistanceClass.SAME_ROOM,
    PlaceKind.LINE: DistanceClass.NEAR,
    PlaceKind.SITTING: DistanceClass.NEAR,
    PlaceKind.ROOM: DistanceClass.NEAR,
    PlaceKind.BUS: DistanceClass.NEAR,
}


class Place(Record):
    """`minimum_crew`: with fewer people a line cannot run; not known where empty."""

    privacy = declare(keep="enterprise kind name parent distance minimum_crew closed_at")
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="places")
    kind = models.CharField(max_length=8, choices=PlaceKind)
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True)
    distance = models.CharField(max_length=9, choices=DistanceClass)
    minimum_crew = models.PositiveIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "kind", "parent", "name"], name="place_once"),
            models.UniqueConstraint(
                fields=["enterprise", "kind", "name"],
                condition=models.Q(parent=None),
                name="place_without_parent_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
