"""What may be sent: each kind says in the description of the API exactly what it takes."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AMOUNT = r"^-?[0-9]{1,15}(\.[0-9]{1,5})?$"
LARGEST = 10**15 - 1
# Control characters have no place in a text (the databases refuse NUL), but for line breaks and tabs.
PRINTED = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _day(value: Any) -> Any:
    """Days are written 2021-12-31: a number of seconds is none."""
    if isinstance(value, str) and not DAY.fullmatch(value):
        raise ValueError(value)
    if not isinstance(value, str | date):
        raise ValueError(value)
    return value


def _amount(value: Any) -> Decimal:
    """A number as JSON has it, or exact as text with a point; never true or false."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError(value)
    if isinstance(value, str) and not re.fullmatch(AMOUNT, value):
        raise ValueError(value)
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(value)
    return number


def whole(value: Any) -> Any:
    """Before an int with bounds: JSON may also write 5.0; true, false and text are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,60}$")]
PeriodCode = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}(-(q[1-4]|h[12]|(0[1-9]|1[0-2])(-h[12])?))?$")
]
Words = Annotated[str, StringConstraints(pattern=PRINTED, max_length=200), AfterValidator(_nfc)]
Text = Annotated[str, StringConstraints(pattern=PRINTED, max_length=5000), AfterValidator(_nfc)]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"}, mode="validation")
]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
                {"type": "string", "pattern": AMOUNT},
            ]
        },
        mode="validation",
    ),
]


def exact(number: Decimal | None) -> str | None:
    """A stored number as text: nothing is lost to binary fractions."""
    return None if number is None else format(number.normalize(), "f") if number else "0"
