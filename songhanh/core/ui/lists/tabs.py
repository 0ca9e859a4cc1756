"""Saved views as tabs: the user's own first, then those that come with the page, each with its count."""

from dataclasses import dataclass

from django.http import QueryDict

from songhanh.core.models import SavedView
from songhanh.core.ui.lists.asked import RESERVED, Asked, asked
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
    lost: bool = False  # saved with a filter or a value that the page does not offer now


def tabs(request: Request, spec: ListSpec, ask: Asked, rows: Rows, total: int) -> tuple[Tab, ...]:
    """No tabs at all where the page brings none and the user has saved none; `total` is the list's own count."""
    here = ask.query()
    own = [(view.name, view.query, str(view.uuid)) for view in saved_views(request)]
    brought = [(preset.name, preset.query, "") for preset in spec.presets]
    found = []
    for name, query, uuid in [*own, *brought]:
        meant = asked(QueryDict(query), spec)
        asks = meant.query()
        # In another order, or with other columns, the same rows need not be counted again.
        same = (meant.q, meant.filters) == (ask.q, ask.filters)
        size = total if same else count(matching(rows, meant, spec))
        lost = bool(uuid) and _lost(query, meant)
        found.append(Tab(name, address(request.path, asks), asks == here, size, uuid, lost))
    return tuple(found)


def _lost(query: str, meant: Asked) -> bool:
    """Whether something that was saved narrows nothing any more."""
    saved = QueryDict(query)
    return any(
        set(saved.getlist(key)) - set(meant.filters.get(key, ())) for key in saved if key not in RESERVED
    )


def saved_views(request: Request) -> list[SavedView]:
    """What the user has saved on this page."""
    if request.actor.user_id is None:
        return []
    return list(SavedView.objects.filter(user_id=request.actor.user_id, page=request.path).order_by("name"))
