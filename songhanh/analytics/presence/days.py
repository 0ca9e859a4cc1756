"""One day's stays as columns: by place and start, and by person and start; times in seconds of that day.

A stay across midnight lies in both days. That loses nothing: a contact counts seconds, over all days together.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.rules.tracing.window import DAY

TIME_BITS = 17  # 86.400 fits
PERSON_BITS = 31
PLACE_BITS = 28


class Stays(NamedTuple):
    """Rows as four arrays; `start` and `end` in seconds from a day's midnight, perhaps before or after that day."""

    person: Array
    place: Array
    start: Array
    end: Array

    @property
    def without_place(self) -> tuple[Array, Array, Array]:
        """Person, start and end."""
        return self.person, self.start, self.end

    def where(self, kept: Array) -> "Stays":
        """The rows that a mask, or row numbers, name."""
        return Stays(*(column[kept] for column in self))


@dataclass(frozen=True)
class DayColumns:
    """Stays of one day. `place_first[p]:place_first[p + 1]` are the rows of place p in `by_place`; persons alike.

    Places and persons above the ones known on that day have no rows and no offsets.
    """

    day: date
    place_first: Array
    by_place: Stays
    person_first: Array
    by_person: Stays

    def __len__(self) -> int:
        return len(self.by_place.person)

    def arrays(self) -> dict[str, Array]:
        """What goes into the file."""
        by_place = {f"by_place_{name}": column for name, column in self.by_place._asdict().items()}
        by_person = {f"by_person_{name}": column for name, column in self.by_person._asdict().items()}
        del by_person["by_person_person"]  # its offsets say it
        return by_place | by_person | {"place_first": self.place_first, "person_first": self.person_first}


class Sorted(NamedTuple):
    """A day's columns, and how many stays lie at a time when their person was elsewhere too."""

    columns: DayColumns
    doubled: int


def sorted_day(day: date, stays: Stays) -> Sorted:
    """Clip to the day, join what overlaps or touches for one person in one place, sort both ways.

    Raises ValueError for a stay that ends before it begins, lies outside the day, or has a negative number.
    """
    _check(day, stays)
    clipped = Stays(stays.person, stays.place, np.maximum(stays.start, 0), np.minimum(stays.end, DAY))
    rows = Stays(*(column.astype(np.int32) for column in _joined(clipped)))
    by_place = rows.where(np.argsort(_packed(rows.place, rows.start)))
    by_person = rows.where(np.argsort(_packed(rows.person, rows.start)))
    columns = DayColumns(day, _offsets(by_place.place), by_place, _offsets(by_person.person), by_person)
    return Sorted(columns, _doubled(by_person))


def from_file(day: date, arrays: dict[str, Array]) -> DayColumns:
    """The inverse of `arrays`; the persons of `by_person` are left to their offsets."""
    by_place = Stays(*(arrays[f"by_place_{name}"] for name in Stays._fields))
    by_person = Stays(by_place.person[:0], *(arrays[f"by_person_{name}"] for name in Stays._fields[1:]))
    return DayColumns(day, arrays["place_first"], by_place, arrays["person_first"], by_person)


def _check(day: date, stays: Stays) -> None:
    wrong = (stays.start >= stays.end) | (stays.end <= 0) | (stays.start >= DAY)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ValueError(
            f"Lượt có mặt thứ {row + 1} của ngày {day:%d/%m/%Y} từ giây {stays.start[row]} đến giây {stays.end[row]}:"
            " không nằm trong ngày này, hoặc ra trước khi vào"
        )
    for name, column, bits in (("người", stays.person, PERSON_BITS), ("nơi", stays.place, PLACE_BITS)):
        if column.size and (column.min() < 0 or column.max() >= 1 << bits):
            raise ValueError(f"Số của {name} phải từ 0 đến {(1 << bits) - 1}")


def _joined(stays: Stays) -> Stays:
    """Of one person in one place: overlapping or touching stays as one."""
    if not stays.person.size:
        return stays
    in_time = stays.where(np.argsort(stays.start))
    pair = in_time.place.astype(np.int64) << PERSON_BITS | in_time.person
    order = np.argsort(pair, kind="stable")
    pair, ordered = pair[order], in_time.where(order)
    first = np.concatenate([[True], pair[1:] != pair[:-1]])
    group = np.cumsum(first, dtype=np.int64) << TIME_BITS + 1
    reached = np.maximum.accumulate(group + ordered.end)
    first[1:] |= (group + ordered.start)[1:] > reached[:-1]
    begins = np.flatnonzero(first)
    return Stays(
        ordered.person[begins],
        ordered.place[begins],
        ordered.start[begins],
        np.maximum.reduceat(ordered.end, begins),
    )


def _doubled(by_person: Stays) -> int:
    """Stays that begin before an earlier one of the same person has ended: two places at once."""
    group = by_person.person.astype(np.int64) << TIME_BITS + 1
    reached = np.maximum.accumulate(group + by_person.end)
    return int(np.count_nonzero((group + by_person.start)[1:] < reached[:-1]))


def _packed(high: Array, start: Array) -> Array:
    return high.astype(np.int64) << TIME_BITS | start


def _offsets(numbers: Array) -> Array:
    """Where each number's rows begin, for 0 … the highest, and the end."""
    highest = int(numbers[-1]) if numbers.size else -1
    return np.searchsorted(numbers, np.arange(highest + 2)).astype(np.int32)
