"""A snapshot is a folder: `snapshot.json` names the files that count, one for the places and one for each day.

Writers make new files, then swap `snapshot.json` by rename; readers keep what they have mapped, also after the old
files are gone. A new day costs that day; a park's new day costs copying the other parks' rows of that day.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from songhanh.analytics.presence import days, places
from songhanh.analytics.presence.columns import SnapshotError, read_columns, write_columns
from songhanh.analytics.presence.days import DayColumns, Stays
from songhanh.analytics.presence.parquet import write_day_parquet, write_place_parquet
from songhanh.analytics.presence.places import NamedPlace, PlaceColumns

MANIFEST = "snapshot.json"
FORMAT = 1
TRIES = 20


@dataclass(frozen=True)
class Manifest:
    """What `snapshot.json` says. `days`: ISO day → file, rows, highest person, stays at two places at once."""

    serial: int = 0
    places: str = ""
    days: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def files(self) -> set[str]:
        """The column files, without ending."""
        return {each["file"] for each in self.days.values()} | {self.places} - {""}


@dataclass(frozen=True)
class Snapshot:
    """Everything open and mapped; days in order, days without any stay too."""

    folder: Path
    serial: int
    places: PlaceColumns
    days: tuple[DayColumns, ...]
    parquet: tuple[Path, ...]
    reach_parquet: Path

    @property
    def people(self) -> int:
        """The highest person number that was ever seen."""
        return max((len(day.person_first) - 2 for day in self.days), default=-1)

    @property
    def rows(self) -> int:
        """Stays in all."""
        return sum(map(len, self.days))

    def seen(self, person: int) -> bool:
        """Was this person anywhere on any of the days?"""
        return any(
            0 <= person < len(day.person_first) - 1
            and day.person_first[person] < day.person_first[person + 1]
            for day in self.days
        )

    def last(self, number: int) -> "Snapshot":
        """Only the calendar days of the last `number` days, the newest day included."""
        since = self.days[-1].day - timedelta(days=number - 1)
        kept = [place for place, day in enumerate(self.days) if day.day >= since]
        return Snapshot(
            self.folder,
            self.serial,
            self.places,
            tuple(self.days[each] for each in kept),
            tuple(self.parquet[each] for each in kept),
            self.reach_parquet,
        )


def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot as it now is. Raises SnapshotError.

    A writer may swap it between our reading of its list and our opening of a file that the new list no longer has:
    then the new list is read.
    """
    for attempt in range(TRIES):
        manifest = read_manifest(folder)
        try:
            return _opened(folder, manifest)
        except FileNotFoundError as error:
            if attempt == TRIES - 1 or read_manifest(folder).serial == manifest.serial:
                name = Path(error.filename or "").name
                raise SnapshotError(
                    f"Ảnh chụp có mặt ở «{folder}» thiếu tệp «{name}». Tạo lại ảnh chụp này."
                ) from error
    raise AssertionError("unreachable")


def read_manifest(folder: Path) -> Manifest:
    """The list of files. Raises SnapshotError where there is none, or none of ours."""
    try:
        stored = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise SnapshotError(
                f"Ảnh chụp có mặt ở «{folder}» có định dạng {stored['format']}, chỉ đọc được {FORMAT}."
            )
        return Manifest(stored["serial"], stored["places"], stored["days"])
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SnapshotError(
            f"Không có ảnh chụp có mặt ở «{folder}»: thiếu {MANIFEST}. Kiểm tra đường dẫn, hoặc ảnh chụp chưa ghi xong."
        ) from error
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise SnapshotError(f"Tệp {MANIFEST} ở «{folder}» hỏng. Tạo lại ảnh chụp này.") from error


def put_places(folder: Path, named: Iterable[NamedPlace]) -> dict[str, int]:
    """Add places, or change what is known of them; the number of every code. Numbers never change."""
    with _writing(folder) as manifest:
        known = _places(folder, manifest).named() if manifest.places else []
        columns = places.place_columns(places.extended(known, named))
        name = f"places.{manifest.serial + 1:06d}"
        write_columns(folder / f"{name}.columns", columns.arrays(), {"parks": list(columns.parks)})
        write_place_parquet(folder / f"{name}.parquet", columns)
        _swap(folder, manifest, Manifest(manifest.serial + 1, name, manifest.days))
        return {columns.code(number): number for number in range(len(columns))}


