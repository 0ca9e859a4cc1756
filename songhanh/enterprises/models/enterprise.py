"""An enterprise (doanh nghiệp) and where it has stood."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from songhanh.core.records import Record, declare
from songhanh.parks.models import IndustrialPark, Plot


class Ownership(models.TextChoices):
    """Whose capital."""

    FDI = "FDI", _("Vốn đầu tư nước ngoài (FDI)")
    DDI = "DDI", _("Vốn đầu tư trong nước (DDI)")


def check_tax_code(value: str) -> None:
    """Ten or thirteen digits with a right check digit (source: python-stdnum, vn.mst)."""
    if not mst.is_valid(value):
        raise ValidationError(
            _("Mã số thuế «%(value)s» chưa đúng: cần 10 hoặc 13 chữ số, chữ số kiểm tra khớp."),
            code="tax_code",
            params={"value": value},
        )


class Enterprise(Record):
    """`park` is where it stands today; `Siting` says where it stood on any day."""

    privacy = declare(
        keep="code name short_name name_key tax_code park sector trade ownership country address "
        "phone email website "
        "operating_from closed_on"
    )
    scope_park = "park_id"
    scope_enterprise = "id"

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    # The names without diacritics, lower case: what a search looks into.
    name_key = models.CharField(max_length=300, db_index=True)
    tax_code = models.CharField(max_length=14, unique=True, validators=[check_tax_code])
    park = models.ForeignKey(IndustrialPark, on_delete=models.PROTECT, related_name="enterprises")
    sector = models.CharField(max_length=10, blank=True)  # VSIC 2007 code
    trade = models.CharField(max_length=80, blank=True)  # what people call it: may mặc, da giày …
    ownership = models.CharField(max_length=3, choices=Ownership)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    operating_from = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [
            models.Index(fields=["park", "code"]),
            # What belongs to enterprises is listed by their names: a page is read off, not sorted out of everything.
            models.Index(fields=["short_name"], name="enterprise_by_short_name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Siting(Record):
    """Where an enterprise stood, half-open [since, until): a move begins a new row."""

    privacy = declare(keep="enterprise park plot since until reason")
    scope_park = "park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="sitings")
    park = models.ForeignKey(IndustrialPark, on_delete=models.PROTECT, related_name="sitings")
    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, related_name="sitings", null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "since"], name="siting_begins_once"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="siting_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.park_id} {self.since}"
