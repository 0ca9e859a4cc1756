"""The pair-free part: when was any source in a place, and one pair that is long enough, without listing pairs.

By place and day the sources' stays are joined to spans; a visit's seconds with anybody are its overlap with these.
A visit is settled when the longest stay of one source there, or the one that lasts longest of those begun before it,
already overlaps it long enough: that is a pair. What stays open after this goes to `pairs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import TIME_BITS
from songhanh.analytics.tracing.ranges import expanded, run_starts
from songhanh.analytics.tracing.sources import SourceRows

TIME = (1 << TIME_BITS) - 1


@dataclass(frozen=True)
class Witness:
    """By place the longest stay of one source, the first coming and the last leaving; by source, in order of place and
    start, the latest end so far.
    """

    longest_start: Array
    longest_end: Array
    opens: Array
    closes: Array
    begun: Array  # place and start packed
    latest: Array  # place and latest end packed


@dataclass(frozen=True)
class Spans:
    """By place, in ascending order: the joined spans with any source there, and witnesses, of all and of the sure."""

    place: Array
    first: Array
    count: Array
    start: Array
    end: Array
    anyone: Witness
    sure: Witness


def spans_of(rows: SourceRows) -> Spans:
    """Join what overlaps or touches."""
    packed = rows.place.astype(np.int64) << 2 * TIME_BITS + 1
    packed |= rows.start.astype(np.int64) << TIME_BITS + 1 | rows.end.astype(np.int64) << 1 | rows.sure
    packed.sort()
    sure = (packed & 1).astype(bool)
    end, begun = packed >> 1 & TIME, packed >> TIME_BITS + 1
    place = begun >> TIME_BITS
    ending = place << TIME_BITS | end
    latest = np.maximum.accumulate(ending)
    opens = np.flatnonzero(np.concatenate([[True], begun[1:] > latest[:-1]])[: begun.size])
    closes = np.append(opens[1:], begun.size) - 1
    first = run_starts(place[opens])
    places = place[opens[first]]
    return Spans(
        places,
        first,
        np.diff(np.append(first, opens.size)),
        (begun[opens] & TIME).astype(np.int32),
        (latest[closes] & TIME).astype(np.int32),
        _witness(places, begun, ending),
        _witness(places, begun[sure], ending[sure]),
    )


def overlap(start: Array, end: Array, other_start: Array, other_end: Array) -> Array:
    """Common seconds, 0 or less where there are none."""
    common: Array = np.minimum(end, other_end)
    common -= np.maximum(start, other_start)
    return common


def covered(spans: Spans, chosen: slice, rows: Array, start: Array, end: Array) -> Array:
    """Seconds that visits to the chosen places (`rows` a place) share with any source.

    One layer of spans after the other: nearly every place has one to three of them a day.
    """
    first, count = spans.first[chosen], spans.count[chosen]
    seconds = _layer(spans, first, rows, start, end)
    row_first = np.cumsum(rows) - rows
    for layer in range(1, int(count.max(initial=0))):
        deep = count > layer
        visits = expanded(row_first[deep], rows[deep])
        seconds[visits] += _layer(spans, first[deep] + layer, rows[deep], start[visits], end[visits])
    return seconds


def first_shared(spans: Spans, place: Array, start: Array) -> Array:
    """The first second with any source, of visits known to share some: the first span to end after they begin."""
    closing = np.repeat(spans.place.astype(np.int64) << TIME_BITS, spans.count) | spans.end
    span = np.searchsorted(closing, place.astype(np.int64) << TIME_BITS | start, side="right")
    return np.maximum(start, spans.start[span])


def settled(witness: Witness, at: Array, start: Array, end: Array, least: int) -> Array:
    """True for visits that share `least` seconds with the longest stay of one source in the place at row `at`."""
    return np.asarray(overlap(start, end, witness.longest_start[at], witness.longest_end[at]) >= least)


def settled_by_earlier(witness: Witness, place: Array, start: Array, end: Array, least: int) -> Array:
    """The same with the source that stays longest of those who were there when the visit began."""
    if not witness.begun.size:
        return np.zeros(place.size, bool)
    at = np.searchsorted(witness.begun, place.astype(np.int64) << TIME_BITS | start, side="right") - 1
    latest = witness.latest[np.maximum(at, 0)]
    there = (at >= 0) & (latest >> TIME_BITS == place)
    return np.asarray(there & (np.minimum(end, latest & TIME) - start >= least))


def chunks(rows: Array, most: int) -> Iterator[slice]:
    """Places so that each slice has about `most` visits: what is worked on stays in the cache."""
    ends = np.cumsum(rows)
    begin = 0
    while begin < rows.size:
        done = int(ends[begin - 1]) if begin else 0
        stop = max(begin + 1, int(np.searchsorted(ends, done + most, side="right")))
        yield slice(begin, stop)
        begin = stop


def _layer(spans: Spans, span: Array, rows: Array, start: Array, end: Array) -> Array:
    seconds: Array = np.minimum(end, np.repeat(spans.end[span], rows))
    seconds -= np.maximum(start, np.repeat(spans.start[span], rows))
    np.maximum(seconds, 0, out=seconds)
    return seconds


def _witness(places: Array, begun: Array, ending: Array) -> Witness:
    """Places without a source here get empty stays."""
    first = run_starts(begun >> TIME_BITS)
    latest = np.maximum.accumulate(ending)
    here = np.searchsorted(places, begun[first] >> TIME_BITS)
    length = (ending & TIME) - (begun & TIME)
    longest = np.maximum.reduceat(length << TIME_BITS | begun & TIME, first) if first.size else first
    last = np.append(first[1:], begun.size) - 1 if first.size else first

    def by_place(values: Array) -> Array:
        filled = np.zeros(places.size, np.int32)
        filled[here] = values
        return filled

    return Witness(
        by_place(longest & TIME),
        by_place((longest & TIME) + (longest >> TIME_BITS)),
        by_place(begun[first] & TIME),
        by_place(latest[last] & TIME),
        begun,
        latest,
    )
