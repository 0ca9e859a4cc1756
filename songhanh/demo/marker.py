"""The file that makes a folder a demo (the settings read it), and what was loaded there."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Size:
    """What was asked for: the same size and seed give the same rows."""

    seed: int
    people: int
    enterprises: int


def marker() -> Path:
    """``var/demo``."""
    return Path(settings.VAR) / "demo"


def read_marker() -> Size | None:
    """What the demo here was made with; None where there is none."""
    if not marker().exists() or not (text := marker().read_text(encoding="utf-8").strip()):
        return None
    return Size(**json.loads(text))


def write_marker(size: Size) -> None:
    """Make this folder a demo."""
    marker().parent.mkdir(parents=True, exist_ok=True)
    marker().write_text(json.dumps(asdict(size)) + "\n", encoding="utf-8")
