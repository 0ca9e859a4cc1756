"""Passes: who has one, who lacks one, whose is to be called back."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from songhanh.core.records import RecordQuerySet
from songhanh.core.scope import EVERYTHING, Scope
from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.people import queries as people
from songhanh.people.models import Employment

BATCH = 500


def passes(*, scope: Scope) -> RecordQuerySet[Pass]:
    """All of them."""
    return Pass.objects.visible_to(scope).select_related("enterprise", "key", "replaced_by")


def pass_of(*, scope: Scope, uuid: UUID) -> Pass | None:
    """One with what its page shows, if the scope covers it."""
    rows = passes(scope=scope).select_related(
        "enterprise__park", "key", "announcement", "batch", "replaced_by"
    )
    return rows.filter(uuid=uuid).first()


def pass_with_number(number: int) -> Pass | None:
    """For whoever has scanned it."""
    return Pass.objects.select_related("enterprise", "key").filter(number=number).first()


def open_pass_of_stay(*, scope: Scope, stay: UUID) -> Pass | None:
    """The one that is not revoked."""
    return passes(scope=scope).filter(stay=stay, revoked_at=None).first()


def passes_of_stay(*, scope: Scope, stay: UUID) -> list[Pass]:
    """All that this stay ever had, the newest first."""
    return list(passes(scope=scope).filter(stay=stay).order_by("-pk"))


def stay_in_sight(*, scope: Scope, stay: UUID) -> bool:
    """Whether the scope covers this stay, with or without a pass."""
    return bool(people.stay_of(scope=scope, uuid=stay))


def employed_in(enterprise: Enterprise, on: date) -> RecordQuerySet[Employment]:
    """Who works there on a day, by code."""
    return people.employed(scope=EVERYTHING, on=on).filter(enterprise=enterprise)


def stay_with_code(enterprise: Enterprise, code: str) -> UUID | None:
    """The stay of who has this employee code now."""
    rows = Employment.objects.filter(
        enterprise=enterprise, employee_code__in={code, code.upper()}, until=None
    )
    found: UUID | None = rows.values_list("stay", flat=True).first()
    return found


def works_in(enterprise: Enterprise, stay: UUID) -> bool:
    """Whether this stay is one of the enterprise's that has not ended."""
    return Employment.objects.filter(enterprise=enterprise, stay=stay, left_on=None).exists()


def workers_passes() -> RecordQuerySet[Pass]:
    """Passes of workers that are not revoked."""
    return Pass.objects.filter(revoked_at=None, stay__isnull=False).order_by()


def lacking(on: date) -> RecordQuerySet[Employment]:
    """Who works somewhere on a day and has no pass there that will still hold then."""
    theirs = workers_passes().filter(stay=OuterRef("stay"), enterprise=OuterRef("enterprise"))
    return people.employed(scope=EVERYTHING, on=on).exclude(Exists(theirs)).order_by()


def of_leavers(on: date) -> RecordQuerySet[Pass]:
    """Workers' open passes whose stay does not hold on a day (who has not begun yet has none)."""
    here = people.employed(scope=EVERYTHING, on=on).order_by()
    return workers_passes().exclude(
        Exists(here.filter(stay=OuterRef("stay"), enterprise=OuterRef("enterprise")))
    )


def running_out(before: date) -> RecordQuerySet[Pass]:
    """Workers' open passes that end before a day."""
    return workers_passes().filter(valid_until__lt=before)


def stays_without_pass(enterprise: Enterprise, on: date) -> list[tuple[UUID, str]]:
    """(stay, employee code) of those of one enterprise, by code."""
    rows = lacking(on).filter(enterprise=enterprise).order_by("employee_code")
    return list(rows.values_list("stay", "employee_code"))


def out_of_step(on: date, before: date) -> list[Enterprise]:
    """Enterprises that use passes and where somebody lacks one, has left with one, or has one that ends `before`."""
    using = Pass.objects.filter(stay__isnull=False).order_by().values("enterprise_id")
    ids = {
        pk
        for rows in (lacking(on).filter(enterprise_id__in=using), of_leavers(on), running_out(before))
        for pk in rows.values_list("enterprise_id", flat=True).distinct()
    }
    return list(Enterprise.objects.filter(pk__in=ids).select_related("park").order_by("code"))


def signed_with(key_id: int) -> list[Pass]:
    """Open passes under a key."""
    return list(Pass.objects.filter(key_id=key_id, revoked_at=None))


def stretches_on(stays: Iterable[UUID], on: date) -> dict[UUID, Employment]:
    """What holds of these stays on a day."""
    wanted = list(stays)
    found: dict[UUID, Employment] = {}
    for start in range(0, len(wanted), BATCH):
        rows = Employment.objects.filter(people.valid_on(on), stay__in=wanted[start : start + BATCH])
        found |= {row.stay: row for row in rows}
    return found
