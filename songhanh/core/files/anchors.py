"""Marks on cells that a merged region hides are moved to the cell that is shown."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from songhanh.core.files.extent import column_number
from songhanh.core.files.mark import Mark
from songhanh.core.files.sheet import Region

MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s+ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
LONGEST = 100  # bytes of one mergeCell element


def merged_regions(pieces: Iterable[bytes]) -> list[Region]:
    """The merged regions of a sheet's XML."""
    found: dict[Region, None] = {}
    tail = b""
    for piece in pieces:
        joined = tail + piece
        for left, top, right, bottom in MERGED.findall(joined):
            region = Region(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
            found[region] = None
        tail = joined[-LONGEST:]
    return list(found)


def anchored(marks: Sequence[Mark], regions: Sequence[Region]) -> list[Mark]:
    """The marks of one sheet, those within a region at its upper left corner; order is kept."""
    by_row: dict[int, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        by_row[mark.row].append(place)
    rows = sorted(by_row)
    moved = list(marks)
    for region in regions:
        for row in rows[bisect_left(rows, region.top) : bisect_left(rows, region.bottom + 1)]:
            for place in by_row[row]:
                if region.left <= marks[place].column <= region.right:
                    moved[place] = replace(marks[place], row=region.top, column=region.left)
    return moved
