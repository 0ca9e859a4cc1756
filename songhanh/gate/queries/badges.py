"""What stands on the badges of an enterprise: the one list in which passes and names meet."""

from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.gate.queries.passes import employed_in
from songhanh.gate.tokens import encode
from songhanh.people.models import Employment


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge; `last_day` is the last on which it holds."""

    token: str
    name: str
    label: str
    line: str
    last_day: date


def badges_of(enterprise: Enterprise, *, on: date, line: str = "", pass_: Pass | None = None) -> list[Badge]:
    """The open workers' passes of an enterprise (or of one line, or a single pass), in the order of lines and codes."""
    works = employed_in(enterprise, on).order_by()
    people = {row.stay: row for row in (works.filter(line=line) if line else works)}
    rows = Pass.objects.filter(enterprise=enterprise, revoked_at=None, valid_until__gt=on, stay__isnull=False)
    rows = (rows.filter(pk=pass_.pk) if pass_ else rows).select_related("key")
    signing: dict[int, Ed25519PrivateKey] = {}
    shown = [(row, people[row.stay]) for row in rows if row.stay in people]
    shown.sort(key=lambda pair: (pair[1].workshop, pair[1].line, pair[0].label))
    return [_badge(row, work, enterprise.code, signing) for row, work in shown]


def _badge(row: Pass, work: Employment, code: str, signing: dict[int, Ed25519PrivateKey]) -> Badge:
    key = signing.get(row.key_id) or signing.setdefault(row.key_id, row.key.private())
    token = encode(row.claims(code, row.key.number), key)
    where = " · ".join(part for part in (work.line, work.shift) if part)
    return Badge(token, work.full_name, row.label, where, row.valid_until - timedelta(days=1))


def lines_with_badges(enterprise: Enterprise, on: date) -> list[str]:
    """The lines that can be printed by themselves."""
    lines = employed_in(enterprise, on).exclude(line="").order_by().values_list("line", flat=True).distinct()
    return sorted(lines)
