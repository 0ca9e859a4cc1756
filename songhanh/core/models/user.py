"""Who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from songhanh.core.accounts.roles import ROLE_CHOICES, ROLES, Role
from songhanh.core.privacy import Privacy, declare

# Lower-case ASCII only: one spelling a user, so that nobody can be looked up, or locked, under two.
USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,59}$",
    _("Tên đăng nhập gồm 2–60 chữ thường không dấu, số, dấu chấm, gạch nối hoặc gạch dưới."),
)


def plain_username(username: str) -> str:
    """The one spelling under which a name is stored, found and counted."""
    return username.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Finds users by name without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of that name."""
        return self.get(username=plain_username(username or ""))


class User(AbstractBaseUser):
    """A person with a sign-in name, one role and grants that say over which rows.

    Not a `Record`: the sign-in library writes passwords and last sign-in times by itself; our own
    changes go through ``core.actions.users`` and note what changed.
    """

    privacy: ClassVar[dict[str, Privacy]] = declare(
        keep="role is_active last_login last_seen_on invited_at language density theme",
        scrub="password",
        personal="username full_name email phone",
    )

    username = models.CharField(max_length=60, unique=True, validators=[USERNAME])
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=24, choices=ROLE_CHOICES)
    is_active = models.BooleanField(default=True)
    last_seen_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, default="vi")
    density = models.CharField(max_length=8, default="normal")
    theme = models.CharField(max_length=8, default="auto")

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name", "role"]
    # The sign-in library asks for these; this product has neither staff pages nor superusers.
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def role_class(self) -> type[Role]:
        """The role this user holds."""
        return ROLES[self.role]

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permission strings are not used here."""
        return False
