"""Official documents through the API: read by who sees the whole authority."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code
from songhanh.core.ui.request import Request, visible
from songhanh.documents.models import OfficialDocument

router = Router(tags=["documents"])


class DocumentsAsked(Paging):
    """Which documents."""

    state: Literal["DRAFT", "SUBMITTED", "APPROVED"] | None = None
    type: Code | None = None


class DocumentOut(Schema):
    """A document; number, day and signer once it is signed. `subject` names what it reports on."""

    uuid: UUID
    type_code: str
    symbol: str
    number: int | None
    number_year: int | None
    abstract: str
    state: str
    subject: str
    created_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    signed_on: date | None
    signer: str | None

    @staticmethod
    def resolve_signer(row: OfficialDocument) -> str | None:
        """The signer's name."""
        return str(row.signer) if row.signer else None


class RenditionOut(Schema):
    """A copy as it was frozen."""

    state: str
    format: str
    sha256: str
    made_at: datetime


class DocumentDetail(DocumentOut):
    """With its text and its frozen copies."""

    body: dict[str, Any]
    renditions: list[RenditionOut]

    @staticmethod
    def resolve_renditions(row: OfficialDocument) -> list[Any]:
        """Oldest first."""
        return list(row.renditions.defer("content").order_by("made_at", "format"))


@router.get("/documents", response=Page[DocumentOut])
@needs(Permission.DOCUMENTS_READ)
def documents(request: Request, asked: Query[DocumentsAsked]) -> Any:
    """Documents, newest first."""
    rows = OfficialDocument.objects.visible_to(request.actor.scope).select_related("signer").defer("body")
    where = {"state": asked.state, "type_code": asked.type}
    rows = rows.filter(**{name: value for name, value in where.items() if value})
    return page(rows.order_by("-created_at", "-pk"), asked)


@router.get("/documents/{uuid}", response=DocumentDetail)
@needs(Permission.DOCUMENTS_READ)
def document(request: Request, uuid: UUID) -> Any:
    """One document."""
    return visible(OfficialDocument.objects.select_related("signer"), request.actor, uuid=uuid)
