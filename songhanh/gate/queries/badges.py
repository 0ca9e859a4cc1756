"""What stands on the badges of an enterprise: the one list in which passes and names meet."""

from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.gate.queries.passes import employed_in
from songhanh.gate.tokens import encode
from songhanh.people.models import Employment
from songhanh.people.queries.lines import Line, lines_among, lines_called, of_lines


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge; `last_day` is the last on which it holds, `first_day` the first, of a guest's."""

    token: str
    name: str
    label: str
    line: str
    last_day: date
    first_day: date | None = None


def badges_of(enterprise: Enterprise, *, on: date, line: str = "", pass_: Pass | None = None) -> list[Badge]:
    """The open workers' passes of an enterprise (or of one line, or a single pass), in the order of lines and codes.

    A `line` said without its workshop is every line of that name.
    """
    works = employed_in(enterprise, on).order_by()
    works = works.filter(of_lines(lines_called(lines_among(works), line))) if line else works
    people = {row.stay: row for row in works}
    rows = Pass.objects.filter(enterprise=enterprise, revoked_at=None, valid_until__gt=on, stay__isnull=False)
    rows = (rows.filter(pk=pass_.pk) if pass_ else rows).select_related("key")
    signing: dict[int, Ed25519PrivateKey] = {}
    shown = [(row, people[row.stay]) for row in rows if row.stay in people]
    shown.sort(key=lambda pair: (pair[1].workshop, pair[1].line, pair[0].label))
    return [_badge(row, work, enterprise.code, signing) for row, work in shown]


def guest_badges_of(enterprise: Enterprise, *, on: date, pass_: Pass | None = None) -> list[Badge]:
    """The open day passes of guests expected on a day (or a single one), in the order of their numbers.

    A guest's badge says by whom he is received; nobody else's datum stands on it.
    """
    rows = Pass.objects.filter(enterprise=enterprise, revoked_at=None, announcement__cancelled_at=None)
    rows = rows.filter(announcement__isnull=False, valid_from__lte=on, valid_until__gt=on)
    rows = Pass.objects.filter(pk=pass_.pk, revoked_at=None) if pass_ else rows
    signing: dict[int, Ed25519PrivateKey] = {}
    shown = rows.select_related("key", "announcement").order_by("label")
    return [_guest_badge(row, enterprise.code, signing) for row in shown if row.announcement]


def _guest_badge(row: Pass, code: str, signing: dict[int, Ed25519PrivateKey]) -> Badge:
    guest = row.announcement
    assert guest is not None  # asked for so
    parts = (guest.get_kind_display(), guest.company, guest.plate, guest.host)
    where = " · ".join(part for part in parts if part)
    last = row.valid_until - timedelta(days=1)
    return Badge(_token(row, code, signing), guest.name, row.label, where, last, row.valid_from)


def _token(row: Pass, code: str, signing: dict[int, Ed25519PrivateKey]) -> str:
    key = signing.get(row.key_id) or signing.setdefault(row.key_id, row.key.private())
    return encode(row.claims(code, row.key.number), key)


def _badge(row: Pass, work: Employment, code: str, signing: dict[int, Ed25519PrivateKey]) -> Badge:
    where = " · ".join(part for part in (work.line_name, work.shift) if part)
    return Badge(
        _token(row, code, signing), work.full_name, row.label, where, row.valid_until - timedelta(days=1)
    )


def lines_with_badges(enterprise: Enterprise, on: date) -> list[Line]:
    """The lines that can be printed by themselves."""
    return lines_among(employed_in(enterprise, on))
