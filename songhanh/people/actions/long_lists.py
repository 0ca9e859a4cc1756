"""Long worker lists: kept as they come, checked afterwards by a task (people.jobs)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.files.kinds import kind_of
from songhanh.core.files.limits import LIMITS
from songhanh.core.tasks.progress import At, silent
from songhanh.enterprises.models import Enterprise
from songhanh.people import policies
from songhanh.people.actions.imports import check_whole, locked, received
from songhanh.people.models import ImportState, PeopleImport


@act("people:import:kept", _("Nhận danh sách lao động, chờ kiểm tra"))
def keep_list(
    *,
    enterprise: Enterprise,
    name: str,
    content: bytes,
    file_hash: str,
    listed_on: date,
    complete: bool,
    by: Actor,
    now: datetime,
) -> PeopleImport:
    """Keep the file encrypted, unread but for what kind it is. Raises FileError for what is no table at all."""
    policies.check_can_import(by, enterprise)
    policies.check_listed_on(listed_on, now)
    kind_of(content, name, LIMITS)
    import_ = received(enterprise, name, content, file_hash, listed_on, complete, by, now)
    import_.state = ImportState.RECEIVED
    import_.save()
    return import_


@act("people:import:checked", _("Kiểm tra danh sách lao động đã nhận"))
def check_list_kept(*, import_: PeopleImport, at: At = silent, by: Actor, now: datetime) -> PeopleImport:
    """Read and check what was kept. Raises FileError; `at` is told each step, and may raise to call it off."""
    import_ = locked(import_)
    policies.check_can_import(by, import_.enterprise)
    policies.check_waits(import_)
    check_whole(import_, import_.file(), at)
    import_.state = ImportState.CHECKED
    import_.save()
    return import_
