"""Sealing as a phone does it."""

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PADDING = OAEP(mgf=MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def private(key: Path) -> RSAPrivateKey:
    """The key of a test."""
    found = load_pem_private_key(key.read_bytes(), None)
    assert isinstance(found, RSAPrivateKey)
    return found


def sealed_to(key: Path, number: str) -> bytes:
    """RSA-OAEP-256 to its public part."""
    return private(key).public_key().encrypt(number.encode(), PADDING)
