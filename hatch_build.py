"""The wheel is whole or is not made: it needs the built front end and the compiled catalogues."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = (
    "songhanh/static/app.js",
    "songhanh/static/app.css",
    "songhanh/static/fonts/tinos/Tinos_400Regular.ttf",
    "songhanh/locale/en/LC_MESSAGES/django.mo",
    "songhanh/locale/vi/LC_MESSAGES/django.mo",
)


class WholeWheel(BuildHookInterface):
    """Refuses a wheel without its built parts; an editable install may come before them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Check the built parts; `version` is hatchling's name of the kind of wheel."""
        missing = [path for path in NEEDED if not (Path(self.root) / path).is_file()]
        if version != "editable" and missing:
            raise FileNotFoundError(f"run bin/setup first, the wheel lacks: {', '.join(missing)}")
