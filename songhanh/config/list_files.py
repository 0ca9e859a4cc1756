"""A list page's file made without a browser: the very view, asked as the user or client would ask it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, QueryDict, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.core.tasks.progress import Progress


class _Dropped(BaseStorage):
    """Messages of a page go nowhere: who runs it says what there is to say."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def list_file(
    path: str,
    query: QueryDict,
    *,
    user: User | None,
    by: Actor,
    now: datetime,
    progress: Progress | None = None,
) -> Iterable[bytes]:
    """The file's bytes in pieces; raises `RefusedError` where `by` may not, or no file can be made."""
    request: Any = RequestFactory().get(path, QUERY_STRING=query.urlencode())
    request.user, request.session, request.htmx = user, {}, False
    request.now, request.actor, request.progress = now, by, progress or Progress()
    request._messages = _Dropped(request)
    try:
        found = resolve(path)
        answer = found.func(request, *found.args, **found.kwargs)
    except (PermissionDenied, Resolver404) as error:
        raise RefusedError("not_a_reader", _("Tài khoản này không được xuất danh sách đó.")) from error
    if not isinstance(answer, FileResponse | StreamingHttpResponse):
        raise RefusedError("no_file", _("Không xuất được với các điều kiện này. Xem lại điều kiện lọc."))
    return cast("Iterable[bytes]", answer.streaming_content)


def may_open(path: str, by: Actor) -> bool:
    """Whether the page's gates let `by` in: of each one permission is held."""
    try:
        gates = getattr(resolve(path).func, "gates", ())
    except Resolver404:
        return False
    return all(any(by.may(permission) for permission in gate) for gate in gates)
