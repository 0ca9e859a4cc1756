"""A list page's whole answer: the page, or with `export=xlsx|csv` the same list as a file."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from songhanh.core.ui.lists.export import export_answer
from songhanh.core.ui.lists.heads import address
from songhanh.core.ui.lists.page import list_page
from songhanh.core.ui.lists.rows import Rows
from songhanh.core.ui.lists.spec import ListSpec
from songhanh.core.ui.request import Request


def list_answer(
    request: Request, rows: Rows, spec: ListSpec, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """Render `template` with the list under the name `list`, or send the file."""
    spec = _asking_once(spec)
    if spec.export_name and request.GET.get("export") in {"xlsx", "csv"}:
        return export_answer(request, rows, spec, request.GET["export"])
    page = list_page(request, rows, spec)
    answer = render(request, template, {"list": page, **(context or {})})
    if request.htmx:
        # The form sends every field; the address bar gets the shortest form, the one that is worth sending on.
        answer["HX-Push-Url"] = address(page.path, page.asked_query)
    return answer


def _asking_once(spec: ListSpec) -> ListSpec:
    """For this answer each filter's options are read once, though tabs, fields and chips all look at them."""
    return replace(spec, filters=[replace(each, options=cache(each.options)) for each in spec.filters])
