"""What is asked, what is answered: groups of links, a few each, with the way to all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from songhanh.core.actor import Actor

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sought:
    """`text` as typed, by whom, when. Through the API (`named` false) no person's name is found or told."""

    text: str
    by: Actor
    now: datetime
    limit: int = 5
    named: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing: what it is called, what tells it from others, where it is."""

    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind; `more_url` leads to the list of all of them where there are more."""

    key: str
    title: Words
    hits: tuple[Hit, ...]
    more_url: str


def group(key: str, title: Words, hits: Iterable[Hit], sought: Sought, all_url: str) -> Group:
    """The first hits; `hits` brings one more than are shown where there are more."""
    found = tuple(hits)
    return Group(key, title, found[: sought.limit], all_url if len(found) > sought.limit else "")
