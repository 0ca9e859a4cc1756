"""The gate slice."""

from django.apps import AppConfig
from django.conf import settings


class GateApp(AppConfig):
    """Passes, gates, devices, places, gate rules."""

    name = "songhanh.gate"
    label = "gate"

    def ready(self) -> None:
        """In the demo its clock follows the scans: else nobody who passes a gate now would be seen inside."""
        if settings.DEMO_CLOCK is not None:
            from songhanh.core import clock  # noqa: PLC0415 (models are there only now)
            from songhanh.gate.queries.stream import last_received  # noqa: PLC0415

            clock.followed.append(last_received)
