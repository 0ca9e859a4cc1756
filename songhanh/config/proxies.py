"""Whose word about a caller's address is taken: proxies of our own, named by their addresses, nobody else."""

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MOST_HOPS = 20  # nobody stands behind more proxies; a longer header is read from its near end
TOLD = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


def true_address(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, first of all: afterwards ``REMOTE_ADDR`` is the caller's own address.

    What a caller that is no trusted proxy says of itself is taken away, so that nothing further in can believe it.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        peer = request.META.get("REMOTE_ADDR", "")
        if trusted(peer, settings.TRUSTED_PROXIES):
            told = request.META.pop("HTTP_X_FORWARDED_FOR", "")
            request.META["REMOTE_ADDR"] = caller(peer, told, settings.TRUSTED_PROXIES)
        else:
            for name in TOLD:
                request.META.pop(name, None)
        return handle(request)

    return respond


def caller(peer: str, told: str, proxies: Sequence[Network]) -> str:
    """The nearest address of `told` (``X-Forwarded-For``) that is no proxy of ours.

    Each proxy adds who called it at the end, so that only what our own ones have added is true: it is read from
    the end, and not beyond the first stranger, or the first word that is no address.
    """
    last = peer
    for word in reversed(told.rsplit(",", MOST_HOPS)[-MOST_HOPS:]):
        found = address(word)
        if found is None:
            return last
        last = str(found)
        if not trusted(last, proxies):
            return last
    return last


def trusted(text: str, proxies: Sequence[Network]) -> bool:
    """Whether the address lies in one of the networks."""
    found = address(text)
    return found is not None and any(found in network for network in proxies)


def address(text: str) -> Address | None:
    """An address as proxies write it: «203.0.113.7», with a port, «[2001:db8::1]:443», IPv4 inside IPv6."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
