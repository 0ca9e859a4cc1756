"""Identity numbers at rest: encrypted to be kept, hashed with a key to be found, masked to be shown.

Both keys are derived from ``settings.IDENTITY_KEY``; who has the database alone has neither the numbers nor
a way to try them out.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
HIDDEN = "•••••"


def seal(plain: bytes, purpose: bytes) -> bytes:
    """Encrypt with AES-256-GCM: a fresh nonce before the text; `purpose` must be the same when opening."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(settings.IDENTITY_KEY).encrypt(nonce, plain, purpose)


def unseal(sealed: bytes | memoryview, purpose: bytes) -> bytes:
    """Decrypt; raises cryptography's InvalidTag for a changed text, another key or another purpose."""
    content = bytes(sealed)
    return _cipher(settings.IDENTITY_KEY).decrypt(content[:NONCE], content[NONCE:], purpose)


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
def _cipher(secret: str) -> AESGCM:
    return AESGCM(_derived(secret, b"songhanh identity encryption"))


@lru_cache(maxsize=4)
def _finding_key(secret: str) -> bytes:
    return _derived(secret, b"songhanh identity finding")


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(hashlib.sha256(secret.encode()).digest())
