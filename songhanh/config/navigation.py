"""The one row of navigation: only what exists and what the reader may open."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of every page (filled in as slices bring pages)."""
    return {"nav_items": []}
