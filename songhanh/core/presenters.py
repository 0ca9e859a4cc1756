"""Users, events and notices as pages and lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts import tries
from songhanh.core.accounts.roles import ROLES
from songhanh.core.accounts.second_factor import users_with_second_factor
from songhanh.core.acts import TITLES
from songhanh.core.audit.subjects import in_words
from songhanh.core.models import Event, Grant, User

KINDS = {"AUTHORITY": _("Toàn Ban Quản lý"), "PARKS": _("Khu"), "ENTERPRISES": _("Doanh nghiệp")}


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One grant: what it names, from when until when (the last day is the one before `valid_until`)."""

    uuid: str
    kind: str | Promise
    label: str
    valid_from: date
    valid_until: date | None
    reason: str
    open: bool


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user of the list. `locked_until` only while locked."""

    username: str
    full_name: str
    email: str
    phone: str
    role_code: str
    role: str
    state: str
    locked_until: datetime | None
    second_factor: bool
    last_login: datetime | None
    grants: list[GrantRow]

    @property
    def scope(self) -> str:
        """What may be seen, in one line."""
        open_ = [grant.label or str(grant.kind) for grant in self.grants if grant.open]
        more = f" +{len(open_) - 3}" if len(open_) > 3 else ""
        return ", ".join(open_[:3]) + more


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline."""

    at: datetime
    fact: str | Promise
    detail: str
    kind: str  # «» or bad
    url: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the audit trail; what it changed is read by `core.audit.readings`."""

    number: int
    name: str
    title: str | Promise
    at: datetime
    recorded_at: datetime
    by: str
    by_role_name: str | Promise
    origin: str
    subject: str
    about: str  # the subject in words, where there are any
    hash: str


def user_rows(users: list[User], *, on: date, now: datetime) -> list[UserRow]:
    """`users` as `queries.users` gives them (with `open_grants`); `now` of the machine, for the locks."""
    locks = tries.locked_users(users, now)
    with_factor = users_with_second_factor([user.pk for user in users])
    return [user_row(user, on, locks.get(user.pk), user.pk in with_factor) for user in users]


def user_row(user: User, on: date, locked_until: datetime | None, second_factor: bool) -> UserRow:
    """One of them."""
    state = state_of(user, locked_until)
    return UserRow(
        user.username,
        user.full_name,
        user.email,
        user.phone,
        user.role,
        str(user.role_class.name),
        state,
        locked_until,
        second_factor,
        user.last_login,
        [grant_row(grant, on) for grant in user.open_grants],  # type: ignore[attr-defined]
    )


def state_of(user: User, locked_until: datetime | None) -> str:
    """The one state that matters most."""
    if not user.is_active:
        return "INACTIVE"
    if locked_until is not None:
        return "LOCKED"
    return "ACTIVE" if user.has_usable_password() else "INVITED"


def grant_row(grant: Grant, on: date) -> GrantRow:
    """A grant on that day."""
    return GrantRow(
        str(grant.uuid),
        KINDS.get(grant.kind, grant.kind),
        grant.label or str(grant.target_id) if grant.target_id else "",
        grant.valid_from,
        grant.valid_until,
        grant.reason,
        grant.valid_until is None or grant.valid_until > on,
    )


def event_rows(events: Sequence[Event]) -> list[EventRow]:
    """Events, their subjects in words."""
    words = in_words(event.subject for event in events)
    return [_event_row(event, words.get(event.subject, "")) for event in events]


def _event_row(event: Event, about: str) -> EventRow:
    return EventRow(
        event.number,
        event.name,
        TITLES.get(event.name, event.name),
        event.at,
        event.recorded_at,
        event.by_name,
        ROLES[event.by_role].name if event.by_role in ROLES else "",
        event.origin,
        event.subject,
        about,
        event.hash,
    )


def happenings(events: list[Event]) -> list[Happening]:
    """Events as a timeline's lines."""
    return [
        Happening(
            event.at,
            TITLES.get(event.name, event.name),
            " · ".join(part for part in (event.by_name, event.origin) if part),
            "bad" if event.name.endswith("_failed") else "",
            reverse("core:event", args=[event.number]),
        )
        for event in events
    ]
