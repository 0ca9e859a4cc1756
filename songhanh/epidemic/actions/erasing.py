"""Health data erased when its time is over, by itself every day: really, and provably.

What stays is a case without a person and a run without a list: that there was one, when, how many were found.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.epidemic import policies
from songhanh.epidemic.models import Case, ContactAnswer, HandOver, HealthErasure, Reading, TracedList
from songhanh.epidemic.queries import retention

OF_CASE = ("person", "stay", "onset_on", "sampled_on", "isolated_on", "note", "withdrawn_for", "erased_at")


@act("epidemic:data:erased", _("Xóa dữ liệu dịch tễ hết hạn lưu"))
def erase_due(*, by: Actor, now: datetime) -> HealthErasure | None:
    """Everything that is due today; None where nothing was, which leaves no row."""
    policies.check_can_erase(by)
    before = retention.begun_before(timezone.localdate(now))
    cases, lists = list(retention.due_cases(before)), list(retention.due_lists(before))
    if not cases and not lists:
        return None
    answers = list(ContactAnswer.objects.filter(run__in=[each.run_id for each in lists]))
    _blank_cases(cases, now)
    for each in lists:
        each.content, each.erased_at = b"", now
    acts.amend(lists, ("content", "erased_at"))
    acts.remove(answers)
    _forget_words(cases, lists)
    erasure = HealthErasure(
        cases=len(cases), lists=len(lists), answers=len(answers), before=before, erased_at=now
    )
    erasure.save()
    return erasure


@act("epidemic:erasure:purged", _("Ghi lại vùng trống của cơ sở dữ liệu sau khi xóa"))
def note_purge(*, erasures: list[HealthErasure], by: Actor, now: datetime) -> None:
    """Nothing of what these erased is left in the database's own files."""
    for each in erasures:
        each.purged_at = now
        each.save(update_fields=["purged_at"])


def _blank_cases(cases: list[Case], now: datetime) -> None:
    for case in cases:
        case.person = case.stay = case.onset_on = case.sampled_on = case.isolated_on = None
        case.note = case.withdrawn_for = ""
        case.erased_at = now
    acts.amend(cases, OF_CASE)


def _forget_words(cases: list[Case], lists: list[TracedList]) -> None:
    """Reasons for looking, and words to an enterprise, may name somebody."""
    runs = [each.run_id for each in lists]
    readings = [
        *Reading.objects.filter(case__in=[each.pk for each in cases]).exclude(reason=""),
        *Reading.objects.filter(run__in=runs).exclude(reason=""),
    ]
    for reading in readings:
        reading.reason = ""
    acts.amend(readings, ("reason",))
    handed = list(HandOver.objects.filter(run__in=runs).exclude(words=""))
    for each in handed:
        each.words = ""
    acts.amend(handed, ("words",))
