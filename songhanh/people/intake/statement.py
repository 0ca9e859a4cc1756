"""What an employer states of a person, checked or about to be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from songhanh.definitions.units import fold


@dataclass(slots=True)
class Statement:
    """One person in one job. Codes as the tables keep them; blank is not stated.

    `left_on` is the first day no longer employed; `wage` is the insured wage in dong a month.
    """

    identity_kind: str = ""
    identity_country: str = "VN"
    number: str = ""
    employee_code: str = ""
    full_name: str = ""
    birth_date: date | None = None
    sex: str = ""
    nationality: str = "VN"
    origin_province: str = ""
    origin_district: str = ""
    origin_commune: str = ""
    origin_catalogue: str = ""
    phone: str = ""
    wage: Decimal | None = None
    job: str = ""
    contract: str = ""
    workshop: str = ""
    line: str = ""
    shift: str = ""
    joined_on: date | None = None
    left_on: date | None = None


# Where a person works may change from a day on; what the person is can only be corrected.
PLACEMENT = ("wage", "job", "contract", "workshop", "line", "shift")
PERSONAL = (
    "employee_code", "full_name", "birth_date", "sex", "nationality", "origin_province", "origin_district",
    "origin_commune", "origin_catalogue", "phone",
)  # fmt: skip
ORIGIN = ("origin_province", "origin_district", "origin_commune", "origin_catalogue")


def name_key(full_name: str) -> str:
    """What names are sorted and searched by: given name first, no diacritics («Nguyễn Văn An»: "an nguyen van")."""
    words = fold(full_name).split()
    return " ".join(words[-1:] + words[:-1])[:120]
