"""Every bench still runs, over a few rows: nothing is timed here, their own comparisons of answers are the test.

Each on the first of its databases. Tables of SQLite are laid out once for all of them (tests.config.prepared).
"""

import shutil
from pathlib import Path

import pytest

from bench import page
from bench.__main__ import BENCHES, POSTGRESQL, run_apart
from bench.machine import Aim, Result, Side, p95, race
from tests.config.prepared import with_tables


@pytest.mark.slow
@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_runs_over_a_few_rows(name: str) -> None:
    database = BENCHES[name][0]
    tables = with_tables(embedded=True).var if database != POSTGRESQL else None
    result = run_apart(name, database, tiny=True, like=tables)
    if result is None:
        assert database == POSTGRESQL
        assert not shutil.which("pg_ctl")
        pytest.skip("no PostgreSQL server on this machine")
    assert result.aims
    assert all(side.seconds and min(side.seconds) > 0 for side in result.sides)


RESULT = Result(
    "worker-list",
    "Worker list",
    "1,200 rows.",
    [Side("songhanh", "does it", [0.3, 0.1, 0.2])],
    [Aim("≥ 3 ×", "2.0 ×", met=False)],
)


def test_a_section_is_replaced_and_what_was_missed_is_said(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text("# Benchmarks\n\nBefore.\n\n<!-- worker-list -->\nold\n<!-- /worker-list -->\n\nAfter.\n")
    page.write(path, [RESULT])
    page.write(path, [RESULT])
    text = path.read_text()
    assert text.count("<!-- worker-list -->") == 1
    assert "old" not in text
    assert (
        text.index("Before.")
        < text.index("| songhanh | does it | 0.20 s | 0.30 s | 3 |")
        < text.index("After.")
    )
    assert "- ≥ 3 ×: 2.0 ×, **missed**" in text


def test_sides_take_turns_after_a_preparation_that_is_not_timed() -> None:
    seen: list[str] = []
    ways = {"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}
    seconds = race(ways, 2, before=lambda: seen.append("-"))
    assert seen == ["-", "a", "-", "b"] * 2
    assert [len(each) for each in seconds.values()] == [2, 2]
    assert p95([float(n) for n in range(1, 101)]) == 95
    assert p95([2.0]) == 2
