"""How the sign-in library is to behave here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by himself: users are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
