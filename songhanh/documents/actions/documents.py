"""Drafting, editing, submitting, returning and approving a document."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.models.counter import take
from songhanh.core.reasons import RefusedError
from songhanh.documents import policies
from songhanh.documents.models import DocumentState, OfficialDocument, Rendition


@acts.act("documents:document:drafted", _("Soạn văn bản"))
def draft_document(
    *,
    type_code: str,
    symbol: str,
    abstract: str,
    subject: str,
    body: dict[str, Any],
    place: str,
    signer_title: str,
    by: Actor,
    now: datetime,
    signer_authority: str = "",
) -> OfficialDocument:
    """A new draft; `subject` names what it reports on."""
    policies.check_can_draft(by)
    document = OfficialDocument(
        type_code=type_code,
        symbol=symbol,
        abstract=abstract,
        subject=subject,
        body=body,
        place=place,
        signer_authority=signer_authority,
        signer_title=signer_title,
        created_at=now,
        created_by_id=by.user_id,
    )
    document.save()
    return document


@acts.act("documents:document:edited", _("Sửa văn bản"))
def edit_document(
    *, document: OfficialDocument, body: dict[str, Any], by: Actor, now: datetime
) -> OfficialDocument:
    """Put another text in a draft; the audit trail keeps the one before."""
    policies.check_can_edit(by, document)
    document.body = body
    document.save()
    return document


@acts.act("documents:document:submitted", _("Trình ký văn bản"))
def submit_document(
    *, document: OfficialDocument, renditions: Mapping[str, bytes], by: Actor, now: datetime
) -> OfficialDocument:
    """Submit for signing; `renditions` (format → bytes) are frozen as what was taken into the room."""
    policies.check_can_edit(by, document)
    document.state = DocumentState.SUBMITTED
    document.submitted_at, document.submitted_by_id = now, by.user_id
    document.return_reason = ""
    document.save()
    _freeze(document, renditions, now)
    return document


@acts.act("documents:document:returned", _("Trả lại văn bản"))
def return_document(*, document: OfficialDocument, reason: str, by: Actor, now: datetime) -> OfficialDocument:
    """Back to draft, with the reason."""
    policies.check_can_sign(by, document)
    if not reason.strip():
        raise RefusedError("no_reason", _("Ghi lý do trả lại để người soạn biết cần sửa gì."))
    document.state, document.return_reason = DocumentState.DRAFT, reason
    document.save()
    return document


@acts.act("documents:document:numbered", _("Cấp số và ký văn bản"))
def approve_document(
    *,
    document: OfficialDocument,
    signed_on: date,
    by: Actor,
    now: datetime,
    replaces: OfficialDocument | None = None,
) -> OfficialDocument:
    """Sign: number (restarting each year within a type), date, signer. `freeze_approved` keeps the copies.

    `replaces` is a signed document that this one takes the place of; it stays as it was.
    """
    policies.check_can_sign(by, document)
    document.number = take(document.register_on(signed_on))[0]
    document.replaces = replaces
    document.number_year = signed_on.year
    document.state = DocumentState.APPROVED
    document.approved_at, document.signed_on, document.signer_id = now, signed_on, by.user_id
    document.save()
    return document


@acts.act("documents:document:issued", _("Niêm phong bản đã ký"))
def freeze_approved(
    *, document: OfficialDocument, renditions: Mapping[str, bytes], by: Actor, now: datetime
) -> OfficialDocument:
    """Keep the signed document's copies, rendered with its number and date."""
    _freeze(document, renditions, now)
    return document


def _freeze(document: OfficialDocument, renditions: Mapping[str, bytes], now: datetime) -> None:
    for format_, content in renditions.items():
        Rendition(
            document=document,
            state=document.state,
            format=format_,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            made_at=now,
        ).save()
