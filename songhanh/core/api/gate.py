"""The gate of every operation."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied

from songhanh.core.accounts.permissions import Permission
from songhanh.core.ui.request import Request

P = ParamSpec("P")
R = TypeVar("R")


def needs(
    *permissions: Permission,
) -> Callable[[Callable[Concatenate[Request, P], R]], Callable[..., R]]:
    """The operation needs one of `permissions`; who asks is known already, or refused with 401."""

    def gate(view: Callable[Concatenate[Request, P], R]) -> Callable[..., R]:
        @functools.wraps(view)
        def guarded(request: Request, *args: P.args, **kwargs: P.kwargs) -> R:
            if not any(request.actor.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.gates = (permissions, *getattr(view, "gates", ()))  # type: ignore[attr-defined]
        return guarded

    return gate


def everybody(view: Callable[Concatenate[Request, P], R]) -> Callable[..., R]:
    """The operation is open to whoever is known: it gives only what is the asker's own."""
    view.gates = ()  # type: ignore[attr-defined]
    return view


def who(request: Request) -> dict[str, Any]:
    """`by` and `now` of an act."""
    return {"by": request.actor, "now": request.now}
