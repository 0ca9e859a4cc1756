"""Every kind of thing there is to find, and who may look for it."""

from collections.abc import Callable
from dataclasses import dataclass

from songhanh.config.search.answer import Group, Sought
from songhanh.config.search.pages import pages, users
from songhanh.config.search.people import people
from songhanh.config.search.register import enterprises, parks
from songhanh.config.search.reports import documents, reports, targets
from songhanh.core.accounts.permissions import Permission

P = Permission


@dataclass(frozen=True, slots=True)
class Kind:
    """`gates`: of each one permission is needed; `data` false for what programs do not ask for."""

    find: Callable[[Sought], Group]
    gates: tuple[tuple[Permission, ...], ...]
    data: bool = True


# In the order in which they are shown.
KINDS = (
    Kind(enterprises, ((P.REGISTER_READ,),)),
    Kind(people, ((P.PEOPLE_READ,),)),
    Kind(reports, ((P.REPORTS_READ,),)),
    Kind(documents, ((P.CONSOLIDATE, P.DOCUMENTS_READ),)),
    Kind(targets, ((P.REPORTS_READ,), (P.TODAY_READ,))),
    Kind(parks, ((P.REGISTER_READ,),)),
    Kind(users, ((P.USERS_MANAGE,),), data=False),
    Kind(pages, (), data=False),
)


def find_all(sought: Sought, *, data_only: bool = False) -> list[Group]:
    """What was found, kind by kind; kinds without a find are left out."""
    asked = [kind for kind in KINDS if kind.data or not data_only]
    allowed = [kind for kind in asked if all(any(map(sought.by.may, gate)) for gate in kind.gates)]
    groups = [kind.find(sought) for kind in allowed] if sought.text else []
    return [each for each in groups if each.hits]
