"""A job in a process of its own: its work is done, its failure is told, the server's end breaks it off."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from songhanh.config import jobs
from songhanh.config.schedule import Job
from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables

RUN = """
import sys
from songhanh.config.apart import run_apart
run_apart(sys.argv[1], lambda: sys.argv[2] == "stopping")
"""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "here", like=with_tables()) as made:
        yield made


def ran(made: Installation, name: str, server: str = "running") -> tuple[int, str]:
    """Exit code and what was said."""
    process = made.python("-c", RUN, name, server)
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err


def days(made: Installation) -> list[Path]:
    return sorted((made.var / "presence").rglob("*"))


def test_a_server_gives_only_long_work_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[str] = []
    here: list[datetime] = []
    monkeypatch.setattr(jobs, "run_apart", lambda name, _stopping: apart.append(name))
    for name in ("long", "short"):
        jobs.run_beside_pages(Job(name, here.append, timedelta(hours=1), apart=name == "long"))
    assert (apart, len(here)) == (["long"], 1)


STAND_BACK = """
import os
from songhanh.config.apart import stand_back
stand_back()
print(os.nice(0) >= 10, os.sched_getscheduler(0) == os.SCHED_IDLE)
"""


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="Linux alone has a class for what is left over")
def test_it_takes_what_pages_and_gates_leave_over(made: Installation) -> None:
    out, err = made.python("-c", STAND_BACK).communicate(timeout=60)
    assert (out, err) == ("True True\n", "")


def test_its_work_is_done(made: Installation) -> None:
    before = days(made)
    assert ran(made, "presence") == (0, "")
    assert set(days(made)) > set(before)


def test_what_goes_wrong_is_told(made: Installation) -> None:
    code, said = ran(made, "no such job")
    assert code == 1
    assert "StopIteration" in said
    assert "ApartError: exit code 1" in said


def test_the_end_of_the_server_breaks_it_off(made: Installation) -> None:
    before = days(made)
    assert ran(made, "presence", "stopping") == (0, "")
    assert days(made) == before
