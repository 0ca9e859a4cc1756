"""Notices: sent, read."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts, policies
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import Notice, User
from songhanh.core.queries import notices


@act("core:notice:sent", _("Gửi thông báo"))
def send_notice(*, user: User, kind: str, text: str, url: str = "", by: Actor, now: datetime) -> Notice:
    """One message under one user's bell. `kind` is «slice.what»; `url` is where the next act is."""
    notice = Notice(user=user, kind=kind, text=text, url=url, sent_at=now)
    notice.save()
    return notice


@act("core:notice:sent", _("Gửi thông báo"))
def send_notices(
    *, users: Iterable[User], kind: str, text: str, url: str = "", by: Actor, now: datetime
) -> list[Notice]:
    """The same message to many."""
    return acts.insert([Notice(user=user, kind=kind, text=text, url=url, sent_at=now) for user in users])


@act("core:notice:sent", _("Gửi thông báo"))
def send_each(
    *, letters: Iterable[tuple[User, str, str]], kind: str, by: Actor, now: datetime
) -> list[Notice]:
    """To each user another message: (user, text, url)."""
    rows = [Notice(user=user, kind=kind, text=text, url=url, sent_at=now) for user, text, url in letters]
    return acts.insert(rows)


@act("core:notice:read", _("Đọc thông báo"))
def read_notice(*, notice: Notice, by: Actor, now: datetime) -> Notice:
    """Mark one's own notice as read; a second time changes nothing."""
    policies.check_can_read_notice(by, notice)
    if notice.read_at is None:
        notice.read_at = now
        notice.save()
    return notice


@act("core:notice:all_read", _("Đọc mọi thông báo"))
def read_all_notices(*, by: Actor, now: datetime) -> int:
    """Mark all of one's own as read; how many there were."""
    waiting = list(notices(by.user_id, unread=True))
    for notice in waiting:
        notice.read_at = now
        notice.save()
    return len(waiting)
