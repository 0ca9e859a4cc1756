"""A person (người): identity, origin."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare


class IdentityKind(models.TextChoices):
    """Which paper the number stands on."""

    CCCD = "CCCD", _("Căn cước (12 số)")
    CMND = "CMND", _("Chứng minh nhân dân (9 số)")
    PASSPORT = "PASSPORT", _("Hộ chiếu")


class Sex(models.TextChoices):
    """As the paper says."""

    FEMALE = "F", _("Nữ")
    MALE = "M", _("Nam")


class Person(Record):
    """The identity number is encrypted; it is found by its keyed hash and shown by its last four digits.

    Origin codes are those of the catalogue that was valid on `origin_catalogue` (a key of
    ``definitions.units``): before 01/07/2025 with districts, since then without.
    """

    privacy = declare(
        keep="sex nationality identity_kind identity_country origin_province origin_district origin_commune "
        "origin_catalogue",
        personal="full_name name_key birth_date identity_cipher identity_hash identity_tail phone",
    )
    scope_park = "employments__enterprise__park_id"
    scope_enterprise = "employments__enterprise_id"

    full_name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)  # given name first, without diacritics: sort and search
    birth_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    nationality = models.CharField(max_length=2, default="VN")
    identity_kind = models.CharField(max_length=8, choices=IdentityKind)
    identity_country = models.CharField(max_length=2, blank=True)
    identity_cipher = models.BinaryField()
    identity_hash = models.CharField(max_length=64, unique=True)
    identity_tail = models.CharField(max_length=4)
    phone = models.CharField(max_length=20, blank=True)
    origin_province = models.CharField(max_length=2, blank=True)
    origin_district = models.CharField(max_length=3, blank=True)
    origin_commune = models.CharField(max_length=5, blank=True)
    origin_catalogue = models.CharField(max_length=10, default="2021-11-01")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name_key"]), models.Index(fields=["origin_province"])]

    def __str__(self) -> str:
        return str(self.uuid)
