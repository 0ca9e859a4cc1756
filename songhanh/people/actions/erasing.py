"""People erased when their time is over: really, from their rows, from the lists that named them, from saved searches.

What stays is a row without a person: sex, origin, job and days, so that no count of a past day changes. Sealed reports
and consolidations hold sums only and are not touched. What slices above keep of them is theirs to erase: they are
named in the setting ERASE_TOO and called in the same act.
"""

from datetime import datetime
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import SavedView
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise
from songhanh.people.actions.naming import Wanted, names_one, wanted_of
from songhanh.people.models import (
    CellCorrection,
    Employment,
    Erasure,
    ImportState,
    PeopleImport,
    Person,
    Revelation,
)
from songhanh.people.policies.erasure import check_can_erase
from songhanh.people.queries import retention

PERSON = ("identity_cipher", "identity_hash", "identity_mask")
STATED = ("employee_code", "full_name", "name_key", "birth_date", "phone", "wage")


@act("people:person:erased", _("Xóa người lao động hết hạn lưu"))
def erase_people(*, enterprise: Enterprise, count: int, reason: str, by: Actor, now: datetime) -> Erasure:
    """Erase everybody who left `enterprise` last and is due today; `count` is how many were agreed to.

    The trail keeps how many, why and by whom, and nothing of what was erased.
    """
    today = timezone.localdate(now)
    groups = retention.due(on=today, enterprise=enterprise)
    keys = groups[0].people if groups else ()
    check_can_erase(by, due=len(keys), count=count, reason=reason)
    people, stretches = retention.people_with_ids(keys), retention.stretches_of_people(keys)
    wanted = wanted_of(people, stretches)
    lists = _destroy_lists({each.enterprise_id for each in stretches}, wanted, now)
    for name in settings.ERASE_TOO:
        import_string(name)(stretches=stretches, by=by, now=now)
    _forget_reasons([each.stay for each in stretches])
    _forget_searches(wanted)
    _blank(people, stretches)
    erasure = Erasure(
        enterprise=enterprise,
        people=len(people),
        lists=lists,
        left_before=retention.left_before(today),
        reason=reason.strip(),
        erased_at=now,
        erased_by_id=by.user_id,
    )
    erasure.save()
    return erasure


@act("people:erasure:purged", _("Ghi lại vùng trống của cơ sở dữ liệu sau khi xóa"))
def note_purge(*, erasures: list[Erasure], by: Actor, now: datetime) -> None:
    """Nothing of what these erased is left in the database's own files."""
    for each in erasures:
        each.purged_at = now
        each.save(update_fields=["purged_at"])


def _blank(people: list[Person], stretches: list[Employment]) -> None:
    """Written as one event each with the count alone: not even fingerprints of what was there."""
    for person in people:
        person.identity_cipher, person.identity_mask = b"", ""
        person.identity_hash = f"erased:{person.uuid.hex}"  # unique, and the hash of no number
    for row in stretches:
        row.employee_code = row.full_name = row.name_key = row.phone = ""
        row.birth_date = row.wage = None
    acts.amend(people, PERSON)
    acts.amend(stretches, STATED)


def _destroy_lists(enterprises: set[int], wanted: Wanted, now: datetime) -> int:
    """Every sealed part of the lists that name one of them; how many lists that were."""
    count = 0
    for import_ in retention.sealed_imports(enterprises).iterator(1):
        if names_one(import_, wanted):
            _destroy(import_, now)
            count += 1
    return count


def _destroy(import_: PeopleImport, now: datetime) -> None:
    """The file, what was read out of it, what was corrected in it, the way back from it."""
    acts.remove(list(CellCorrection.objects.filter(people_import=import_)))
    if import_.state in {ImportState.RECEIVED, ImportState.CHECKED}:
        import_.state = ImportState.DROPPED
    import_.file_cipher = b""
    import_.preview = import_.kept_rows = import_.change_set = None
    import_.erased_at = now
    parts = ["state", "file_cipher", "preview", "kept_rows", "change_set", "erased_at"]
    import_.save(update_fields=parts)


def _forget_reasons(stays: list[object]) -> None:
    """An officer's reason for looking may name the person."""
    for start in range(0, len(stays), retention.BATCH):
        for row in Revelation.objects.filter(stay__in=stays[start : start + retention.BATCH]):
            row.reason = ""
            row.save(update_fields=["reason"])


def _forget_searches(wanted: Wanted) -> None:
    """Saved views of the lists of people that look for one of them."""
    for view in SavedView.objects.filter(page__contains="people", query__contains="q="):
        for text in parse_qs(view.query).get("q", []):
            digits = text.replace(" ", "").lstrip("0")
            if digits in wanted.numbers or any(fold(text) in name for name in wanted.names):
                view.delete()
                break
