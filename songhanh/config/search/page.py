"""``/search/?q=``: what was found, a few of each kind, with the way to all of them."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from songhanh.config.search.answer import Sought
from songhanh.config.search.finding import find_all
from songhanh.core.ui.request import Request, sign_in_first

LONGEST = 200


@require_safe
def search_page(request: Request) -> HttpResponseBase:
    """For everybody who is signed in: each kind has its own gate."""
    if request.actor.user_id is None:
        return sign_in_first(request)
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]
    groups = find_all(Sought(text, request.actor, request.now))
    context = {
        "q": text,
        "groups": groups,
        "count": sum(len(each.hits) for each in groups),
        "confidential": any(each.key == "people" for each in groups),
        "screen_code": "config-search",
    }
    return render(request, "config/search.html", context)
