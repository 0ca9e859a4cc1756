"""The formats of a document, as they are kept and sent."""

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "a4": "application/pdf",
}


def file_ending(format_: str) -> str:
    """Of a file in this format: the one-page A4 is a PDF too."""
    return "pdf" if format_ == "a4" else format_
