"""From a signed-in user to the actor that actions take."""

from datetime import date

from songhanh.core.accounts.grants import scope_of
from songhanh.core.actor import Actor
from songhanh.core.models import User


def actor_of(user: User, *, on: date, origin: str) -> Actor:
    """`user` acting on that day from `origin`."""
    return Actor(user.pk, str(user), user.role, scope_of(user, on), origin, user.role_class.permissions)
