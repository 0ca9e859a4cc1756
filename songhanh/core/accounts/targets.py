"""What a grant can name: the authority, and the parks and enterprises that the slices above tell of.

The setting GRANT_TARGETS names functions ``() -> Iterable[Target]``; config alone knows them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from songhanh.core.scope import ScopeKind


@dataclass(frozen=True, slots=True)
class Target:
    """`target_id` is a database id (None: the whole authority), `code` is typed, `label` is read."""

    kind: ScopeKind
    target_id: int | None
    code: str
    label: str

    @property
    def key(self) -> str:
        """How a form names it: ``ENTERPRISES:12``."""
        return f"{self.kind}:{self.target_id or ''}"


def targets() -> list[Target]:
    """All of them, the authority first."""
    whole = Target(ScopeKind.AUTHORITY, None, "*", _("Toàn Ban Quản lý"))
    told: list[Iterable[Target]] = [import_string(path)() for path in settings.GRANT_TARGETS]
    return [whole, *(target for group in told for target in group)]


def target_of(key: str) -> Target | None:
    """The target of that key."""
    return next((target for target in targets() if target.key == key), None)
