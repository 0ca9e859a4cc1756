"""The stops of the minutes slider, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from songhanh.epidemic.presenters.together import minutes_words

STEPS = (
    0,
    5,
    10,
    15,
    20,
    30,
    45,
    60,
    90,
    120,
    180,
    240,
    300,
    360,
    480,
    720,
    960,
    1440,
    2400,
    4800,
)  # minutes


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the slider."""

    minutes: int
    words: str
    chosen: bool


def steps(minutes: Iterable[int], least: int) -> tuple[Step, ...]:
    """Up to the longest time there is; the one asked for stays, however long."""
    longest = max(minutes, default=0)
    return tuple(
        Step(
            each,
            _("%(time)s trở lên") % {"time": minutes_words(each)} if each else _("Mọi thời lượng"),
            each == least,
        )
        for each in STEPS
        if each <= max(longest, least)
    )
