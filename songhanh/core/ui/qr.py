"""A QR code as a picture in a page."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(text: str, *, dot: int | None = None) -> SafeString:
    """`text` as SVG without any style attribute, dark on light with a quiet zone.

    `dot` pixels to a dot; without it the picture is as wide as its frame.
    """
    buffer = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        buffer,
        kind="svg",
        scale=dot or 1,
        border=4,
        dark="#000",
        light="#fff",
        omitsize=dot is None,
        svgclass=None,
        lineclass=None,
        xmldecl=False,
    )
    return mark_safe(buffer.getvalue().decode())
