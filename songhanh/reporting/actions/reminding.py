"""Reminding: delivered inside the product and by mail, or written down after a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actions.notices import send_each
from songhanh.core.actor import Actor
from songhanh.core.reasons import RefusedError
from songhanh.reporting import policies
from songhanh.reporting.actions.locking import lock
from songhanh.reporting.models import Obligation, Reminder
from songhanh.reporting.models.collecting import Channel
from songhanh.reporting.queries.reachable import Reach, reachable


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to one enterprise: `address` is the report's page, with the host for mail."""

    obligation: Obligation
    subject: str
    text: str
    path: str
    url: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was sent, and per channel the reports whose enterprise could not be reached so."""

    reminders: Sequence[Reminder]
    unreached: dict[Channel, list[Obligation]]


@acts.act("reporting:reminder:sent", _("Nhắc nộp báo cáo"))
def send_reminders(
    *, letters: Sequence[Letter], channels: Sequence[Channel], by: Actor, now: datetime
) -> Reminded:
    """Send each letter through `channels`; what could not be delivered is not counted as a reminder."""
    obligations = [letter.obligation for letter in letters]
    lock(obligations)
    for obligation in obligations:
        policies.check_can_collect(by, obligation)
        policies.check_awaited(obligation)
    if not channels:
        raise RefusedError("no_channel", _("Chọn ít nhất một cách nhắc."))
    reach = reachable({o.enterprise_id for o in obligations}, timezone.localdate(now))
    unreached: dict[Channel, list[Obligation]] = {}
    reminders = []
    for channel in channels:
        sent = _delivered(channel, letters, reach, by, now)
        unreached[channel] = [o for o in obligations if o not in sent]
        reminders += [_reminder(letter, channel, by, now) for letter in letters if letter.obligation in sent]
    acts.insert(reminders)
    for obligation in {reminder.obligation for reminder in reminders}:
        obligation.reminders += 1
        obligation.save()
    return Reminded(reminders, unreached)


def _delivered(
    channel: Channel, letters: Sequence[Letter], reach: dict[int, Reach], by: Actor, now: datetime
) -> set[Obligation]:
    if channel is Channel.CALL:
        return {letter.obligation for letter in letters}
    if channel is Channel.EMAIL:
        return _mailed(letters, reach)
    told = [
        (user, f"{letter.obligation.enterprise}: {letter.text}", letter.path)
        for letter in letters
        for user in _reach(reach, letter).users
    ]
    send_each(letters=told, kind="reporting.reminder", by=by, now=now)
    return {letter.obligation for letter in letters if _reach(reach, letter).users}


def _mailed(letters: Sequence[Letter], reach: dict[int, Reach]) -> set[Obligation]:
    """Those whose mail the server took. Without a server nothing is written down, nothing was sent."""
    addressed = [letter for letter in letters if _reach(reach, letter).emails]
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise RefusedError(
            "mail_down",
            _("Máy chủ thư không trả lời: chưa gửi thư nào. Chọn cách nhắc khác hoặc thử lại sau."),
        ) from error
    sent = set()
    try:
        for letter in addressed:
            if _mail(letter, _reach(reach, letter).emails, connection):
                sent.add(letter.obligation)
    finally:
        connection.close()
    return sent


def _mail(letter: Letter, emails: list[str], connection: object) -> bool:
    greeting = _now("Kính gửi %(enterprise)s,") % {"enterprise": letter.obligation.enterprise.name}
    body = f"{greeting}\n\n{letter.text}\n\n{letter.url}\n"
    message = EmailMessage(letter.subject, body, to=emails, connection=connection)
    try:
        return bool(message.send())
    except (OSError, SMTPException):
        return False


def _reach(reach: dict[int, Reach], letter: Letter) -> Reach:
    return reach.get(letter.obligation.enterprise_id) or Reach()


def _reminder(letter: Letter, channel: Channel, by: Actor, now: datetime) -> Reminder:
    return Reminder(
        obligation=letter.obligation,
        channel=channel,
        text=letter.text,
        sent_at=now,
        sent_by_id=by.user_id,
    )
