"""Which document reports on which consolidation, and which signed one it takes the place of."""

from songhanh.documents.models import DocumentState, OfficialDocument
from songhanh.reporting.models import Consolidation


def replaced_by(document: OfficialDocument, period_code: str) -> OfficialDocument | None:
    """The signed report of the same kind and period that `document` takes, or took, the place of; newest."""
    if document.state == DocumentState.APPROVED:
        return document.replaces
    same = Consolidation.objects.filter(period_code=period_code).values_list("uuid", flat=True)
    signed = OfficialDocument.objects.filter(
        type_code=document.type_code,
        state=DocumentState.APPROVED,
        subject__in=[subject_of(str(uuid)) for uuid in same],
    )
    return signed.order_by("-approved_at", "-pk").first()


def subject_of(consolidation_uuid: str) -> str:
    """How a document names the consolidation it reports on."""
    return f"reporting.consolidation:{consolidation_uuid}"
