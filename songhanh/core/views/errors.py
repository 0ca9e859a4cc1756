"""Error pages: what happened, what is safe, what to do. They ask the database nothing."""

import logging
import secrets
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def error_page(status: int, template: str = "", **context: Any) -> HttpResponse:
    """The page for `status`."""
    name = template or str(status)
    return HttpResponse(render_to_string(f"core/errors/{name}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; too much at once is 413."""
    return error_page(413 if isinstance(exception, TOO_BIG) else 400)


def no_permission(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403; the exception's own words are shown, when it has any."""
    return error_page(403, reason=str(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page was left open past its session."""
    return error_page(403, "csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return error_page(404)


def conflict(reason: str, url: str) -> HttpResponse:
    """For views: somebody else has changed the same thing; `url` is where the newest stands."""
    return error_page(409, reason=reason, url=url)


def broken(request: HttpRequest) -> HttpResponse:
    """handler500, with a code that the log holds too; a database that does not answer is 503."""
    code = secrets.token_hex(4)
    logger.error("error page %s for %s", code, request.path)
    busy = isinstance(sys.exc_info()[1], OperationalError)
    return error_page(503 if busy else 500, code=code)
