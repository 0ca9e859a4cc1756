"""Text that cannot be kept is refused at the door, in words: no database holds a NUL inside a text."""

from collections.abc import Callable, Iterable
from itertools import chain

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import UnreadablePostError

from songhanh.core.views.errors import error_page

NUL = "\x00"
API = "/api/"  # says no in its own way, place by place


def readable_text(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a NUL in the address, in what is asked or in a form gets a page that says so."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API) and any(NUL in text for text in _texts(request)):
            return error_page(400, "unreadable")
        return handle(request)

    return respond


def _texts(request: HttpRequest) -> Iterable[str]:
    return chain([request.path], _of(request.GET), _of(_form(request)))


def _form(request: HttpRequest) -> QueryDict:
    try:
        return request.POST
    except UnreadablePostError:  # the caller has gone
        return QueryDict()


def _of(given: QueryDict) -> Iterable[str]:
    return (text for name, values in given.lists() for text in (name, *values) if isinstance(text, str))
