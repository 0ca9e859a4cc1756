"""Small worlds for tests: places, stays, cases; as rows for the loops and as a snapshot for the engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from songhanh.analytics.presence.days import Stays
from songhanh.analytics.presence.places import NamedPlace, place_columns
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot, put_day, put_places
from songhanh.rules.tracing.places import DistanceClass, Place
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import DAY, Window, moment

FIRST = date(2022, 1, 3)
DAYS = 3
START = moment(FIRST)
END = START + DAYS * DAY
NEAR, SAME_ROOM, FAR = DistanceClass.NEAR, DistanceClass.SAME_ROOM, DistanceClass.FAR
FACTORY = (
    NamedPlace("DN", FAR),
    NamedPlace("DN/PX", SAME_ROOM, "DN"),
    NamedPlace("DN/C1", NEAR, "DN/PX"),
    NamedPlace("DN/C2", NEAR, "DN/PX"),
    NamedPlace("XE", NEAR),
    NamedPlace("PHONG", NEAR),
)


@dataclass(frozen=True)
class World:
    """Stays with moments, and cases with windows."""

    stays: tuple[Stay, ...]
    cases: Mapping[int, Window]
    named: tuple[NamedPlace, ...] = FACTORY

    @property
    def places(self) -> list[Place]:
        columns = place_columns(self.named)
        return [
            Place(number, place.distance, int(columns.within[number]) if place.within else None)
            for number, place in enumerate(self.named)
        ]

    def snapshot(self, folder: Path) -> Snapshot:
        put_places(folder, self.named)
        for number in range(DAYS):
            put_day(folder, FIRST + timedelta(days=number), day_stays(self.stays, START + number * DAY))
        return open_snapshot(folder)


def day_stays(stays: Sequence[Stay], midnight: int) -> Stays:
    """Those that touch a day, in seconds from its midnight."""
    kept = [stay for stay in stays if stay.start < midnight + DAY and stay.end > midnight]
    columns = [
        [stay.person for stay in kept],
        [stay.place for stay in kept],
        [stay.start - midnight for stay in kept],
        [stay.end - midnight for stay in kept],
    ]
    return Stays(*(np.array(column, np.int64) for column in columns))


# Whole 5 minutes, and a second more or less: thresholds are hit exactly, stays touch.
moments = st.builds(
    lambda day, slot, off: min(END, max(START, START + day * DAY + slot * 300 + off)),
    st.integers(0, DAYS - 1),
    st.sampled_from([0, 1, 96, 97, 98, 99, 100, 101, 102, 103, 286, 287, 288]),
    st.sampled_from([0, 0, 0, 0, 1, -1]),
)
stays = st.builds(
    lambda person, place, start, length: Stay(person, place, start, min(END, start + length)),
    st.integers(0, 7),
    st.integers(0, len(FACTORY) - 1),
    moments,
    st.sampled_from([1, 299, 300, 301, 450, 600, 899, 900, 901, 1800, 7200]),
).filter(lambda stay: stay.start < stay.end)
windows = st.one_of(
    st.just(Window(START, END)),
    st.builds(lambda start, length: Window(start, start + length), moments, st.integers(1, DAY)),
)
worlds = st.builds(
    World,
    st.lists(stays, max_size=24).map(tuple),
    st.dictionaries(st.integers(0, 7), windows, min_size=1, max_size=3),
)
