"""The link by which a user sets the first password: the reset link of the sign-in library, in other words."""

from allauth.account.app_settings import _app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from songhanh.core.models import User


def own_address(path: str) -> str:
    """The whole address of `path` on this server, as mails name it."""
    return settings.BASE_URL.rstrip("/") + path


def invitation_link(user: User) -> str:
    """Holds for three days, once: a password set, or a changed mail address, ends it."""
    token = _app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": token}
    return own_address(reverse("account_reset_password_from_key", kwargs=kwargs))


def send_invitation(user: User) -> None:
    """By mail, in the user's language; a user without an address gets the link from the administrator."""
    if not user.email:
        return
    with translation.override(user.language):
        values = {"user": user, "link": invitation_link(user), "base_url": own_address("/")}
        subject = render_to_string("account/email/invitation_subject.txt", values).strip()
        send_mail(
            subject, render_to_string("account/email/invitation_message.txt", values), None, [user.email]
        )
