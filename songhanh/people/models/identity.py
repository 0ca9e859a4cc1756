"""Identity numbers at rest: encrypted to be kept, hashed with a key to be found, masked to be shown.

Both keys are derived from ``settings.IDENTITY_KEY``; who has the database alone has neither the numbers nor
a way to try them out.
"""

import hmac
from functools import lru_cache

from django.conf import settings

from songhanh.core.sealing import derived, seal, unseal

__all__ = ["masked", "number_hash", "seal", "seal_number", "unseal", "unseal_number"]
HIDDEN = "•••••"


def seal_number(number: str) -> bytes:
    """An identity number as it is stored."""
    return seal(number.encode(), b"identity")


def unseal_number(sealed: bytes | memoryview) -> str:
    """And back."""
    return unseal(sealed, b"identity").decode()


def number_hash(kind: str, country: str, number: str) -> str:
    """What a number is found by: HMAC-SHA-256, 64 hex digits. The country counts for passports only."""
    where = country if kind == "PASSPORT" else "VN"
    return hmac.digest(
        _finding_key(settings.IDENTITY_KEY), f"{kind}:{where}:{number}".encode(), "sha256"
    ).hex()


def masked(number: str) -> str:
    """«037•••••0412»: the first three and the last four; of a short number the last two alone."""
    return f"{number[:3]}{HIDDEN}{number[-4:]}" if len(number) > 8 else f"{HIDDEN}{number[-2:]}"


@lru_cache(maxsize=4)
def _finding_key(secret: str) -> bytes:
    return derived(secret, b"songhanh identity finding")
