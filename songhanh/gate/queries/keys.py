"""Which key signs, which are good for reading, which opens what devices have sealed."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP

from songhanh.gate.models import PassKey, SealKey


class SealedError(ValueError):
    """What was sealed cannot be opened: changed on the way, or sealed to another server's key."""


def signing_key() -> PassKey | None:
    """The one that signs; None before the first pass."""
    return PassKey.objects.filter(valid_until=None, revoked_at=None).order_by("-number").first()


def pass_keys() -> list[PassKey]:
    """All there ever were, the newest first."""
    return list(PassKey.objects.order_by("-number"))


def last_key_number() -> int:
    """0 before the first."""
    return PassKey.objects.order_by("-number").values_list("number", flat=True).first() or 0


def seal_key() -> SealKey | None:
    """What devices seal to now."""
    return SealKey.objects.filter(valid_until=None).order_by("-valid_from").first()


def seal_keys() -> list[SealKey]:
    """The newest first: a device that was long offline has sealed to an older one."""
    return list(SealKey.objects.order_by("-valid_from", "-pk"))


def open_sealed(sealed: bytes) -> str:
    """The identity number inside; to be turned into a pass at once and forgotten. Raises `SealedError`."""
    padding = OAEP(mgf=MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
    for key in seal_keys():
        try:
            return key.private().decrypt(sealed, padding).decode()
        except ValueError:  # of a wrong key, and of bytes that are no text
            continue
    raise SealedError
