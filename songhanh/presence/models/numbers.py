"""The number by which day files know somebody."""

from typing import ClassVar

from django.db import models

from songhanh.core.privacy import Privacy
from songhanh.core.records import DerivedQuerySet, declare
from songhanh.gate.models import Pass
from songhanh.people.models import Person


class Number(models.Model):
    """The key is the number, 1 and up: of a worker, whichever passes he has, or of a guest's day pass.

    Given once and never again: a number whose person is gone names nobody, so it outlives what it names.
    """

    privacy: ClassVar[dict[str, Privacy]] = declare(keep="person day_pass")

    person = models.OneToOneField(
        Person, on_delete=models.DO_NOTHING, related_name="+", null=True, blank=True, db_constraint=False
    )
    day_pass = models.OneToOneField(
        Pass, on_delete=models.DO_NOTHING, related_name="+", null=True, blank=True, db_constraint=False
    )

    objects = DerivedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, day_pass=None)
                | models.Q(person=None, day_pass__isnull=False),
                name="number_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
