"""Sheets of badges, ten to an A4 page, as PDF/A-2a and PDF/UA-1 with the shipped font alone."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from math import isqrt
from pathlib import Path
from typing import Any

import typst
import zxingcpp
from django.utils.translation import gettext as _

from songhanh.documents.rendering.fonts import drawable, font_folder
from songhanh.documents.rendering.letters import printable
from songhanh.gate.queries.badges import Badge

LAYOUT = Path(__file__).parent / "badges.typ"
ON_A_SHEET = 10
IN_A_FILE = 500  # badges: fifty sheets, what a printer takes at a time


def parts(badges: Sequence[Badge]) -> Iterator[Sequence[Badge]]:
    """The badges as they are printed: so many in a file."""
    for start in range(0, len(badges), IN_A_FILE):
        yield badges[start : start + IN_A_FILE]


def badge_sheets(badges: Sequence[Badge], enterprise: str, *, now: datetime) -> bytes:
    """One file of badges as PDF."""
    standards = {"pdf_standards": ["a-2a", "ua-1"], "timestamp": int(now.timestamp())}
    return _compiled(badges, enterprise, format="pdf", **standards)


def badge_picture(badges: Sequence[Badge], enterprise: str, *, ppi: int = 200) -> bytes:
    """The one sheet of up to ten badges as PNG: what is read back to prove that the print can be scanned."""
    return _compiled(badges[:ON_A_SHEET], enterprise, format="png", ppi=ppi)


def _compiled(badges: Sequence[Badge], enterprise: str, **how: Any) -> bytes:
    drawn = [(badge, _modules(badge.token)) for badge in badges]
    data = {
        "title": _("Thẻ QR · %(enterprise)s") % {"enterprise": _letters(enterprise)},
        "enterprise": _letters(enterprise),
        "modules": drawn[0][1][0],
        "badges": [_words(badge) | {"modules": list(modules)} for badge, (_side, modules) in drawn],
    }
    made: bytes = typst.compile(
        LAYOUT,
        root=LAYOUT.parent,
        font_paths=_faces(font_folder()),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **how,
    )
    return made


def _words(badge: Badge) -> dict[str, str]:
    return {
        "name": _letters(badge.name),
        "label": _letters(badge.label),
        "line": _letters(badge.line),
        "days": _days(badge),
        "alt": _("Mã QR của thẻ %(label)s") % {"label": _letters(badge.label)},
    }


def _days(badge: Badge) -> str:
    last = f"{badge.last_day:%d/%m/%Y}"
    if badge.first_day is None:
        return _("đến hết %(day)s") % {"day": last}
    if badge.first_day == badge.last_day:
        return _("chỉ ngày %(day)s") % {"day": last}
    return _("từ %(first)s đến hết %(day)s") % {"first": f"{badge.first_day:%d/%m/%Y}", "day": last}


def _modules(token: str) -> tuple[int, bytes]:
    """Side length and the squares of its code row by row, 0 black and 255 white."""
    code = zxingcpp.create_barcode(token, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    squares = memoryview(code.to_image(scale=1, add_quiet_zones=False))  # type: ignore[arg-type]
    return isqrt(squares.nbytes), squares.tobytes()


def _letters(text: str) -> str:
    return printable(text, drawable(font_folder()))


@lru_cache(maxsize=1)
def _faces(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
