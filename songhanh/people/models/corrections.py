"""Cells of a worker list corrected on its page, beside the file, which stays as it was sent."""

from typing import ClassVar

from django.db import models

from songhanh.core.records import Record, declare
from songhanh.people.models.identity import seal, unseal
from songhanh.people.models.imports import PeopleImport

CELL = b"worker list cell"


class CellCorrection(Record):
    """What stands in one cell instead of the file's text; `row` and `column` are its place, from 0."""

    privacy = declare(
        keep="people_import row column corrected_at corrected_by", personal="file_cipher corrected_cipher"
    )
    scope_park = "people_import__enterprise__park_id"
    scope_enterprise = "people_import__enterprise_id"

    people_import = models.ForeignKey(PeopleImport, on_delete=models.PROTECT, related_name="corrections")
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    file_cipher = models.BinaryField()  # as the file has it
    corrected_cipher = models.BinaryField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["people_import", "row", "column"], name="cell_corrected_once")
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @property
    def was(self) -> str:
        """The text in the file."""
        return unseal(self.file_cipher, CELL).decode()

    @property
    def now(self) -> str:
        """The text that is taken."""
        return unseal(self.corrected_cipher, CELL).decode()


def seal_text(text: str) -> bytes:
    """A cell's text as it is stored."""
    return seal(text.encode(), CELL)


def corrections_of(import_: PeopleImport) -> list[CellCorrection]:
    """In the order of the sheet."""
    if import_.pk is None:
        return []
    rows = CellCorrection.objects.filter(people_import=import_).select_related("corrected_by")
    return list(rows.order_by("row", "column"))


def corrected_cells(import_: PeopleImport) -> dict[tuple[int, int], str]:
    """The texts taken, by place."""
    return {(each.row, each.column): each.now for each in corrections_of(import_)}
