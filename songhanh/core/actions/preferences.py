"""What a user sets for himself: how to be reached, how to see the product. Never the name: acts stand under it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts, policies
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.core.models import User
from songhanh.core.records import fingerprint

SETTINGS = ("language", "theme", "density")


@act("core:user:preferences_changed", _("Đổi cài đặt của mình"))
def change_preferences(
    *, user: User, phone: str, language: str, theme: str, density: str, by: Actor, now: datetime
) -> User:
    """Keep the four; the trail keeps the settings as they are and of the telephone only that it changed."""
    policies.check_can_set_own(by, user)
    before = kept(user)
    user.phone, user.language, user.theme, user.density = phone, language, theme, density
    user.save(update_fields=["phone", *SETTINGS])
    acts.current("User").note(f"core.user:{user.pk}", before, kept(user))
    return user


def kept(user: User) -> dict[str, str | None]:
    """What the audit trail keeps of it."""
    return {**{name: getattr(user, name) for name in SETTINGS}, "phone": fingerprint(user.phone)}
