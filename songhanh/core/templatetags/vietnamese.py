"""Filters that write figures, dates and deadlines as the reader's language does; «–» where there is none.

`{{ 69448|number }}` 69.448 · `{{ 98.196|percent }}` 98,2% · `{{ due|deadline }}` 17:00 Thứ Sáu 17/12 ·
`{{ due|remaining:now }}` còn 2 ngày làm việc.
"""

from datetime import date
from typing import Any

from django import template
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from songhanh.core.ui import formats
from songhanh.definitions.holidays import published_calendar
from songhanh.rules.deadlines import working_days_between

register = template.Library()


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """A figure: «69.448», «40,68», with `places` decimals if given."""
    return formats.number(blank_to_none(value), language(), places)


@register.filter
def percent(value: Any, places: int = 1) -> str:
    """A figure that is already in percent: «98,2%»."""
    return formats.percent(blank_to_none(value), language(), places)


@register.filter
def signed(value: Any, places: int | None = None) -> str:
    """A difference: «+3.047»."""
    return formats.signed(blank_to_none(value), language(), places)


@register.filter(name="date_vn")
def date_vn(value: date | None) -> str:
    """15/12/2021."""
    return formats.day(local(blank_to_none(value)), language())


@register.filter
def datetime(value: Any) -> str:  # the filter's name
    """15/12/2021 09:41, in local time."""
    return formats.moment(local(blank_to_none(value)), language())


@register.filter
def clock(value: Any) -> str:
    """17:00."""
    return f"{local(value):%H:%M}" if value else formats.MISSING


@register.filter
def weekday(value: Any) -> str:
    """«Thứ Sáu 17/12»."""
    return formats.weekday_and_day(local(value), language()) if value else formats.MISSING


@register.filter
def day_and_month(value: Any) -> str:
    """«17/12»."""
    return formats.day_and_month(local(value), language()) if value else formats.MISSING


@register.filter
def deadline(value: Any) -> str:
    """«17:00 Thứ Sáu 17/12»."""
    return f"{clock(value)} {weekday(value)}" if value else formats.MISSING


@register.filter
def remaining(due: Any, now: Any) -> str:
    """From `now` to `due`: «còn 2 ngày làm việc», «hôm nay», «quá hạn 1 ngày»."""
    if not due or not now:
        return ""
    due, now = local(due), local(now)
    if due < now:
        late = (now.date() - due.date()).days
        return ngettext("quá hạn %d ngày", "quá hạn %d ngày", late) % late if late else _("quá hạn hôm nay")
    if due.date() == now.date():
        return _("hôm nay")
    left = working_days_between(now.date(), due.date(), published_calendar())
    return ngettext("còn %d ngày làm việc", "còn %d ngày làm việc", left) % left


@register.filter
def missing(value: Any) -> str:
    """The text itself (NFC), or «–» where there is none; «0» stays."""
    return formats.MISSING if value is None or value == "" else formats.nfc(str(value))


def language() -> str:
    """The reader's language, one of ours."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def local(value: Any) -> Any:
    """A moment in local time; days and naive moments as they are."""
    return localtime(value) if hasattr(value, "hour") and is_aware(value) else value


def blank_to_none(value: Any) -> Any:
    """Templates hand an unknown name over as an empty string."""
    return None if value == "" else value
