"""How figures, days and deadlines stand on a page, in the reader's language (`vi` or `en`); missing is «–».

The writing of numbers itself is `rules.formats`; here is what a page adds: gaps, signs, weekdays, hours.
"""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

from songhanh.rules.formats import MONTHS_EN, format_date, format_figure, format_number, format_percent

MISSING = "–"
MOST_PLACES = 6
WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

Number = Decimal | int | float


def number(value: Number | None, language: str, places: int | None = None) -> str:
    """`value` with `places` decimals, or without it as many as it has (six at most)."""
    if value is None:
        return MISSING
    if places is None:
        return format_figure(exact(value), MOST_PLACES, language)
    return format_number(exact(value), places, language)


def percent(value: Number | None, language: str, places: int = 1) -> str:
    """`value` already in percent: 98.196 is written «98,2%»."""
    return MISSING if value is None else format_percent(exact(value), places, language)


def signed(value: Number | None, language: str, places: int | None = None) -> str:
    """A difference: «+3.047», «−1,2»; what is shown as nil has no sign."""
    text = number(value, language, places)
    return "+" + text if value is not None and value > 0 and text.strip("0.,") else text


def exact(value: Number) -> Decimal:
    """A float by its shortest form, not by its binary expansion."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def day(value: date | None, language: str) -> str:
    """15/12/2021, or 15 Dec 2021."""
    return MISSING if value is None else format_date(value, language)


def moment(value: datetime | None, language: str) -> str:
    """15/12/2021 09:41; the caller brings it into local time."""
    return MISSING if value is None else f"{format_date(value, language)} {value:%H:%M}"


def weekday_and_day(value: date, language: str) -> str:
    """«Thứ Sáu 17/12», «Friday 17 Dec»: how a deadline is said."""
    return f"{WEEKDAYS[language][value.weekday()]} {day_and_month(value, language)}"


def day_and_month(value: date, language: str) -> str:
    """17/12, or 17 Dec."""
    return f"{value.day} {MONTHS_EN[value.month - 1]}" if language == "en" else f"{value:%d/%m}"


def nfc(text: str) -> str:
    """Vietnamese letters in their composed form."""
    return unicodedata.normalize("NFC", text)
