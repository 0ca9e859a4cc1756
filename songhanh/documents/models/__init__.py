"""Documents' tables."""

from songhanh.documents.models.document import DocumentState, OfficialDocument, Rendition

__all__ = ["DocumentState", "OfficialDocument", "Rendition"]
