"""The closing line of bin/test counts every part."""

from pathlib import Path

import pytest

from .loading import load

tally = load("tally")
REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def write(folder: Path, name: str, *numbers: int) -> None:
    (folder / f"{name}.xml").write_text(REPORT.format(*numbers))


def test_parts_are_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "guards", 26, 0, 0, 0)
    write(tmp_path, "sqlite", 100, 0, 0, 2)
    (tmp_path / "parts").write_text("check 0 20\nsqlite 0 60\npostgresql skipped 0\nbrowser 5 1\n")
    assert tally.main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "124 passed, 0 failed, 3 skipped"


def test_a_failure_of_any_kind_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "guards", 26, 0, 0, 0)
    write(tmp_path, "sqlite", 10, 1, 1, 0)
    (tmp_path / "parts").write_text("check 2 20\nsqlite 1 60\npostgresql 70 0\n")
    assert tally.main(tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "34 passed, 4 failed, 0 skipped"


def test_nothing_tested_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "parts").write_text("browser 5 1\n")
    assert tally.main(tmp_path) == 1
