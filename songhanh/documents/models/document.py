"""An official document (văn bản) and its frozen renditions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.records import Record, Sealed, declare


class DocumentState(models.TextChoices):
    """Draft → submitted → approved; a submitted one may be sent back to draft."""

    DRAFT = "DRAFT", _("Dự thảo")
    SUBMITTED = "SUBMITTED", _("Đã trình")
    APPROVED = "APPROVED", _("Đã ký ban hành")


class OfficialDocument(Record):
    """`body` is the editable text (blocks as JSON); `subject` names what it reports on, e.g. a consolidation."""

    privacy = declare(
        keep="type_code symbol number number_year abstract state subject body created_at created_by "
        "submitted_at "
        "submitted_by approved_at signed_on signer place signer_authority signer_title return_reason replaces"
    )

    type_code = models.CharField(max_length=10)  # BC, KH, QĐ … of Decree 30/2020
    symbol = models.CharField(max_length=40)  # BC-BQLKCN
    number = models.PositiveIntegerField(null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    abstract = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    subject = models.CharField(max_length=120, db_index=True)
    body = models.JSONField(default=dict)
    place = models.CharField(max_length=60, blank=True)
    signer_authority = models.CharField(max_length=60, blank=True)
    signer_title = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signer = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+", null=True)
    # The signed document that this one takes the place of; the older is kept as it was.
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number_year", "type_code", "number"], name="document_number_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return self.abstract

    def register_on(self, signed_on: date) -> str:
        """The register that numbers it: of its type, begun anew each year."""
        return f"document:{self.type_code}:{signed_on.year}"

    @property
    def full_number(self) -> str:
        """«01/BC-BQLKCN» of a signed document; empty before."""
        return f"{self.number:02d}/{self.symbol}" if self.number else ""


class Rendition(Sealed):
    """The bytes as they were taken into the room: one format of one state, never rendered again."""

    privacy = declare(keep="document state format content sha256 made_at")

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="renditions")
    state = models.CharField(max_length=10, choices=DocumentState)
    format = models.CharField(max_length=8)  # docx pdf html json a4
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.document_id} {self.format} {self.sha256[:12]}"
