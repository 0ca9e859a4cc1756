"""Worker lists as enterprises sent them."""

from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.people.models import ColumnMapping, PeopleImport


def remembered_mapping(enterprise: Enterprise) -> dict[str, str]:
    """Heading → column code ("" for not needed), as the enterprise last chose."""
    rows = ColumnMapping.objects.filter(enterprise=enterprise)
    return dict(rows.values_list("heading", "column"))


def imports(*, scope: Scope) -> RecordQuerySet[PeopleImport]:
    """Imports without their files, newest first."""
    rows = PeopleImport.objects.visible_to(scope).defer("file_cipher", "preview", "kept_rows", "change_set")
    return rows.select_related("enterprise", "uploaded_by", "decided_by", "undone_by").order_by(
        "-uploaded_at"
    )


def import_of(*, scope: Scope, uuid: UUID) -> PeopleImport | None:
    """One import with its file, if the scope covers it."""
    rows = PeopleImport.objects.visible_to(scope).filter(uuid=uuid)
    return rows.select_related("enterprise", "uploaded_by", "decided_by", "undone_by").first()
