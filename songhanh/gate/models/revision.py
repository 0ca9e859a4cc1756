"""How often what an enterprise's devices must know has changed: the cheap half of a snapshot's version."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models

from songhanh.core import acts
from songhanh.core.privacy import Privacy, declare
from songhanh.enterprises.models import Enterprise


class Revision(models.Model):
    """Derived: a count, nobody's act. Raised inside the act that changes something."""

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="enterprise number")

    enterprise = models.OneToOneField(Enterprise, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField(default=1)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.number}"


def raise_revision(enterprise_ids: Iterable[int]) -> None:
    """Devices of these enterprises will fetch a new snapshot."""
    acts.current("Revision")
    wanted = set(enterprise_ids)
    Revision.objects.bulk_create(
        [Revision(enterprise_id=key, number=0) for key in sorted(wanted)], ignore_conflicts=True
    )
    Revision.objects.filter(enterprise_id__in=wanted).update(number=models.F("number") + 1)
