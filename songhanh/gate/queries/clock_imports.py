"""Files of time clocks within a scope; how an enterprise's last one was read."""

from datetime import datetime
from uuid import UUID

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import ClockFormat, ClockImport, ClockState


def clock_imports(*, scope: Scope) -> RecordQuerySet[ClockImport]:
    """The newest first, without the files themselves."""
    rows = ClockImport.objects.visible_to(scope).select_related("enterprise", "gate", "uploaded_by")
    return rows.defer("file_cipher", "preview").order_by("-uploaded_at", "-pk")


def clock_import_of(*, scope: Scope, uuid: UUID) -> ClockImport | None:
    """One, if the scope covers it."""
    rows = ClockImport.objects.visible_to(scope)
    related = rows.select_related("enterprise", "gate", "uploaded_by", "decided_by", "undone_by")
    return related.filter(uuid=uuid).first()


def format_of(enterprise: Enterprise) -> ClockFormat | None:
    """How its last file was read."""
    return ClockFormat.objects.filter(enterprise=enterprise).first()


def taken_before(import_: ClockImport) -> ClockImport | None:
    """The same file, taken already and not taken back."""
    rows = ClockImport.objects.filter(
        enterprise_id=import_.enterprise_id, file_hash=import_.file_hash, state=ClockState.TAKEN
    )
    return rows.exclude(pk=import_.pk).defer("file_cipher", "preview").order_by("-decided_at").first()


def left_lying(before: datetime) -> list[ClockImport]:
    """Files sent before a moment that nobody has taken or dropped."""
    rows = ClockImport.objects.filter(
        state__in=[ClockState.RECEIVED, ClockState.CHECKED], uploaded_at__lt=before
    )
    return list(rows.select_related("enterprise"))
