"""How a user wants to see the product, and under which name others see the user."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import User
from songhanh.core.records import fingerprint

SETTINGS = ("language", "theme", "density")


@act("core:user:preferences_changed", _("Đổi cài đặt của mình"))
def change_preferences(
    *, user: User, full_name: str, language: str, theme: str, density: str, by: Actor, now: datetime
) -> User:
    """Keep the four; the trail keeps the settings as they are and of the name only that it changed."""
    before = kept(user)
    user.full_name, user.language, user.theme, user.density = full_name, language, theme, density
    user.save(update_fields=["full_name", *SETTINGS])
    acts.current("User").note(f"core.user:{user.pk}", before, kept(user))
    return user


def kept(user: User) -> dict[str, str | None]:
    """What the audit trail keeps of it."""
    return {**{name: getattr(user, name) for name in SETTINGS}, "full_name": fingerprint(user.full_name)}
