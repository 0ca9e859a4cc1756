"""Named questions about users, grants, notices, tasks and the audit trail."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from songhanh.core.actor import Actor
from songhanh.core.models import OPEN, ApiClient, Event, Grant, Notice, Task, User
from songhanh.definitions.units.folding import fold


def grants_open_on(user: User, on: date) -> QuerySet[Grant]:
    """The user's grants that hold on that day or begin later."""
    return Grant.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), user=user).order_by(
        "valid_from", "pk"
    )


def users(*, on: date) -> QuerySet[User]:
    """All users, each with `open_grants`: those that hold on that day or begin later."""
    open_ = Grant.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on)).order_by("kind", "label")
    return User.objects.order_by("full_name", "username").prefetch_related(
        Prefetch("grants", open_, to_attr="open_grants")
    )


def user_ids_named(search: str) -> list[int]:
    """Users whose name, sign-in name or mail address holds `search`. Users are hundreds, not millions."""
    wanted = fold(search)
    rows = User.objects.values_list("pk", "full_name", "username", "email")
    return [pk for pk, *texts in rows if any(wanted in fold(text) for text in texts)]


def events(
    *, who: str = "", name: str = "", subject: str = "", text: str = "", since: date | None = None,
    until: date | None = None, below: int | None = None,
) -> QuerySet[Event]:  # fmt: skip
    """Audit events, newest first. `until` is the last day included; `below` a number to page on from."""
    found = Event.objects.order_by("-number")
    if who:
        found = found.filter(Q(by_id__in=user_ids_named(who)) | Q(by_id=None, by_name__icontains=who))
    if name:
        found = found.filter(name=name)
    if subject:
        found = found.filter(subject=subject) if ":" in subject else found.filter(subject__icontains=subject)
    if text:
        found = found.filter(
            Q(name__icontains=text)
            | Q(subject__icontains=text)
            | Q(by_name__icontains=text)
            | Q(origin__icontains=text)
        )
    if since:
        found = found.filter(at__date__gte=since)
    if until:
        found = found.filter(at__date__lte=until)
    return found.filter(number__lt=below) if below else found


def events_about(user: User, limit: int = 30) -> list[Event]:
    """What the user did and what was done to the user, newest first."""
    subjects = [
        f"core.user:{user.pk}",
        *(f"core.grant:{uuid}" for uuid in user.grants.values_list("uuid", flat=True)),
    ]
    return list(Event.objects.filter(Q(by_id=user.pk) | Q(subject__in=subjects)).order_by("-number")[:limit])


def notices(user_id: int | None, *, unread: bool = False) -> QuerySet[Notice]:
    """The user's notices, newest first."""
    found = Notice.objects.filter(user_id=user_id or 0).order_by("-sent_at", "-pk")
    return found.filter(read_at=None) if unread else found


def unread_notices(user_id: int | None) -> int:
    """How many wait: the number on the bell."""
    return notices(user_id, unread=True).count()


def tasks_of(by: Actor, client: ApiClient | None = None) -> QuerySet[Task]:
    """The asker's own tasks, newest first: a client's are the client's, a user's the user's."""
    own = Q(client=client) if client is not None else Q(user_id=by.user_id or 0)
    return Task.objects.filter(own).order_by("-asked_at", "-pk")


def open_tasks(by: Actor, client: ApiClient | None = None) -> QuerySet[Task]:
    """Those that wait or run."""
    return tasks_of(by, client).filter(state__in=OPEN)


def task_of(by: Actor, uuid: UUID, client: ApiClient | None = None) -> Task | None:
    """The asker's own task of that id; somebody else's is as unknown as one that never was."""
    return tasks_of(by, client).filter(uuid=uuid).first()


def next_tasks() -> QuerySet[Task]:
    """What waits or runs anywhere, the oldest first."""
    return Task.objects.filter(state__in=OPEN).order_by("asked_at", "pk")


def tasks_to_clear(*, now: datetime) -> QuerySet[Task]:
    """Those whose file and parameters have had their time."""
    return Task.objects.filter(expires_at__lte=now, cleared_at=None).order_by("pk")
