"""How many were where by half hour: a chart, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.charts.line import LineChart, Series
from songhanh.core.ui.charts.svg import Goal
from songhanh.presence.queries.occupancy import InPlace
from songhanh.presence.queries.places import PlaceWords


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a day; `hours` is the time of all people there together."""

    name: str
    kind: str
    people: int
    most: int
    hours: float
    url: str


def chart(counts: Sequence[int], what: str) -> LineChart:
    """By half hour over the day."""
    most = max(counts, default=0)
    at = counts.index(most) if most else 0
    step = _step(most)
    ticks = [(float(value), number(value)) for value in range(0, most + step, step)]
    sentence = _("%(what)s theo nửa giờ: nhiều nhất %(most)s người lúc %(at)s.") % {
        "what": what, "most": number(most), "at": half_hour(at),
    }  # fmt: skip
    return LineChart([Series(list(counts), Goal.SAFETY)], ticks, "00:00", "24:00", sentence, width=880)


def table(counts: Sequence[int]) -> list[tuple[str, int]]:
    """(half hour, people), without the empty hours before the first and after the last."""
    filled = [place for place, count in enumerate(counts) if count]
    if not filled:
        return []
    return [(half_hour(place), counts[place]) for place in range(filled[0], filled[-1] + 1)]


def half_hour(place: int) -> str:
    """06:30 for the fourteenth."""
    return f"{place // 2:02d}:{place % 2 * 30:02d}"


def place_row(found: InPlace, words: PlaceWords, kind: str, url: str) -> PlaceRow:
    """With its words."""
    name = f"{words.within} · {words.name}" if words.within else words.name
    return PlaceRow(name, kind, found.people, found.most, round(found.seconds / 3600, 1), url)


def _step(most: int) -> int:
    """Three to five gridlines at round numbers."""
    for power in (1, 10, 100, 1_000, 10_000, 100_000):
        for step in (1, 2, 5):
            if most <= step * power * 4:
                return step * power
    return 1_000_000


def clock(seconds: int) -> str:
    """06:05 for a second of the day; its end is 24:00."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
