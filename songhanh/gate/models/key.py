"""Keys of the Board: Ed25519 to sign passes and snapshots, RSA to which devices seal identity numbers."""

from functools import lru_cache
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.db import models

from songhanh.core.records import Record, declare
from songhanh.core.sealing import seal, unseal

SIGNING, OPENING = b"pass key", b"seal key"


class PassKey(Record):
    """One signing key; `number` stands in every pass. It signs in [valid_from, valid_until) and is good for
    reading until its last pass has expired, unless it is revoked.
    """

    privacy = declare(keep="number public valid_from valid_until revoked_at", personal="private_cipher")

    number = models.PositiveSmallIntegerField(unique=True)
    public = models.BinaryField()  # 32 bytes
    private_cipher = models.BinaryField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(number__range=(1, 255)), name="pass_key_is_a_byte"),
        ]

    def __str__(self) -> str:
        return f"K{self.number}"

    def private(self) -> Ed25519PrivateKey:
        """To sign with."""
        return Ed25519PrivateKey.from_private_bytes(unseal(self.private_cipher, SIGNING))

    def verifier(self) -> Ed25519PublicKey:
        """To check with."""
        return Ed25519PublicKey.from_public_bytes(bytes(self.public))


class SealKey(Record):
    """RSA-OAEP-256 of 2048 bits: a sealed number lives for days at most (an offline queue), and opening one must be
    cheap where hundreds come a second.
    """

    privacy = declare(keep="public valid_from valid_until", personal="private_cipher")

    public = models.BinaryField()  # SubjectPublicKeyInfo, DER
    private_cipher = models.BinaryField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.uuid)

    def private(self) -> RSAPrivateKey:
        """To open with."""
        return _rsa(bytes(self.private_cipher))


@lru_cache(maxsize=8)
def _rsa(cipher: bytes) -> RSAPrivateKey:
    """Read once a process. Its arithmetic is not proved anew, which takes 100 ms: AES-GCM vouches."""
    key = load_der_private_key(unseal(cipher, OPENING), password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("a seal key is an RSA key")
    return key


def sealed_private(key: bytes, purpose: bytes) -> bytes:
    """A private key as it is stored."""
    return seal(key, purpose)
