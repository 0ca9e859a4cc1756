"""Files of time clocks within a scope; how an enterprise's last one was read."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

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


def days_told_since(moment: datetime) -> set[date]:
    """Days of which files, taken or taken back since, have told: what is derived of them is to be derived anew."""
    files = ClockImport.objects.filter(
        Q(state=ClockState.TAKEN, decided_at__gte=moment) | Q(undone_at__gte=moment)
    )
    found: set[date] = set()
    for counts in files.values_list("counts", flat=True):
        if "first_at" in counts:
            first, last = (_day(counts[name]) for name in ("first_at", "last_at"))
            found |= {first + timedelta(days=nth) for nth in range((last - first).days + 1)}
    return found


def _day(at: int) -> date:
    return timezone.localdate(datetime.fromtimestamp(at / 1000, UTC))


def left_lying(before: datetime) -> list[ClockImport]:
    """Files sent before a moment that nobody has taken or dropped."""
    rows = ClockImport.objects.filter(
        state__in=[ClockState.RECEIVED, ClockState.CHECKED], uploaded_at__lt=before
    )
    return list(rows.select_related("enterprise"))
