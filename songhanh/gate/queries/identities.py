"""From the number of an identity paper to a pass: through the keyed hash, so that the number is kept nowhere."""

from datetime import date

from songhanh.enterprises.models import Enterprise
from songhanh.gate.models import Pass
from songhanh.people import queries as people
from songhanh.people.models import Employment
from songhanh.people.models.identity import number_hash

LENGTHS = {12: "CCCD", 9: "CMND"}


def pass_of_identity(number: str, *, enterprise: Enterprise, on: date) -> int | None:
    """The pass number of who carries this card or old card and works in `enterprise` on a day; None otherwise.

    Nothing is told of somebody who works elsewhere.
    """
    digits = number.strip()
    kind = LENGTHS.get(len(digits)) if digits.isascii() and digits.isdecimal() else None
    if kind is None:
        return None
    stay = (
        Employment.objects.filter(
            people.valid_on(on), person__identity_hash=number_hash(kind, "VN", digits), enterprise=enterprise
        )
        .values_list("stay", flat=True)
        .first()
    )
    rows = Pass.objects.filter(stay=stay, revoked_at=None).order_by("-pk") if stay else Pass.objects.none()
    found: int | None = rows.values_list("number", flat=True).first()
    return found
