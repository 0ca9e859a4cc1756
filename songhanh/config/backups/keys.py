"""Whether the identity key at hand is the one that the data was written with. The key itself is never copied."""

import hashlib
import hmac
from pathlib import Path

from django.conf import settings

PURPOSE = b"songhanh backup"


def key_fingerprint() -> str:
    """Sixteen hex digits that tell two keys apart and tell nothing about either."""
    return hmac.new(settings.IDENTITY_KEY.encode(), PURPOSE, hashlib.sha256).hexdigest()[:16]


def expected() -> Path:
    """Written by `restore`: which key the restored data needs. `serve` refuses to run with another."""
    return Path(settings.VAR) / "identity.expected"


def key_fits() -> bool:
    """Whether the restored data, if any, can be read with the key at hand."""
    return not expected().exists() or expected().read_text().strip() == key_fingerprint()
