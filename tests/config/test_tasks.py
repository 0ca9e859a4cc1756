"""Long lists become tasks; the runner runs them as who asked may and sees now, to whatever end."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from songhanh.config.tasks.clearing import clear_tasks
from songhanh.config.tasks.runner import recover, run_next, run_task
from songhanh.core.actions.grants import revoke_grant
from songhanh.core.actions.tasks import ask_task, cancel_task, start_task
from songhanh.core.actions.users import change_user
from songhanh.core.models import Event, Notice, Task, TaskState
from songhanh.core.tasks.progress import RUNNING, Progress
from songhanh.core.tasks.results import has_result, result_path
from songhanh.core.ui.lists.export import DIRECT_ROWS
from tests.config.long_lists import AUDIT, _own_folder, crowd, events, export, fetched, ran
from tests.core.cast import BY, NOW, TODAY, actor, signed_in
from tests.people.cast import Cast
from tests.reporting.conftest import _fresh, cast

__all__ = ["_fresh", "_own_folder", "cast"]
pytestmark = pytest.mark.usefixtures("_own_folder")


def test_five_thousand_rows_are_sent_at_once_one_more_becomes_a_task(cast: Cast) -> None:
    events(DIRECT_ROWS)
    answer = signed_in(cast.auditor).get(f"{AUDIT}?export=csv&text=test:filled")
    assert answer.status_code == 200
    events(DIRECT_ROWS + 1)
    assert signed_in(cast.auditor).get(f"{AUDIT}?export=csv&text=test:filled").status_code == 302


def test_an_export_from_the_link_to_the_file(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    task = export(cast.auditor, "export=xlsx")
    assert export(cast.auditor, "export=xlsx").pk == task.pk
    count = Event.objects.count()
    done = ran()
    assert (done.state, done.pk, run_next()) == (TaskState.DONE, task.pk, None)
    assert done.total == done.done > DIRECT_ROWS
    sheet = load_workbook(io.BytesIO(fetched(cast.auditor, done)), read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert "Số liệu đến 17/01/2022 09:00" in str(rows[:3])
    assert len(rows) >= count
    assert "'=cmd()" in {row[5] for row in rows if len(row) > 5}
    assert Notice.objects.get(user=cast.auditor).url == f"/tasks/{task.uuid}/"
    read = Event.objects.get(name="core:task:file_read")
    assert (read.by_id, read.subject) == (cast.auditor.pk, f"core.task:{task.uuid}")


def test_counting_stops_at_the_limit(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    client = signed_in(cast.auditor)
    client.get("/notices/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{AUDIT}?export=csv")
    counts = [each["sql"] for each in queries if "COUNT" in each["sql"]]
    assert any(f"LIMIT {DIRECT_ROWS + 1}" in sql for sql in counts)
    assert len(queries) <= 24


def test_people_as_a_task_are_masked_and_logged_as_the_direct_export_is(cast: Cast) -> None:
    crowd(cast)
    task = export(cast.leader, "export=csv&sex=F", "/people/")
    assert not Event.objects.filter(name="people:list:exported").exists()
    done = ran()
    event = Event.objects.get(name="people:list:exported")
    assert event.by_id == cast.leader.pk
    assert event.after["rows"] == DIRECT_ROWS + 1
    rows = list(csv.reader(io.StringIO(fetched(cast.leader, done).decode("utf-8-sig"))))
    assert len(rows) == DIRECT_ROWS + 2
    assert "Nguyễn Thị Ánh" not in str(rows[1])
    own = export(cast.reporter, "export=csv", "/desk/people/")
    assert "Nguyễn Thị Ánh" in fetched(cast.reporter, ran()).decode()
    assert signed_in(cast.reporter).get(f"/tasks/{task.uuid}/").status_code == 404
    assert signed_in(cast.leader).get(f"/tasks/{own.uuid}/file/").status_code == 404


def test_who_lost_the_right_gets_words_and_no_file(cast: Cast) -> None:
    crowd(cast)
    task = export(cast.officer, "export=csv", "/people/")
    change_user(user=cast.officer, role="ADMINISTRATOR", by=BY, now=NOW)
    failed = ran()
    assert (failed.pk, failed.state) == (task.pk, TaskState.FAILED)
    assert "không được xuất" in failed.message
    assert not result_path(task.uuid).parent.exists() or not has_result(task.uuid)
    assert "Không xong" in Notice.objects.get(user=cast.officer).text


def test_who_lost_the_right_after_it_was_made_does_not_get_the_file(cast: Cast) -> None:
    crowd(cast)
    task = export(cast.officer, "export=csv", "/people/")
    assert ran().state == TaskState.DONE
    change_user(user=cast.officer, role="ADMINISTRATOR", by=BY, now=NOW)
    cast.officer.refresh_from_db()
    page = signed_in(cast.officer).get(f"/tasks/{task.uuid}/file/", follow=True).content.decode()
    assert "không còn quyền xem" in page


def test_the_scope_is_that_of_the_run_and_later_of_the_reader(cast: Cast) -> None:
    crowd(cast)
    task = export(cast.officer, "export=csv", "/people/")
    asked_scope = task.scope
    revoke_grant(grant=cast.officer.grants.get(), on=TODAY, by=BY, now=NOW)
    done = ran()
    assert done.state == TaskState.DONE
    assert done.scope != asked_scope
    assert done.total == 0
    assert "Nguyễn" not in fetched(cast.officer, done).decode()


def test_who_has_left_gets_nothing_made(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    export(cast.auditor, "export=csv")
    change_user(user=cast.auditor, is_active=False, by=BY, now=NOW)
    failed = ran()
    assert failed.state == TaskState.FAILED
    assert "không còn dùng được" in failed.message


def test_called_off_while_it_runs_it_ends_between_two_pieces(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    for form in ("xlsx", "csv"):
        task = start_task(task=export(cast.auditor, f"export={form}"), by=BY, now=NOW)
        assert task is not None
        progress = CancelledAt(1000)
        ended = run_task(task, progress)
        assert (ended.state, ended.done) == (TaskState.CANCELLED, 1000)
        assert not has_result(task.uuid)
        assert RUNNING == {}


class CancelledAt(Progress):
    """Somebody calls it off when so many rows are done."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self._row = row

    def at(self, step: str, done: int = 0, total: int = 0) -> None:
        if done == self._row:
            self.cancel()
        super().at(step, done, total)


