"""Sealed consolidations with the reports made from them, found by words."""

from songhanh.core.scope import Scope
from songhanh.definitions.units import fold
from songhanh.documents.models import OfficialDocument
from songhanh.reporting.models import Consolidation
from songhanh.reporting.queries.reported import subject_of
from songhanh.reporting.queries.searching import periods_in

Line = tuple[Consolidation, OfficialDocument | None]


def consolidations(scope: Scope, text: str = "") -> list[Line]:
    """Newest first, each with its newest document: of the periods in `text`, holding all its other words.

    They belong to the whole authority; who sees less of it finds none. There are some dozens a year, so
    they are read and their words compared here.
    """
    if not scope.whole:
        return []
    documents = (
        OfficialDocument.objects.filter(type_code="BC")
        .defer("body")
        .order_by("created_at")
        .prefetch_related("replaced_by")
    )
    by_subject = {document.subject: document for document in documents}
    rows = Consolidation.objects.defer("figures", "sources")
    lines = [(row, by_subject.get(subject_of(str(row.uuid)))) for row in rows]
    codes, rest = periods_in(text)
    words = fold(rest).split()
    return [line for line in lines if _of_periods(line[0], codes) and _holds(line, words)]


def _of_periods(row: Consolidation, codes: list[str]) -> bool:
    return all(row.period_code == code or row.period_code.startswith(f"{code}-") for code in codes)


def _holds(line: Line, words: list[str]) -> bool:
    if not words:
        return True
    row, document = line
    texts = [row.number]
    if document is not None:
        number = f"{document.number:02d}/{document.symbol}" if document.number else document.symbol
        texts += ["báo cáo", document.abstract, number, str(document.get_state_display())]
    known = fold(" ".join(texts))
    return all(word in known for word in words)
