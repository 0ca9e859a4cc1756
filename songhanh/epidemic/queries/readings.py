"""Who has looked at a case or a run, and whose names are open."""

from datetime import datetime

from songhanh.core.actor import Actor
from songhanh.core.records import RecordQuerySet
from songhanh.epidemic.models import Case, Reading, ReadingKind, TracingRun
from songhanh.epidemic.queries import access

Target = TracingRun | Case


def readings(target: Target) -> RecordQuerySet[Reading]:
    """The newest first."""
    rows = Reading.objects.filter(**_of(target)).select_related("user")
    return rows.order_by("-read_at", "-pk")


def noted_since(target: Target, kind: ReadingKind, by: Actor, since: datetime) -> bool:
    """Whether this reader's looking is noted already: turning a page is no second look."""
    rows = Reading.objects.filter(**_of(target), kind=kind, reader=by.name, read_at__gt=since)
    return any(reader == by.user_id for reader in rows.values_list("user_id", flat=True))


def names_open_until(target: Target, by: Actor, now: datetime) -> datetime | None:
    """Until when names stand open to this user; None where they do not."""
    return open_to(target, by, now).order_by("-until").values_list("until", flat=True).first()


def open_to(target: Target, by: Actor, now: datetime) -> RecordQuerySet[Reading]:
    """Openings of names by this user that still hold."""
    return Reading.objects.filter(
        **_of(target), kind=ReadingKind.NAMES, user_id=by.user_id or 0, until__gt=now
    )


def counts_given(run: TracingRun, reach: access.Reach) -> RecordQuerySet[Reading]:
    """Counts of other runs of the same cases that have left, the newest first: two such files can be subtracted."""
    others = (
        access.runs(reach).filter(index_cases__case__in=run.index_cases.values("case")).exclude(pk=run.pk)
    )
    rows = Reading.objects.filter(kind=ReadingKind.COUNTS, run__in=others).select_related("run")
    return rows.order_by("-read_at", "-pk")


def _of(target: Target) -> dict[str, Target]:
    return {"run" if isinstance(target, TracingRun) else "case": target}
