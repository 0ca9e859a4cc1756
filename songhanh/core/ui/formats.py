"""How numbers, dates and deadlines are written, in the reader's language (`vi` or `en`).

Vietnamese: 69.448 · 98,2% · −4,6 · 15/12/2021; English: 69,448 · 98.2% · 15 Dec 2021.
Missing is «–», nil is «0».
"""

import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

MISSING, MINUS = "–", "−"
MOST_PLACES = 6
WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Number = Decimal | int | float


def number(value: Number | None, language: str, places: int | None = None) -> str:
    """`value` with thousands parted; `places` decimals, or without it as many as it has (six at most)."""
    if value is None:
        return MISSING
    exact = rounded(value, MOST_PLACES if places is None else places)
    if places is None:
        exact = exact.normalize() if exact else Decimal(0)
    text = f"{abs(exact):,f}"
    if language == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if exact < 0 else text


def percent(value: Number | None, language: str, places: int = 1) -> str:
    """`value` already in percent (98.196 is written «98,2%»); no space before the sign."""
    return MISSING if value is None else number(value, language, places) + "%"


def signed(value: Number | None, language: str, places: int | None = None) -> str:
    """A difference: «+3.047», «−1,2», «0»."""
    text = number(value, language, places)
    return (
        "+" + text
        if value is not None and rounded(value, MOST_PLACES if places is None else places) > 0
        else text
    )


def rounded(value: Number, places: int) -> Decimal:
    """Half up, on the number as it is written (a float by its shortest form)."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def day(value: date | None, language: str) -> str:
    """15/12/2021, or 15 Dec 2021."""
    if value is None:
        return MISSING
    if language == "en":
        return f"{value.day} {MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value:%d/%m/%Y}"


def moment(value: datetime | None, language: str) -> str:
    """15/12/2021 09:41; the caller brings it into local time."""
    return MISSING if value is None else f"{day(value, language)} {value:%H:%M}"


def weekday(value: date, language: str) -> str:
    """The day of the week in words."""
    return WEEKDAYS[language][value.weekday()]


def weekday_and_day(value: date, language: str) -> str:
    """«Thứ Sáu 17/12», «Friday 17 Dec»: how a deadline is said."""
    if language == "en":
        return f"{weekday(value, language)} {value.day} {MONTHS_EN[value.month - 1]}"
    return f"{weekday(value, language)} {value:%d/%m}"


def nfc(text: str) -> str:
    """Vietnamese letters in their composed form."""
    return unicodedata.normalize("NFC", text)
