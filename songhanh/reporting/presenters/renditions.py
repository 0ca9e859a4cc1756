"""The report in every format, made from one content."""

import json
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from songhanh.definitions.authority import authority_on
from songhanh.documents.models import DocumentState
from songhanh.documents.rendering.content import OfficialContent
from songhanh.documents.rendering.docx import render_docx
from songhanh.documents.rendering.morning import morning_page
from songhanh.documents.rendering.pdf import render_pdf
from songhanh.documents.rendering.screen import official_page
from songhanh.reporting.presenters.content import Reported, official_content
from songhanh.reporting.presenters.figures import as_json
from songhanh.reporting.presenters.morning import morning_content
from songhanh.reporting.presenters.report_page import report_page
from songhanh.reporting.presenters.sources import target_code

# What is frozen when a report is submitted and signed.
KEPT = ("pdf", "docx", "html", "json", "a4")


def render_report(reported: Reported, format_: str, *, now: datetime, origin: str) -> bytes:
    """The report in one of the `FORMATS` of documents; they are Vietnamese whatever the reader's language."""
    with override("vi"):
        if format_ == "json":
            return json.dumps(reported_json(reported), ensure_ascii=False, indent=1).encode()
        if format_ == "a4":
            return morning_page(morning_content(reported, notice=notice(), origin=origin), now=now)
        content = content_of(reported, now=now, origin=origin)
        if format_ == "docx":
            return render_docx(content, now=now)
        if format_ == "pdf":
            return render_pdf(content, now=now)
        context = {**page_context(reported, content, now), "origin": origin, "css": _style_sheet()}
        return render_to_string("reporting/report_alone.html", context).encode()


def copies_of(reported: Reported, state: DocumentState, *, now: datetime, origin: str) -> dict[str, bytes]:
    """Every format that is kept of the report as it stands once it is in `state`."""
    taken = copy(reported.document)
    taken.state = state
    as_taken = replace(reported, document=taken)
    return {form: render_report(as_taken, form, now=now, origin=origin) for form in KEPT}


def page_context(reported: Reported, content: OfficialContent, now: datetime) -> dict[str, Any]:
    """What the report's own page and its HTML rendition share."""
    return {
        "content": content,
        "official": official_page(content, on=now.date()),
        "page": report_page(reported),
        "reported": reported,
        "year": reported.period.label_vi(),
        "year_before": reported.period.same_period_last_year().label_vi(),
    }


def content_of(reported: Reported, *, now: datetime, origin: str) -> OfficialContent:
    """The document's content with the authority's names of its day."""
    authority = authority_on(reported.document.signed_on or now.date())
    issuer = {"superior": authority.superior, "name": authority.name}
    return official_content(
        reported,
        issuer=issuer,
        recipients=authority.recipients,
        notice=notice(),
        origin=origin,
        year=localdate(now).year,
    )


def _style_sheet() -> str:
    """Our own style sheet: it goes into the HTML, so that a frozen copy keeps its looks too."""
    found = finders.find("app.css")
    return Path(found).read_text(encoding="utf-8") if found else ""


def notice() -> str:
    """What stands on every page of the demo's documents."""
    return _("số liệu minh họa") if settings.DEMO else ""


def reported_json(reported: Reported) -> dict[str, Any]:
    """The sealed figures with the seal."""
    consolidation = reported.consolidation
    return {
        "report": "dual-goal",
        "period": consolidation.period_code,
        "from": consolidation.period_from.isoformat(),
        "until": consolidation.period_until.isoformat(),
        "as_of": consolidation.as_of.isoformat(),
        "consolidation": consolidation.number,
        "snapshot_hash": consolidation.snapshot_hash,
        "state": reported.document.state,
        "notice": notice(),
        "figures": [as_json(figure) for figure in reported.figures.values()],
        "targets_next_year": {code: float(value) for code, value in reported.next_year.items()},
        "targets_next_year_urls": {
            code: reported.sources[target_code(code, reported.period.year + 1)].url
            for code in reported.next_year
        },
        "missing": consolidation.missing,
        "text": [block["text"] for block in reported.document.body["blocks"] if block["kind"] == "paragraph"],
    }
