"""The search through the API: the same kinds and gates, people by code alone and always masked."""

from dataclasses import asdict
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from songhanh.config.search.answer import Group, Sought
from songhanh.config.search.finding import find_all
from songhanh.core.accounts.permissions import Permission
from songhanh.core.api.gate import needs
from songhanh.core.api.values import Words
from songhanh.core.ui.request import Request

router = Router(tags=["search"])


class SearchAsked(Schema):
    """Words, codes, periods as «T12/2021»; `limit` of each kind."""

    q: Annotated[Words, Field(min_length=1)]
    limit: int = Field(5, ge=1, le=50)


class HitOut(Schema):
    """One thing; `url` opens its page."""

    title: str
    detail: str
    url: str


class SearchGroupOut(Schema):
    """Things of one kind; `more_url` is empty where these are all."""

    key: str
    title: str
    hits: list[HitOut]
    more_url: str


class SearchOut(Schema):
    """What was found, kind by kind; kinds without a find are left out."""

    q: str
    groups: list[SearchGroupOut]


@router.get("/search", response=SearchOut)
@needs(Permission.REGISTER_READ, Permission.PEOPLE_READ, Permission.REPORTS_READ, Permission.DOCUMENTS_READ)
def search(request: Request, asked: Query[SearchAsked]) -> Any:
    """Enterprises, people (masked), reports, consolidations, targets, parks within scope."""
    text = " ".join(asked.q.split())
    sought = Sought(text, request.actor, request.now, asked.limit, named=False)
    return {"q": text, "groups": [_plain(each) for each in find_all(sought, data_only=True)]}


def _plain(found: Group) -> dict[str, Any]:
    return {**asdict(found), "title": str(found.title)}
