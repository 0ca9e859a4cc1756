"""Bytes at rest: AES-256-GCM under a key derived from ``settings.IDENTITY_KEY``."""

import hashlib
import os
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


def seal(plain: bytes, purpose: bytes) -> bytes:
    """Encrypt: a fresh nonce before the text; `purpose` must be the same when opening."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(settings.IDENTITY_KEY).encrypt(nonce, plain, purpose)


def unseal(sealed: bytes | memoryview, purpose: bytes) -> bytes:
    """Decrypt; raises cryptography's InvalidTag for a changed text, another key or another purpose."""
    content = bytes(sealed)
    return _cipher(settings.IDENTITY_KEY).decrypt(content[:NONCE], content[NONCE:], purpose)


def derived(secret: str, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(hashlib.sha256(secret.encode()).digest())


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(derived(secret, b"songhanh identity encryption"))
