"""What a rebuilding writes: numbers for whom none was given yet, the day's file, its counts and conflicts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.snapshot import drop_days, put_day
from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.presence.models import Conflict, Number, Tally
from songhanh.presence.queries.snapshots import folder

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Made:
    """One day as it was derived: the file's rows, and what stands beside it."""

    day: date
    rows: Stays
    tallies: Sequence[Tally]
    conflicts: Sequence[Conflict]
    park: str | None = None


@act("presence:number:given", _("Cho số vào dữ liệu có mặt"))
def give_numbers(*, person_ids: Collection[int], pass_ids: Collection[int], by: Actor, now: datetime) -> None:
    """To persons, and to guests' passes, that have none."""
    missing = [Number(person_id=each) for each in sorted(person_ids)]
    missing += [Number(day_pass_id=each) for each in sorted(pass_ids)]
    for start in range(0, len(missing), BATCH):
        Number.objects.bulk_create(missing[start : start + BATCH], ignore_conflicts=True)
    acts.current("Number").note("presence.number", {}, {"given": len(missing)})


@act("presence:day:rebuilt", _("Dựng lại ngày có mặt"))
def keep_day(*, made: Made, by: Actor, now: datetime) -> None:
    """In place of what was kept of that day (of one park where `park` is given). The file is swapped last: readers
    see the old day or the new one.
    """
    owners = [each.enterprise_id for each in made.tallies]
    Tally.objects.filter(day=made.day, enterprise_id__in=owners).delete()
    Conflict.objects.filter(day=made.day, enterprise_id__in=owners).delete()
    Tally.objects.bulk_create(made.tallies, batch_size=BATCH)
    Conflict.objects.bulk_create(made.conflicts, batch_size=BATCH)
    put_day(folder(), made.day, made.rows, park=made.park)
    facts = {
        "day": made.day.isoformat(),
        "rows": len(made.rows.person),
        "enterprises": len(owners),
        "conflicts": len(made.conflicts),
    }
    acts.current("Tally").note("presence.tally", {}, facts)


@act("presence:day:dropped", _("Bỏ ngày có mặt hết hạn lưu"))
def drop_old_days(*, before: date, by: Actor, now: datetime) -> list[date]:
    """Their files, counts and conflicts; which days."""
    Conflict.objects.filter(day__lt=before).delete()
    Tally.objects.filter(day__lt=before).delete()
    gone = drop_days(folder(), before)
    acts.current("Tally").note(
        "presence.tally", {"days": [each.isoformat() for each in gone]}, {"before": before.isoformat()}
    )
    return gone
