"""Gate rules (quy định tại chốt): who is not let in for some days, and the words that say so."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, declare
from songhanh.enterprises.models import Enterprise


class RuleFor(models.TextChoices):
    """Whom it keeps out."""

    PERSON = "PERSON", _("Một người")
    LINE = "LINE", _("Tổ / chuyền")
    SHIFT = "SHIFT", _("Ca")
    WORKSHOP = "WORKSHOP", _("Phân xưởng")
    PROVINCE = "PROVINCE", _("Tỉnh")


class RuleReason(models.TextChoices):
    """Coded; none of them names a disease."""

    STAY_HOME = "STAY_HOME", _("Có quyết định nghỉ ở nhà")
    LINE_STOPPED = "LINE_STOPPED", _("Bộ phận tạm dừng")
    NOT_TRAINED = "NOT_TRAINED", _("Chưa huấn luyện an toàn")
    PAPERS = "PAPERS", _("Thiếu giấy tờ")
    SUSPENDED = "SUSPENDED", _("Tạm đình chỉ công việc")


class RuleSource(models.TextChoices):
    """Who has set it; other slices will set some by themselves."""

    BY_HAND = "BY_HAND", _("Đặt bằng tay")
    AUTOMATIC = "AUTOMATIC", _("Tự động")


class GateRule(Record):
    """In force on the days [valid_from, valid_until), without an end where it is empty, until lifted.

    `stay` for a person, `value` for a group: the name of a line, shift or workshop, a province as
    «catalogue:code». `workshop` is that of a line.
    """

    privacy = declare(
        keep="enterprise for_whom stay workshop value valid_from valid_until reason source set_at set_by lifted_at "
        "lifted_by",
        scrub="words_vi words_en",
    )
    scope_park = "enterprise__park_id"
    scope_enterprise = "enterprise_id"

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="gate_rules")
    for_whom = models.CharField(max_length=8, choices=RuleFor)
    stay = models.UUIDField(null=True, blank=True)
    workshop = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=RuleReason)
    words_vi = models.CharField(max_length=160)
    words_en = models.CharField(max_length=160)
    source = models.CharField(max_length=9, choices=RuleSource, default=RuleSource.BY_HAND)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gt=models.F("valid_from")),
                name="gate_rule_has_days",
            ),
            models.CheckConstraint(
                condition=models.Q(for_whom="PERSON", stay__isnull=False)
                | (~models.Q(for_whom="PERSON") & ~models.Q(value="")),
                name="gate_rule_is_for_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["enterprise", "lifted_at"], name="gate_rule_open")]

    def __str__(self) -> str:
        return str(self.uuid)
