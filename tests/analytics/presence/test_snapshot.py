"""A snapshot is swapped whole: readers see the old one or the new one, never half of one."""

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from songhanh.analytics.presence import snapshot as snapshots
from songhanh.analytics.presence.columns import SnapshotError, read_columns
from songhanh.analytics.presence.places import NamedPlace
from songhanh.analytics.presence.snapshot import MANIFEST, drop_days, open_snapshot, put_day, put_places
from songhanh.rules.tracing.places import DistanceClass

from .rows import PLACES, rows_of, stays

MONDAY, TUESDAY = date(2022, 1, 3), date(2022, 1, 4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_places(tmp_path, PLACES)
    put_day(tmp_path, MONDAY, stays((1, 1, 0, 10), (2, 2, 0, 10)))
    put_day(tmp_path, TUESDAY, stays((1, 1, 0, 20)))
    return tmp_path


def columns_file(folder: Path, day: date) -> Path:
    (found,) = folder.glob(f"{day}.*.columns")
    return found


def test_what_was_put_is_read(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert [day.day for day in snapshot.days] == [MONDAY, TUESDAY]
    assert rows_of(snapshot.days[0].by_place) == [(1, 1, 0, 10), (2, 2, 0, 10)]
    assert (snapshot.people, snapshot.rows) == (2, 3)
    assert [snapshot.places.code(number) for number in range(3)] == ["A", "A/C1", "B"]
    assert snapshot.seen(2)
    assert not snapshot.seen(0)
    assert not snapshot.seen(3)
    assert not snapshot.last(1).seen(2)


def test_columns_are_mapped_and_cannot_be_written(folder: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        open_snapshot(folder).days[0].by_place.start[0] = 5


def test_a_day_put_again_costs_that_day_and_readers_keep_what_they_have(folder: Path) -> None:
    before, untouched = open_snapshot(folder), columns_file(folder, MONDAY).stat().st_ino
    put_day(folder, TUESDAY, stays((3, 1, 5, 6)))
    assert rows_of(before.days[1].by_place) == [(1, 1, 0, 20)]
    assert rows_of(open_snapshot(folder).days[1].by_place) == [(3, 1, 5, 6)]
    assert columns_file(folder, MONDAY).stat().st_ino == untouched
    assert len(list(folder.glob("*.columns"))) == len(list(folder.glob("*.parquet"))) == 3


def test_one_park_of_a_day_leaves_the_others(folder: Path) -> None:
    put_day(folder, MONDAY, stays((5, 1, 1, 2), (6, 0, 1, 2)), park="KCN-1")
    found = rows_of(open_snapshot(folder).days[0].by_place)
    assert found == [(6, 0, 1, 2), (5, 1, 1, 2), (2, 2, 0, 10)]
    with pytest.raises(ValueError, match="Nơi «B» không thuộc khu «KCN-1»"):
        put_day(folder, MONDAY, stays((1, 2, 0, 5)), park="KCN-1")
    with pytest.raises(ValueError, match="Không có nơi nào thuộc khu «KCN-9»"):
        put_day(folder, MONDAY, stays(), park="KCN-9")


def test_places_keep_their_numbers(folder: Path) -> None:
    numbers = put_places(
        folder, [NamedPlace("A0", DistanceClass.NEAR), NamedPlace("A/C1", DistanceClass.FAR, "A")]
    )
    assert numbers == {"A": 0, "A/C1": 1, "B": 2, "A0": 3}
    places = open_snapshot(folder).places
    assert places.named()[1] == NamedPlace("A/C1", DistanceClass.FAR, "A")
    assert places.named()[0] == PLACES[0]
    with pytest.raises(ValueError, match="Nơi số 9 không có trong danh mục"):
        put_day(folder, MONDAY, stays((1, 9, 0, 5)))


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([NamedPlace("X", DistanceClass.NEAR, "?")], "Nơi «\\?» chứa nơi khác"),
        (
            [NamedPlace("X", DistanceClass.NEAR, "Y"), NamedPlace("Y", DistanceClass.FAR, "X")],
            "trong chính nó",
        ),
    ],
)
def test_places_that_cannot_be_are_refused(folder: Path, places: list[NamedPlace], said: str) -> None:
    before = (folder / MANIFEST).read_text()
    with pytest.raises(ValueError, match=said):
        put_places(folder, places)
    assert (folder / MANIFEST).read_text() == before


@pytest.mark.parametrize("kept", [0, 5, 20, 300, -1])
def test_a_file_that_was_cut_off_is_refused(folder: Path, kept: int) -> None:
    path = columns_file(folder, TUESDAY)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(SnapshotError, match=f"{path.name}.*ghi dở hoặc bị cắt cụt"):
        open_snapshot(folder)


def test_a_file_with_a_hole_in_its_head_is_refused(folder: Path) -> None:
    path = columns_file(folder, TUESDAY)
    content = bytearray(path.read_bytes())
    content[16:60] = bytes(44)
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match="ghi dở"):
        open_snapshot(folder)


def test_what_was_broken_off_before_the_swap_is_not_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshots, "_swap", broken)
    with pytest.raises(OSError, match="No space"):
        put_day(folder, TUESDAY, stays((7, 1, 0, 5)))
    assert rows_of(open_snapshot(folder).days[1].by_place) == [(1, 1, 0, 20)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Không có ảnh chụp có mặt"),
        ('{"format": 1, "ser', "hỏng"),
        ("[]", "hỏng"),
        (json.dumps({"format": 9}), "định dạng 9"),
        (json.dumps({"format": 1, "serial": 1, "places": "", "days": {}}), "chưa có ngày nào"),
        (
            json.dumps({"format": 1, "serial": 1, "places": "", "days": {"2022-01-03": {"file": "gone"}}}),
            "thiếu tệp «gone.columns»",
        ),
    ],
)
def test_no_snapshot_says_so(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(SnapshotError, match=said):
        open_snapshot(tmp_path)


def test_something_else_is_not_taken_for_columns(tmp_path: Path) -> None:
    (tmp_path / "x.columns").write_bytes(b"PAR1" * 40)
    with pytest.raises(SnapshotError, match=r"«x\.columns» không phải"):
        read_columns(tmp_path / "x.columns")


def test_days_are_taken_out(folder: Path) -> None:
    assert drop_days(folder, TUESDAY) == [MONDAY]
    assert [day.day for day in open_snapshot(folder).days] == [TUESDAY]
    assert list(folder.glob(f"{MONDAY}*")) == []
    assert drop_days(folder, TUESDAY) == []


def test_readers_never_meet_half_a_swap(folder: Path) -> None:
    """A writer swaps one day over and over; every reader sees two stays of one writing, never a mixture or nothing."""
    done = threading.Event()
    failures: list[object] = []

    def read() -> None:
        while not done.is_set():
            try:
                day = open_snapshot(folder).days[1]
                starts = day.by_place.start.tolist()
                if len(set(starts)) != 1 or starts != [starts[0]] * (2 if starts[0] else 1):
                    failures.append(starts)
            except SnapshotError as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 40):
        put_day(folder, TUESDAY, stays((1, 1, number, 99), (2, 1, number, 99)))
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
