"""Reading the definitions' TOML files out of the package, also out of a wheel."""

import tomllib
from decimal import Decimal
from importlib.resources import files
from typing import Any


class DefinitionError(ValueError):
    """A definition file contradicts itself; raised while loading, never while reporting."""


def read_toml(name: str) -> dict[str, Any]:
    """The parsed content of `songhanh/definitions/<name>`; decimal numbers come as Decimal."""
    text = (files("songhanh.definitions") / name).read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
