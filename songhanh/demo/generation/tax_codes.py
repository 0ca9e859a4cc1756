"""Invented tax codes with a right check digit."""

from collections.abc import Iterator

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
PROVINCE = "27"  # Ninh Bình
# The tax office gives serial numbers from 0000001 on; so high ones have never been given.
FIRST_SERIAL = 9_900_001


def tax_codes() -> Iterator[str]:
    """Ten digits each: province, a serial number out of use, check digit (`10 - weighted sum % 11`)."""
    for serial in range(FIRST_SERIAL, 10_000_000):
        digits = f"{PROVINCE}{serial:07d}"
        check = 10 - sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11
        if check < 10:
            yield f"{digits}{check}"
