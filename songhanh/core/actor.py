"""Who acts: handed to every action as `by`, written into every audit event."""

from dataclasses import dataclass

from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.roles import ROLES
from songhanh.core.scope import EVERYTHING, NOTHING, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user, an API client, or the system itself (no user id, all permissions)."""

    user_id: int | None
    name: str
    role: str
    scope: Scope
    origin: str  # where from: "web 10.0.0.7", "cli", "api <client>", "job"
    permissions: frozenset[Permission] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Whether the role (or the API client's scopes) holds `permission`."""
        return permission in self.permissions

    @property
    def role_name(self) -> str:
        """The role's name in the reader's language."""
        return str(ROLES[self.role].name) if self.role in ROLES else self.role


def system(origin: str) -> Actor:
    """The system acting by itself: a job, the demo, the command line's own upkeep."""
    return Actor(None, "Hệ thống", "SYSTEM", EVERYTHING, origin, frozenset(Permission))


NOBODY = Actor(None, "", "NOBODY", NOTHING, "web")