def put_day(folder: Path, day: date, stays: Stays, *, park: str | None = None) -> dict[str, Any]:
    """Set the stays of a day, of one park only where `park` is given; what the manifest now says of that day.

    Times are seconds from the midnight of `day`. Raises ValueError for a stay outside the day, a place that was
    never put, or one that lies in another park.
    """
    with _writing(folder) as manifest:
        columns = _places(folder, manifest) if manifest.places else places.place_columns([])
        _check_places(columns, stays, park)
        if park is not None:
            stays = _with_other_parks(folder, manifest, day, columns, stays, park)
        ordered = days.sorted_day(day, stays)
        name = f"{day.isoformat()}.{manifest.serial + 1:06d}"
        write_columns(folder / f"{name}.columns", ordered.columns.arrays())
        write_day_parquet(folder / f"{name}.parquet", ordered.columns)
        told = {
            "file": name,
            "rows": len(ordered.columns),
            "people": len(ordered.columns.person_first) - 2,
            "doubled": ordered.doubled,
        }
        later = dict(sorted({**manifest.days, day.isoformat(): told}.items()))
        _swap(folder, manifest, Manifest(manifest.serial + 1, manifest.places, later))
        return told


def drop_days(folder: Path, before: date) -> list[date]:
    """Take days out of the snapshot (retention); which."""
    with _writing(folder) as manifest:
        gone = [day for day in manifest.days if day < before.isoformat()]
        kept = {day: told for day, told in manifest.days.items() if day not in gone}
        if gone:
            _swap(folder, manifest, Manifest(manifest.serial + 1, manifest.places, kept))
        return [date.fromisoformat(day) for day in gone]


def _opened(folder: Path, manifest: Manifest) -> Snapshot:
    opened = []
    for iso, told in manifest.days.items():
        _, arrays = read_columns(folder / f"{told['file']}.columns")
        opened.append(days.from_file(date.fromisoformat(iso), arrays))
    if not opened:
        raise SnapshotError(f"Ảnh chụp có mặt ở «{folder}» chưa có ngày nào.")
    parquet = tuple(folder / f"{told['file']}.parquet" for told in manifest.days.values())
    reach = folder / f"{manifest.places}.parquet"
    return Snapshot(folder, manifest.serial, _places(folder, manifest), tuple(opened), parquet, reach)


def _places(folder: Path, manifest: Manifest) -> PlaceColumns:
    return places.from_file(*read_columns(folder / f"{manifest.places}.columns"))


def _check_places(columns: PlaceColumns, stays: Stays, park: str | None) -> None:
    if stays.place.size and stays.place.max() >= len(columns):
        raise ValueError(f"Nơi số {stays.place.max()} không có trong danh mục ({len(columns)} nơi)")
    if park is not None and stays.place.size:
        strange = columns.park[stays.place] != _park(columns, park)
        if strange.any():
            code = columns.code(int(stays.place[np.flatnonzero(strange)[0]]))
            raise ValueError(f"Nơi «{code}» không thuộc khu «{park}»")


def _park(columns: PlaceColumns, park: str) -> int:
    if park not in columns.parks:
        raise ValueError(f"Không có nơi nào thuộc khu «{park}»")
    return columns.parks.index(park)


def _with_other_parks(
    folder: Path, manifest: Manifest, day: date, columns: PlaceColumns, stays: Stays, park: str
) -> Stays:
    told = manifest.days.get(day.isoformat())
    if told is None:
        return stays
    earlier = days.from_file(day, read_columns(folder / f"{told['file']}.columns")[1]).by_place
    others = earlier.where(columns.park[earlier.place] != _park(columns, park))
    return Stays(*(np.concatenate(pair) for pair in zip(others, stays, strict=True)))


@contextmanager
def _writing(folder: Path) -> Iterator[Manifest]:
    """One writer at a time; the manifest as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield read_manifest(folder) if (folder / MANIFEST).exists() else Manifest()


def _swap(folder: Path, old: Manifest, new: Manifest) -> None:
    """From here on readers see the new one; files that only the old one named go."""
    stored = {"format": FORMAT, "serial": new.serial, "places": new.places, "days": new.days}
    fresh = folder / f".{MANIFEST}.new"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(stored, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / MANIFEST)
    for name in old.files - new.files:
        for ending in ("columns", "parquet"):
            (folder / f"{name}.{ending}").unlink(missing_ok=True)
