"""Invented presence: the shape of factories, the same for the same seed."""

from pathlib import Path

import numpy as np
import pytest

from songhanh.analytics.presence.command import main
from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import open_snapshot, read_manifest


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    generate(made, workers=2000, days=8, seed=7)
    return made


def test_everybody_is_there_about_three_stays_a_day(folder: Path) -> None:
    snapshot = open_snapshot(folder)
    assert snapshot.people == 2000
    assert all(snapshot.seen(person) for person in range(1, 2001))
    assert not snapshot.seen(0)
    assert 2.5 < snapshot.rows / (2000 * 8) < 3.5
    sunday = len(snapshot.days[6])
    assert snapshot.days[6].day.weekday() == 6
    assert sunday < len(snapshot.days[5]) / 2


def test_nobody_is_in_two_places_at_once(folder: Path) -> None:
    assert [told["doubled"] for told in read_manifest(folder).days.values()] == [0] * 8


def test_the_night_shift_crosses_midnight(folder: Path) -> None:
    later = open_snapshot(folder).days[1].by_place
    before_six = (later.start == 0) & (later.end > 3600) & (later.end < 40_000)
    assert np.count_nonzero(before_six) > 50


def test_the_same_seed_gives_the_same_rows(folder: Path, tmp_path: Path) -> None:
    generate(tmp_path / "again", workers=2000, days=8, seed=7)
    generate(tmp_path / "other", workers=2000, days=8, seed=8)
    first, again, other = map(open_snapshot, (folder, tmp_path / "again", tmp_path / "other"))
    assert all(
        np.array_equal(one, two)
        for day, same in zip(first.days, again.days, strict=True)
        for one, two in zip(day.by_place, same.by_place, strict=True)
    )
    assert first.rows != other.rows


def test_the_command_writes_a_whole_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new"
    arguments = ["--workers", "50", "--days", "2", "--seed", "1", "--out", str(out)]
    assert main(arguments) == 0
    assert "Đã tạo" in capsys.readouterr().out
    assert open_snapshot(out).people <= 50
    with pytest.raises(SystemExit, match=r"đã có một ảnh chụp\. Chọn thư mục trống"):
        main(arguments)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Sai: thiếu: --workers, --days, --out."),
        (["--workers", "0"], "--workers: nhập «0», cần một số nguyên từ 1"),
        (["--workers", "1,5"], "nhập «1,5»"),
        (["--days"], "--days: thiếu giá trị"),
    ],
)
def test_wrong_arguments_are_named(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
