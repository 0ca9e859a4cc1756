"""Numbers and dates as Vietnamese and English readers write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\u2212"  # a real minus sign, not a hyphen
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as taught at school: 0,5 goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_number(value: Decimal | int, decimals: int | None = None, language: str = "vi") -> str:
    """Write 69448 as «69.448» (vi) or «69,448» (en).

    With `decimals` exactly that many are shown, rounded half up; without, as many as the value has.
    """
    exact = Decimal(value)
    shown = round_half_up(exact, decimals) if decimals is not None else _without_trailing_zeros(exact)
    text = f"{abs(shown):,f}"
    if language == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return (MINUS if shown < 0 else "") + text


def format_figure(value: Decimal | int, at_most: int, language: str = "vi") -> str:
    """Write a number with no more than `at_most` decimals and no trailing zeros: «986», «1.102,3»."""
    return format_number(_without_trailing_zeros(round_half_up(Decimal(value), at_most)), None, language)


def format_percent(value: Decimal | int, decimals: int | None = 1, language: str = "vi") -> str:
    """Write a percentage without a space before the sign: «98,2%»."""
    return format_number(value, decimals, language) + "%"


def format_date(day: date, language: str = "vi") -> str:
    """Write a day: «15/12/2021», in English «15 Dec 2021»."""
    return f"{day:%d/%m/%Y}" if language == "vi" else f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def _without_trailing_zeros(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
