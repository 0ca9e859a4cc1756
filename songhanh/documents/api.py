"""Official documents through the API: read by who sees the whole authority."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.paging import Page, Paging, page
from songhanh.core.api.values import Code
from songhanh.core.reasons import RefusedError
from songhanh.core.ui.request import Request, visible
from songhanh.documents.models import OfficialDocument, Rendition
from songhanh.documents.rendering.formats import FORMATS, file_ending
from songhanh.documents.rendering.screen import policy_of

router = Router(tags=["documents"])
Format = Literal["pdf", "docx", "html", "json", "a4"]
BYTES = {"schema": {"type": "string", "format": "binary"}}
FILE = {
    "responses": {
        200: {
            "description": "The bytes as they were frozen",
            "content": {kind.split(";")[0]: BYTES for kind in FORMATS.values()},
            "headers": {"ETag": {"description": "SHA-256 of the bytes", "schema": {"type": "string"}}},
        }
    }
}


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
    """A copy as it was frozen; `url` gives its bytes, whose SHA-256 is `sha256`."""

    state: str
    format: str
    sha256: str
    made_at: datetime
    url: str

    @staticmethod
    def resolve_url(row: Rendition) -> str:
        """Where its bytes are; of several of one state and format the newest is given."""
        address = reverse("api:document_rendition", args=[row.document.uuid, row.format])
        return f"{address}?state={row.state}"


class RenditionAsked(Schema):
    """Frozen in which state; the newest of all by default."""

    state: Literal["SUBMITTED", "APPROVED"] | None = None


class DocumentDetail(DocumentOut):
    """With its text and its frozen copies."""

    body: dict[str, Any]
    renditions: list[RenditionOut]

    @staticmethod
    def resolve_renditions(row: OfficialDocument) -> list[Any]:
        """Oldest first."""
        return list(row.renditions.defer("content").select_related("document").order_by("made_at", "format"))


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


@router.get(
    "/documents/{uuid}/renditions/{form}", response=None, openapi_extra=FILE, url_name="document_rendition"
)
@needs(Permission.DOCUMENTS_READ)
def rendition(request: Request, uuid: UUID, form: Format, asked: Query[RenditionAsked]) -> Any:
    """A copy as it was taken into the room: Word, PDF, HTML, JSON, or the one page A4."""
    found = visible(OfficialDocument.objects.all(), request.actor, uuid=uuid)
    copies = found.renditions.filter(format=form, **({"state": asked.state} if asked.state else {}))
    kept = copies.order_by("-made_at", "-pk").first()
    if kept is None:
        raise RefusedError("not_frozen", _("Văn bản chưa trình hoặc chưa ký nên chưa có bản niêm phong này."))
    content = bytes(kept.content)
    answer = HttpResponse(content, content_type=FORMATS[form])
    answer.headers["ETag"] = f'"{kept.sha256}"'
    name = f"{found.type_code}-{str(found.uuid)[:8]}-{kept.state.lower()}-{form}.{file_ending(form)}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if form == "html":
        answer.headers["Content-Security-Policy"] = policy_of(content)
    return answer
