"""A QR code for a page: it grows with the room there is."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(text: str) -> SafeString:
    """`text` as SVG without any style attribute, dark on light with a quiet zone, as wide as its frame."""
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        buffer,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
        xmldecl=False,
    )
    return mark_safe(buffer.getvalue().decode())
