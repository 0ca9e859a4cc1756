"""Saved views as tabs: the user's own first, then those that come with the page, each with its count."""

from dataclasses import dataclass

from django.http import QueryDict

from songhanh.core.models import SavedView
from songhanh.core.ui.lists.asked import Asked, asked
from songhanh.core.ui.lists.heads import address
from songhanh.core.ui.lists.rows import Rows, count, matching
from songhanh.core.ui.lists.spec import ListSpec, Words
from songhanh.core.ui.request import Request


@dataclass(frozen=True, slots=True)
class Tab:
    """A way of looking; `uuid` names one that the user may take away."""

    name: Words
    url: str
    current: bool
    count: int
    uuid: str = ""


def tabs(request: Request, spec: ListSpec, ask: Asked, rows: Rows, total: int) -> tuple[Tab, ...]:
    """No tabs at all where the page brings none and the user has saved none; `total` is the list's own count."""
    here = ask.query()
    own = [(view.name, view.query, str(view.uuid)) for view in saved_views(request)]
    brought = [(preset.name, preset.query, "") for preset in spec.presets]
    found = []
    for name, query, uuid in [*own, *brought]:
        meant = asked(QueryDict(query), spec)
        asks = meant.query()
        current = asks == here
        size = total if current else count(matching(rows, meant, spec))
        found.append(Tab(name, address(request.path, asks), current, size, uuid))
    return tuple(found)


def saved_views(request: Request) -> list[SavedView]:
    """What the user has saved on this page."""
    if request.actor.user_id is None:
        return []
    return list(SavedView.objects.filter(user_id=request.actor.user_id, page=request.path).order_by("name"))
