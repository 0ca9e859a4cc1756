"""A slice's pages as one section: the way between them, one form on a page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from songhanh.core.ui.request import Request

Words = str | Promise
Pages = Iterable[tuple[str, Words]]  # the address's name and what the page is called


def section(request: Request, pages: Pages, here: str, /, **context: Any) -> dict[str, Any]:
    """The context of the page `here`: the other pages of its section beside it."""
    ways = [(label, reverse(name), name == here) for name, label in pages]
    shown = {"section_pages": ways, "as_of": request.now, **context}
    return shown | {"screen_code": here.replace(":", "-")}


def form_answer(
    request: Request, form: forms.Form, context: dict[str, Any], template: str = "core/form.html"
) -> HttpResponseBase:
    """One form with one button. `context`: title, act, back_url, lead beside what the page is made of."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
