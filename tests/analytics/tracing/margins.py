"""Small worlds that stand on a margin, each with the contacts that are meant; and the definitions they are asked by."""

from dataclasses import replace

from songhanh.definitions.contacts import contact_definition
from songhanh.rules.tracing.definition import Alternative
from songhanh.rules.tracing.presence import Stay
from songhanh.rules.tracing.window import DAY, Window

from .worlds import END, START

OURS = contact_definition("ours")
LATER = replace(OURS, f1_days=1)
MIXED = replace(
    OURS,
    f1=(Alternative("near", 15, near=True), Alternative("masked", 5, masked=True)),
    f2=(Alternative("near", 10, near=True), Alternative("unmasked", 15, masked=False)),
)


def at(minutes: float, day: int = 0) -> int:
    return START + day * DAY + int(minutes * 60)


LINE, LINE_2, BUS, WORKSHOP, SITE = 2, 3, 4, 1, 0
ALWAYS = Window(START, END)
CASES = {
    "exactly the threshold": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(45), at(99))],
    "a second less": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(45) + 1, at(99))],
    "touching": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE, at(60), at(99))],
    "in parts, in several places, on several days": [
        Stay(1, LINE, at(0), at(60)),
        Stay(2, LINE, at(55), at(99)),
        Stay(1, BUS, at(100), at(105)),
        Stay(2, BUS, at(100), at(105)),
        Stay(1, LINE, at(0, 2), at(5, 2)),
        Stay(2, LINE, at(0, 2), at(9, 2)),
    ],
    "across midnight": [Stay(1, LINE, at(1430), at(1450)), Stay(2, LINE, at(1432), at(1447))],
    "two half-long times with two persons": [
        Stay(1, LINE, at(0), at(10)),
        Stay(3, LINE, at(10), at(20)),
        Stay(2, LINE, at(0), at(20)),
    ],
    "a workshop may be its line": [Stay(1, LINE, at(0), at(60)), Stay(2, WORKSHOP, at(0), at(60))],
    "a site may be anywhere on it": [Stay(1, SITE, at(0), at(60)), Stay(2, LINE_2, at(0), at(60))],
    "two lines are apart": [Stay(1, LINE, at(0), at(60)), Stay(2, LINE_2, at(0), at(60))],
    "index persons overlap, F1 of both": [
        Stay(1, LINE, at(0), at(60)),
        Stay(3, LINE, at(0), at(60)),
        Stay(2, LINE, at(0), at(60)),
    ],
    "F2 only from the first contact on": [
        Stay(1, LINE, at(0), at(20)),
        Stay(2, LINE, at(0), at(20)),
        Stay(2, BUS, at(20), at(60)),
        Stay(4, BUS, at(20), at(35)),
    ],
    "who leaves late elsewhere is no witness here": [
        Stay(2, LINE_2, at(0), at(40)),
        Stay(1, LINE_2, at(1), at(11)),
        Stay(3, LINE_2, at(12), at(22)),
        Stay(1, LINE, at(30), at(90)),
    ],
    "near in parts, besides a long time that is unclear": [
        Stay(1, LINE, at(0), at(20)),
        Stay(2, WORKSHOP, at(0), at(20)),
        Stay(1, BUS, at(100), at(108)),
        Stay(2, BUS, at(100), at(108)),
        Stay(1, BUS, at(200), at(208)),
        Stay(2, BUS, at(200), at(208)),
    ],
    "a source in two places at once counts in each": [
        Stay(1, LINE, at(0), at(10)),
        Stay(1, WORKSHOP, at(5), at(15)),
        Stay(2, SITE, at(0), at(10)),
    ],
    "together before the F1 was one": [
        Stay(1, LINE, at(100), at(160)),
        Stay(2, BUS, at(0), at(99)),
        Stay(4, BUS, at(0), at(99)),
        Stay(2, LINE, at(100), at(160)),
    ],
}
EXPECTED = {
    "exactly the threshold": [(2, "F1", True, 15)],
    "a second less": [],
    "touching": [],
    "in parts, in several places, on several days": [(2, "F1", True, 15)],
    "across midnight": [(2, "F1", True, 15)],
    "two half-long times with two persons": [],
    "a workshop may be its line": [(2, "F1", False, 60)],
    "a site may be anywhere on it": [(2, "F1", False, 60)],
    "two lines are apart": [],
    "index persons overlap, F1 of both": [(2, "F1", True, 60)],
    "F2 only from the first contact on": [(2, "F1", True, 20), (4, "F2", True, 15)],
    "who leaves late elsewhere is no witness here": [],
    "near in parts, besides a long time that is unclear": [(2, "F1", True, 36)],
    "a source in two places at once counts in each": [(2, "F1", False, 10)],
    "together before the F1 was one": [(2, "F1", True, 60)],
}
