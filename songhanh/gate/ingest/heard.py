"""What devices said of themselves since it was last written down: only each one's last word counts."""

from typing import NamedTuple


class Heard(NamedTuple):
    """A device's last word; `snapshot` is the version it decides by."""

    device_id: int
    at: int  # milliseconds since 1970 UTC, the server's
    battery: int | None  # percent
    drift_ms: int  # the server's clock minus the device's
    snapshot: str


class Listening:
    """Filled by requests, emptied every few seconds; used on the loop only."""

    def __init__(self) -> None:
        self.last: dict[int, Heard] = {}

    def hear(self, heard: Heard) -> None:
        """Instead of what the device said before."""
        self.last[heard.device_id] = heard

    def take(self) -> list[Heard]:
        """All that was heard, once."""
        taken, self.last = list(self.last.values()), {}
        return taken

    def put_back(self, taken: list[Heard]) -> None:
        """What could not be written down, unless the device has spoken since."""
        self.last = {heard.device_id: heard for heard in taken} | self.last
