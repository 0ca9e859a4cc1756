"""Employee codes as time clocks write them, against the register's: in another case, without leading zeros."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from songhanh.enterprises.models import Enterprise
from songhanh.people.models import Employment

Days = list[tuple[date, date | None]]  # [since, until)


@dataclass(slots=True)
class Register:
    """The codes of an enterprise within some days, each with the days on which somebody had it."""

    days: dict[str, Days]
    bare: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for code in self.days:
            found[bare_code(code)].add(code)
        self.bare = dict(found)

    def meant(self, code: str) -> str:
        """The register's code for what a clock has written; «» where there is none, or more than one."""
        if code in self.days:
            return code
        alike = self.bare.get(bare_code(code), set())
        return next(iter(alike)) if len(alike) == 1 else ""

    def works(self, code: str, on: date) -> bool:
        """Whether somebody has this code (of the register) on a day."""
        return any(since <= on and (until is None or on < until) for since, until in self.days.get(code, ()))


def register_of(enterprise: Enterprise, first: date, last: date) -> Register:
    """The codes that somebody had between `first` and `last`, both included."""
    here = Employment.objects.filter(enterprise=enterprise, since__lte=last)
    rows = here.filter(Q(until=None) | Q(until__gt=first)).order_by("employee_code", "since")
    return Register(_by_code(rows.values_list("employee_code", "since", "until")))


def _by_code(rows: Iterable[tuple[str, date, date | None]]) -> dict[str, Days]:
    found: dict[str, Days] = defaultdict(list)
    for code, since, until in rows:
        found[code].append((since, until))
    return dict(found)


def bare_code(code: str) -> str:
    """«nl-0007» and «NL-0007» are one; «00123» is what Excel makes 123 of."""
    return code.upper().lstrip("0") if code.isdecimal() else code.upper()
