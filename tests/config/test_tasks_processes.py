"""One task at a time over all processes; what a killed process leaves is found and done."""

from pathlib import Path

import pytest
from django.db import connection

from songhanh.config.tasks.runner import alone
from tests.config.installation import installation
from tests.config.long_lists import _own_folder
from tests.config.prepared import with_tables
from tests.people.cast import Cast
from tests.reporting.conftest import _fresh, cast

__all__ = ["_fresh", "_own_folder", "cast"]
pytestmark = pytest.mark.usefixtures("_own_folder")


RUNNER = "import django; django.setup()\nfrom songhanh.config.tasks.runner import run_next\n"


def test_one_runs_whatever_the_number_of_processes(cast: Cast) -> None:
    """The lock is held by another connection or process; here by this very one, for another process to meet."""
    if connection.vendor == "postgresql":
        pytest.skip("the test's own rows stand in a transaction that no other connection sees; see below")
    with alone() as mine:
        assert mine
        with alone() as twice:
            assert not twice


def test_a_killed_process_lets_go_and_the_next_one_finishes(tmp_path: Path) -> None:
    """Really: a process dies (SIGKILL) in the middle of an export; the next finds the task and does it."""
    with installation(tmp_path / "here", like=with_tables()) as made:
        process = made.python("-c", RUNNER + PREPARED)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        process = made.python("-c", RUNNER + SLOW)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "running"
        assert "máy chủ đang chạy việc khác" in made.run("tasks")
        process.kill()
        process.wait(timeout=30)
        process.stdout.close()
        assert process.stderr is not None
        process.stderr.close()
        out = made.run("tasks")
        assert "Xong" in out
        shown = made.python("-c", RUNNER + SHOWN)
        out, err = shown.communicate(timeout=60)
        assert out.split() == ["DONE", "2"], err


PREPARED = """
from django.utils import timezone
from songhanh.core.actions.grants import grant_scope
from songhanh.core.actions.tasks import ask_task
from songhanh.core.actions.users import add_user
from songhanh.core.accounts.actors import actor_of
from songhanh.core.actor import system
now, by = timezone.now(), system("test")
user = add_user(username="kiem-tra", role="AUDITOR", full_name="x", email="", password="ba con vit qua cau", by=by,
                now=now)
grant_scope(user=user, kind="AUTHORITY", target_id=None, valid_from=now.date(), by=by, now=now)
ask_task(kind="core.export", title="Nhật ký", by=actor_of(user, on=now.date(), origin="test"), now=now,
         parameters={"path": "/settings/audit/", "query": "export=csv", "form": "csv", "name": "a.csv"})
"""
SLOW = """
import time
from songhanh.config.tasks import runner
class Slow(runner.Progress):
    def at(self, step, done=0, total=0):
        print("running", flush=True)
        time.sleep(60)
runner.Progress = Slow
run_next()
"""
SHOWN = """
from songhanh.core.models import Task
task = Task.objects.get()
print(task.state, task.tries)
"""
