"""The one row of navigation: only what exists and what the reader may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import Actor
from songhanh.core.queries import unread_notices
from songhanh.core.ui.request import Request
from songhanh.dashboards.queries import count_to_do, reports_are_filed
from songhanh.dashboards.views.queue import count_queue


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: shown to who holds `permission` and not `unless`; `count` is the reader's own open work.

    `also` is another page that this item leads to by a link, and that the reader's menu has no item for;
    `shown` says whether the item is of use now.
    """

    label: str | Promise
    url_name: str
    permission: Permission
    count: Callable[[Request], int] | None = None
    unless: Permission | None = None
    also: str = ""
    shown: Callable[[], bool] | None = None


# In the order in which they stand; a page that does not exist yet shows no item.
ENTRIES = (
    Entry(_("Bước đầu"), "dashboards:start", Permission.AUDIT_READ, shown=lambda: not reports_are_filed()),
    Entry(
        _("Bước đầu"),
        "dashboards:start",
        Permission.QUEUE_READ,
        unless=Permission.AUDIT_READ,
        shown=lambda: not reports_are_filed(),
    ),
    Entry(_("Hôm nay"), "dashboards:today", Permission.TODAY_READ),
    Entry(_("Việc cần làm"), "dashboards:desk", Permission.DESK_READ, lambda r: count_to_do(r.actor.scope)),
    Entry(_("Việc của tôi"), "dashboards:queue", Permission.COLLECTION_RUN, count_queue),
    Entry(_("Việc đang chờ"), "dashboards:queue", Permission.QUEUE_READ, unless=Permission.COLLECTION_RUN),
    Entry(_("Báo cáo"), "reporting:list", Permission.REPORTS_READ),
    Entry(_("Doanh nghiệp"), "enterprises:list", Permission.REGISTER_READ, also="parks:list"),
    Entry(
        _("Lao động"),
        "people:list",
        Permission.PEOPLE_READ,
        unless=Permission.DESK_READ,
        also="people:desk-list",  # where officers add people and import their lists
    ),
    Entry(_("Lao động"), "people:desk-list", Permission.DESK_READ),
    Entry(_("Ra vào"), "gate:passes", Permission.GATE_READ, also="gate:scanner"),
    Entry(_("Có mặt"), "presence:inside", Permission.PRESENCE_READ),
    Entry(_("Dịch tễ"), "epidemic:runs", Permission.EPIDEMIC_READ, also="epidemic:cases"),
    Entry(_("Người dùng"), "core:users", Permission.USERS_MANAGE),
    Entry(_("Khóa ký thẻ"), "gate:keys", Permission.GATE_KEYS),
    Entry(_("Lưu trữ"), "people:retention", Permission.PEOPLE_ERASE),
    Entry(_("Nhật ký"), "core:audit", Permission.AUDIT_READ),
)


# What else there is of one enterprise, for those who work on many; a desk's own menu leads to its own.
ABOUT_ENTERPRISE = (
    Entry(_("Báo cáo"), "reporting:enterprise", Permission.TODAY_READ),
    Entry(_("Lao động"), "people:list", Permission.PEOPLE_READ, unless=Permission.DESK_READ),
    Entry(_("Thẻ ra vào"), "gate:passes", Permission.GATE_READ, unless=Permission.DESK_READ),
    Entry(_("Đang ở trong"), "presence:inside", Permission.PRESENCE_READ, unless=Permission.DESK_READ),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the page shows it."""

    label: str | Promise
    url: str
    current: bool
    count: int


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; nothing is asked of the database before a page shows it."""
    asked = cast("Request", request)
    context: dict[str, Any] = {"demo_clock": getattr(request, "now", None) if settings.DEMO else None}
    if getattr(getattr(request, "actor", None), "user_id", None) is None:
        return context
    return context | {
        "about_enterprise": lambda code: about_enterprise(asked.actor, code),
        "nav_items": SimpleLazyObject(lambda: items(asked)),
        "search_url": _url("search"),
        "notices_url": reverse("core:notices"),
        "notices_count": SimpleLazyObject(lambda: unread_notices(asked.actor.user_id)),
    }


def items(request: Request) -> list[Item]:
    """What this reader may open; the longest address that begins the page's own is the current one."""
    found = [(entry, url) for entry, url in open_entries(request.actor) if not entry.shown or entry.shown()]
    begins = {address: url for entry, url in found for address in (url, _url(entry.also)) if address}
    here = begins.get(max(filter(request.path.startswith, begins), key=len, default=""), "")
    return [
        Item(entry.label, url, url == here, entry.count(request) if entry.count else 0)
        for entry, url in found
    ]


def open_entries(by: Actor) -> list[tuple[Entry, str]]:
    """The items that `by` may open, with their addresses."""
    return [
        (entry, url)
        for entry in ENTRIES
        if by.may(entry.permission)
        and not (entry.unless and by.may(entry.unless))
        and (url := _url(entry.url_name))
    ]


def about_enterprise(by: Actor, code: str) -> list[tuple[str | Promise, str]]:
    """Labels and addresses of the pages and lists about one enterprise that `by` may open."""
    return [
        (entry.label, _about(entry.url_name, code))
        for entry in ABOUT_ENTERPRISE
        if by.may(entry.permission) and not (entry.unless and by.may(entry.unless))
    ]


def _about(name: str, code: str) -> str:
    """A list is filtered; what is no list has a page for each."""
    listed = _url(name)
    return f"{listed}?enterprise={code}" if listed else reverse(name, args=[code])


def _url(name: str) -> str:
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""
