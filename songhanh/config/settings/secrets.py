"""Keys: from the environment, else from a file made once with owner-only access."""

import os
import secrets
from pathlib import Path


def secret(variable: str, path: Path) -> str:
    """The key named by `variable`, or the one kept in `path` (made on first use, 48 random bytes)."""
    if value := os.environ.get(variable):
        return value
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(value := secrets.token_urlsafe(48))
    return value
