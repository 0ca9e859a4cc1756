"""The Board's keys: made, rotated, called back."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.enterprises.models import Enterprise
from songhanh.gate import policies
from songhanh.gate.models import PassKey, SealKey
from songhanh.gate.models.key import OPENING, SIGNING, sealed_private
from songhanh.gate.models.revision import raise_revision
from songhanh.gate.queries import keys, passes

SEAL_BITS = 2048


@act("gate:key:rotated", _("Đổi khóa ký thẻ"))
def rotate_keys(*, by: Actor, now: datetime) -> PassKey:
    """New keys sign and seal from now on; passes under the old one stay good until they expire."""
    policies.check_can_keep_keys(by)
    old, sealing = keys.signing_key(), keys.seal_key()
    for each in (old, sealing):
        if each is not None:
            each.valid_until = now
            each.save()
    new = _new_keys(now)
    raise_revision(Enterprise.objects.order_by().values_list("pk", flat=True))
    return new


@act("gate:key:revoked", _("Thu hồi khóa ký thẻ"))
def revoke_key(*, key: PassKey, by: Actor, now: datetime) -> int:
    """What this key has signed is refused from now on; its passes come under the new key: how many to print again."""
    policies.check_can_keep_keys(by)
    policies.check_can_revoke_key(key)
    key.revoked_at = now
    key.save()
    rows = passes.signed_with(key.pk)
    new = first_key(now)
    for row in rows:
        row.key = new
    acts.amend(rows, ("key_id",))
    raise_revision(Enterprise.objects.order_by().values_list("pk", flat=True))
    return len(rows)


def first_key(now: datetime) -> PassKey:
    """The key that signs; within an act, the first one is made when it is needed."""
    return keys.signing_key() or _new_keys(now)


def _new_keys(now: datetime) -> PassKey:
    number = keys.last_key_number() + 1
    policies.check_number_left(number)
    signing = Ed25519PrivateKey.generate()
    key = PassKey(
        number=number,
        public=signing.public_key().public_bytes_raw(),
        private_cipher=sealed_private(signing.private_bytes_raw(), SIGNING),
        valid_from=now,
    )
    key.save()
    opening = rsa.generate_private_key(public_exponent=65537, key_size=SEAL_BITS)
    private = opening.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    public = opening.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    SealKey(public=public, private_cipher=sealed_private(private, OPENING), valid_from=now).save()
    return key
