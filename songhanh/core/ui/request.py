"""A request as the middleware leaves it, and the two gates of every view."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from songhanh.core.accounts.permissions import Permission
from songhanh.core.actor import NOBODY, Actor
from songhanh.core.models import ApiClient
from songhanh.core.records import Record, RecordQuerySet

P = ParamSpec("P")
_M = TypeVar("_M", bound=Record)


class Request(HttpRequest):
    """Type only: what the middleware has put on every request."""

    if TYPE_CHECKING:
        now: datetime
        actor: Actor
        htmx: HtmxDetails
        client: ApiClient  # of the API, where a token was given


# A page with a form on it.
GET_POST = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[Concatenate[Request, P], HttpResponseBase]


def requires(*permissions: Permission) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """The view needs one of `permissions`: sign-in page for strangers, «no permission» page for others."""

    def gate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if (
                request.actor == NOBODY
            ):  # a client of the API has no user, yet is somebody: its lists run these views
                return sign_in_first(request)
            if not any(request.actor.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        # Every gate on the way in, the outermost first: of each one permission is needed.
        guarded.gates = (permissions, *getattr(view, "gates", ()))  # type: ignore[attr-defined]
        return guarded

    return gate


def sign_in_first(request: Request) -> HttpResponseBase:
    """The sign-in page; inside an HTMX swap the whole page goes there."""
    answer = redirect_to_login(request.get_full_path())
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
    return answer


def visible(rows: RecordQuerySet[_M], actor: Actor, **lookup: Any) -> _M:
    """The one row that `lookup` names, if `actor` may see it: a foreign row and an unknown one are both 404."""
    row = rows.visible_to(actor.scope).filter(**lookup).first()
    if row is None:
        raise Http404
    return row
