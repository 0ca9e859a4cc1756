"""The core slice."""

from django.apps import AppConfig


class CoreApp(AppConfig):
    """Accounts, scope, audit, interface."""

    name = "songhanh.core"
    label = "core"

    def ready(self) -> None:
        """Listen to sign-in and sign-out: they happen inside the library, not in an action of ours."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 (needs loaded models)

        from songhanh.core.accounts import sign_in_events  # noqa: F401, PLC0415 (needs loaded models)

        # Django's own would write the machine's time where the demo's clock holds.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
