"""What becomes of a field: every model declares it, a guard fails on an undeclared one."""

from enum import StrEnum


class Privacy(StrEnum):
    """KEEP stays; SCRUB is blanked when a person is erased; PERSONAL is a datum of a named person."""

    KEEP = "KEEP"
    SCRUB = "SCRUB"
    PERSONAL = "PERSONAL"


def declare(keep: str = "", scrub: str = "", personal: str = "") -> dict[str, Privacy]:
    """Field names, separated by spaces, by what becomes of them."""
    groups = ((Privacy.KEEP, keep), (Privacy.SCRUB, scrub), (Privacy.PERSONAL, personal))
    return {name: privacy for privacy, names in groups for name in names.split()}
