"""The same rows as Parquet, for SQL engines: one file a day, and one for the places and one for their reach."""

from pathlib import Path
from typing import Any

import numpy as np

from songhanh.analytics.presence.columns import Array
from songhanh.analytics.presence.days import DayColumns
from songhanh.analytics.presence.places import PlaceColumns
from songhanh.rules.tracing.window import EPOCH

GROUP_ROWS = 250_000


def write_day_parquet(path: Path, columns: DayColumns) -> None:
    """Columns day (days since 1970), place, person, start_s, end_s (seconds of that day), by place."""
    rows = columns.by_place
    number = (columns.day - EPOCH).days
    _write(
        path,
        {
            "day": np.full(len(columns), number, np.int32),
            "place": rows.place,
            "person": rows.person,
            "start_s": rows.start,
            "end_s": rows.end,
        },
    )


def write_place_parquet(path: Path, columns: PlaceColumns) -> None:
    """Which place reaches which: place, other, near (1 where they are one place of class NEAR)."""
    place = np.repeat(np.arange(len(columns), dtype=np.int32), np.diff(columns.reach_first))
    near = (place == columns.reach_to) & columns.near[place]
    _write(path, {"place": place, "other": columns.reach_to, "near": near.astype(np.int32)})


def _write(path: Path, arrays: dict[str, Array]) -> None:
    # Only writers pay for pyarrow's import and memory; readers of columns never load it.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    table: Any = pa.table({name: np.ascontiguousarray(array) for name, array in arrays.items()})
    fresh = path.with_name(f".{path.name}.new")
    pq.write_table(table, fresh, row_group_size=GROUP_ROWS)
    fresh.replace(path)