def test_a_stopping_server_puts_the_task_back_without_counting_it(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    export(cast.auditor, "export=csv")
    back = run_next(lambda: True)
    assert back is not None
    assert (back.state, back.tries) == (TaskState.QUEUED, 0)
    assert ran().state == TaskState.DONE


def test_what_died_with_its_process_is_begun_again_once(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    task = export(cast.auditor, "export=csv")
    start_task(task=task, by=BY, now=NOW)
    recover()
    task.refresh_from_db()
    assert (task.state, task.tries) == (TaskState.QUEUED, 1)
    start_task(task=task, by=BY, now=NOW)
    recover()
    task.refresh_from_db()
    assert task.state == TaskState.FAILED
    assert "dừng hai lần" in task.message
    other = start_task(task=export(cast.auditor, "export=xlsx"), by=BY, now=NOW)
    assert other is not None
    cancel_task(task=other, by=actor(cast.auditor), now=NOW)
    recover()
    other.refresh_from_db()
    assert other.state == TaskState.CANCELLED


def test_no_room_on_the_disk_is_said(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    task = export(cast.auditor, "export=csv")
    part = result_path(task.uuid).with_suffix(".part")
    part.parent.mkdir()
    part.symlink_to("/dev/full")
    failed = ran()
    assert failed.state == TaskState.FAILED
    assert failed.message.startswith("Hết chỗ trên đĩa")
    assert list(part.parent.iterdir()) == []


def test_a_fault_of_ours_is_said_by_a_code(cast: Cast) -> None:
    task = ask_task(kind="core.unknown", title="x", parameters={}, by=actor(cast.leader), now=NOW)
    failed = ran()
    assert (failed.pk, failed.state) == (task.pk, TaskState.FAILED)
    assert "báo quản trị mã" in failed.message
    assert signed_in(cast.leader).get(f"/tasks/{task.uuid}/").status_code == 200


def test_expired_files_and_their_search_words_are_gone(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    task = export(cast.auditor, "export=csv&text=core")
    title = ran().title
    assert title.startswith("Nhật ký: ")
    assert "core" in title
    stray = result_path(Task().uuid)
    stray.write_bytes(b"left over")
    clear_tasks(NOW + timedelta(days=2))
    assert has_result(task.uuid)
    assert not stray.exists()
    clear_tasks(NOW + timedelta(days=3))
    assert not has_result(task.uuid)
    task.refresh_from_db()
    assert (task.title, task.parameters, task.has_file) == ("Nhật ký", {}, False)
    page = signed_in(cast.auditor).get(f"/tasks/{task.uuid}/file/", follow=True).content.decode()
    assert "hết hạn giữ" in page
    count = Event.objects.filter(name="core:task:cleared").count()
    clear_tasks(NOW + timedelta(days=4))
    assert Event.objects.filter(name="core:task:cleared").count() == count == 1


def test_the_command_runs_what_waits(cast: Cast) -> None:
    events(DIRECT_ROWS + 1)
    export(cast.auditor, "export=csv")
    export(cast.auditor, "export=xlsx")
    out = io.StringIO()
    call_command("tasks", "--once", stdout=out)
    assert Task.objects.filter(state=TaskState.QUEUED).count() == 1
    call_command("tasks", stdout=out)
    assert out.getvalue().count("Xong") == 2
    call_command("tasks", stdout=out)
    assert "Không có việc nào chờ" in out.getvalue()
