"""Which document reports on which consolidation."""


def subject_of(consolidation_uuid: str) -> str:
    """How a document names the consolidation it reports on."""
    return f"reporting.consolidation:{consolidation_uuid}"
