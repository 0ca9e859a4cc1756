"""The text of a pass: what its QR code holds, how it is signed, why it is refused.

``SH1:`` and Base45 of 18 bytes and an Ed25519 signature (64 bytes): 127 characters, QR version 6 at level M.
The bytes, big-endian: kind (1), key id (1), pass number (8), enterprise tag (4), first day (2), last day (2);
days are counted from 2020-01-01. Nobody is named: who a number belongs to stands in the tables and, signed, in
the snapshot on the device. Signing is deterministic, so a token is computed when needed and never stored.
"""

import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from songhanh.gate.base45 import b45decode, b45encode

PREFIX = "SH1:"
CONTEXT = b"songhanh-pass-1"  # a signature made for anything else is none of a pass
EPOCH = date(2020, 1, 1)
LAST_DAY = EPOCH + timedelta(days=65_535)
MOST_NUMBER = 2**63 - 1
_PAYLOAD = struct.Struct(">BBQ4sHH")
SIGNATURE = 64
TEXT_LENGTH = 127


class PassKind(IntEnum):
    """Whose pass; the number stands in the token."""

    WORKER = 1
    VISITOR = 2
    CONTRACTOR = 3
    DRIVER = 4


class Refusal(StrEnum):
    """Why a scanned text is no pass that lets anybody in today."""

    NOT_A_PASS = "NOT_A_PASS"  # some other QR code
    DAMAGED = "DAMAGED"  # meant to be one, but not whole
    UNKNOWN_KEY = "UNKNOWN_KEY"  # signed with a key that is not known here
    REVOKED_KEY = "REVOKED_KEY"  # signed with a key that was called back
    FORGED = "FORGED"  # the signature does not fit
    NOT_YET_VALID = "NOT_YET_VALID"
    EXPIRED = "EXPIRED"


class PassTokenError(ValueError):
    """A text is refused. `claims` are what it says, where that could be read at all: not to be trusted."""

    def __init__(self, refusal: Refusal, claims: "Claims | None" = None) -> None:
        super().__init__(refusal.value)
        self.refusal, self.claims = refusal, claims


@dataclass(frozen=True, slots=True)
class Claims:
    """What a pass says; both days are included."""

    kind: PassKind
    key_id: int
    number: int
    enterprise_tag: bytes
    first_day: date
    last_day: date


def tag_of(enterprise_code: str) -> bytes:
    """Four bytes that tell enterprises apart without naming them."""
    return sha256(enterprise_code.encode()).digest()[:4]


def encode(claims: Claims, key: Ed25519PrivateKey) -> str:
    """The signed text. Raises ValueError for what does not fit into its bytes."""
    payload = _packed(claims)
    return PREFIX + b45encode(payload + key.sign(CONTEXT + payload))


def decode(
    text: str, keys: Mapping[int, Ed25519PublicKey], *, on: date, revoked_keys: Collection[int] = ()
) -> Claims:
    """What a genuine pass says that holds on a day. Raises `PassTokenError` with the first thing that is wrong."""
    text = text.strip()
    if not text.startswith(PREFIX):
        raise PassTokenError(Refusal.NOT_A_PASS)
    payload, signature = _taken_apart(text.removeprefix(PREFIX))
    claims = _unpacked(payload)
    _check_signature(claims, payload, signature, keys, revoked_keys)
    if on < claims.first_day:
        raise PassTokenError(Refusal.NOT_YET_VALID, claims)
    if on > claims.last_day:
        raise PassTokenError(Refusal.EXPIRED, claims)
    return claims


def _check_signature(
    claims: Claims, payload: bytes, signature: bytes, keys: Mapping[int, Ed25519PublicKey], revoked: Collection[int]
) -> None:  # fmt: skip
    key = keys.get(claims.key_id)
    if key is None:
        raise PassTokenError(Refusal.UNKNOWN_KEY, claims)
    try:
        key.verify(signature, CONTEXT + payload)
    except InvalidSignature:
        raise PassTokenError(Refusal.FORGED, claims) from None
    if claims.key_id in revoked:
        raise PassTokenError(Refusal.REVOKED_KEY, claims)


def _taken_apart(text: str) -> tuple[bytes, bytes]:
    try:
        content = b45decode(text)
    except ValueError:
        raise PassTokenError(Refusal.DAMAGED) from None
    if len(content) != _PAYLOAD.size + SIGNATURE:
        raise PassTokenError(Refusal.DAMAGED)
    return content[: _PAYLOAD.size], content[_PAYLOAD.size :]


def _packed(claims: Claims) -> bytes:
    if not 1 <= claims.key_id <= 255 or not 1 <= claims.number <= MOST_NUMBER:
        raise ValueError("a key id is 1 to 255, a pass number 1 to 2^63 - 1")
    if len(claims.enterprise_tag) != 4 or not EPOCH <= claims.first_day <= claims.last_day <= LAST_DAY:
        raise ValueError(f"four bytes of tag, and days from {EPOCH} to {LAST_DAY} in order")
    first, last = ((day - EPOCH).days for day in (claims.first_day, claims.last_day))
    return _PAYLOAD.pack(claims.kind, claims.key_id, claims.number, claims.enterprise_tag, first, last)


def _unpacked(payload: bytes) -> Claims:
    kind, key_id, number, tag, first, last = _PAYLOAD.unpack(payload)
    if (
        kind not in PassKind._value2member_map_
        or not 1 <= number <= MOST_NUMBER
        or not key_id
        or first > last
    ):
        raise PassTokenError(Refusal.DAMAGED)
    days = (EPOCH + timedelta(days=day) for day in (first, last))
    return Claims(PassKind(kind), key_id, number, tag, *days)
