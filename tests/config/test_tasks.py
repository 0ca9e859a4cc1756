"""Long lists become tasks; the runner runs them as who asked may and sees now, through crash and restart."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook
from pytest_django import Settings

from songhanh.config.tasks.clearing import clear_tasks
from songhanh.config.tasks.runner import alone, recover, run_next, run_task
from songhanh.core import acts
from songhanh.core.accounts.permissions import Permission
from songhanh.core.accounts.targets import Target
from songhanh.core.actions.api_clients import issue_client, revoke_client
from songhanh.core.actions.grants import revoke_grant
from songhanh.core.actions.tasks import ask_task, cancel_task, start_task
from songhanh.core.actions.users import change_user
from songhanh.core.models import Event, Notice, Task, TaskState, User
from songhanh.core.scope import ScopeKind
from songhanh.core.tasks.progress import RUNNING, Progress
from songhanh.core.tasks.results import has_result, result_path
from songhanh.core.ui.lists.export import DIRECT_ROWS
from songhanh.people.actions.imports import import_list
from tests.config.installation import installation
from tests.core.cast import BY, NOW, TODAY, actor, signed_in
from tests.people.cast import Cast
from tests.reporting.conftest import _fresh, cast

__all__ = ["_fresh", "cast"]
AUDIT = "/settings/audit/"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TASKS_ROOT, settings.VAR, settings.DEMO_CLOCK = tmp_path / "tasks", tmp_path, NOW
    with translation.override("vi"):
        yield


def events(count: int) -> None:
    """So many of one name."""
    by = replace(BY, name="=cmd()")
    missing = count - Event.objects.filter(name="core:test:filled").count()
    with acts.acting("core:test:filled", by=by, now=NOW) as act:
        for nth in range(missing):
            act.note("", {}, {"nth": nth})


def crowd(cast: Cast, count: int = DIRECT_ROWS + 1) -> None:
    """So many workers at enterprise one."""
    heads = "Mã NLĐ,Họ và tên,Số CCCD,Ngày sinh,Giới tính,Tổ / chuyền,Ngày vào làm"
    lines = [
        f"NL-{n:05d},Nguyễn Thị Ánh,037191{n:06d},14/02/1991,Nữ,Hàn 1,13/03/2019" for n in range(1, count + 1)
    ]
    import_list(
        enterprise=cast.one, name="a.csv", content="\n".join([heads, *lines]).encode(), file_hash="0" * 64,
        listed_on=TODAY, by=BY, now=NOW,
    )  # fmt: skip


def export(user: User, query: str, path: str = AUDIT) -> Task:
    answer = signed_in(user).get(f"{path}?{query}")
    assert answer.status_code == 302, answer.content[:500]
    return Task.objects.get(uuid=answer["Location"].split("/")[2])


def ran() -> Task:
    task = run_next()
    assert task is not None
    return task


def fetched(user: User, task: Task) -> bytes:
    answer = signed_in(user).get(f"/tasks/{task.uuid}/file/")
    assert answer.status_code == 200, answer["Location"]
    content = b"".join(answer)  # type: ignore[arg-type]
    assert answer["Content-Length"] == str(len(content))
    return content


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


# --- the API


def client_of(
    cast: Cast, *, role: str = "AUDITOR", target: Target | None = None, **more: Any
) -> tuple[Client, Any]:
    target = target or Target(ScopeKind.AUTHORITY, None, "*", "")
    held = more.pop("held", [Permission.AUDIT_READ, Permission.PEOPLE_READ])
    issued, token = issue_client(
        name=f"Kho {role} {more}", role=role, permissions=held, targets=[target], by=BY, now=NOW
    )
    return Client(headers={"Authorization": f"Bearer {token}"}), issued


def post(client: Client, url: str, **body: Any) -> Any:
    return client.post(f"/api/v1{url}", json.dumps(body), content_type="application/json")


def test_a_client_exports_asks_after_it_and_fetches_the_file(cast: Cast) -> None:
    crowd(cast, 30)
    own = Target(ScopeKind.ENTERPRISES, cast.one.pk, "mau-01", "")
    client, _row = client_of(cast, role="ENTERPRISE_REPORTER", target=own, held=[Permission.PEOPLE_READ])
    answer = post(client, "/exports/people", form="csv", filters={"sex": ["F"]})
    assert answer.status_code == 202
    url = answer.json()["url"]
    assert answer["Location"] == url
    assert client.get(url).json()["state"] == "QUEUED"
    assert client.get(f"{url}/file").status_code == 409
    assert ran().state == TaskState.DONE
    told = client.get(url).json()
    assert (told["state"], told["done"], told["total"]) == ("DONE", 30, 30)
    content = b"".join(client.get(told["file"])).decode("utf-8-sig")  # type: ignore[arg-type]
    assert len(content.splitlines()) == 31
    assert "Nguyễn Thị Ánh" not in content, "masked for the employer's client too"
    assert client.get("/api/v1/tasks").json()["total"] == 1
    assert Notice.objects.count() == 0
    other, _row = client_of(cast, again=1)
    for method, address in (("get", url), ("post", f"{url}/cancel"), ("get", f"{url}/file")):
        assert getattr(other, method)(address).status_code == 404
    session = signed_in(cast.leader)
    assert session.get(url).status_code == 404


def test_a_client_calls_off_and_is_refused(cast: Cast) -> None:
    client, row = client_of(cast)
    assert post(client, "/exports/audit", form="csv", filters={"colour": ["red"]}).json()["code"] == "unknown_filter"
    assert post(client, "/exports/reports", form="csv").status_code == 403
    assert post(client, "/exports/audit", form="pdf").status_code == 422
    task = post(client, "/exports/audit", form="csv").json()
    assert post(client, task["url"].removeprefix("/api/v1") + "/cancel").json()["state"] == "CANCELLED"
    post(client, "/exports/audit", form="xlsx")
    revoke_client(client=row, by=BY, now=NOW)
    failed = ran()
    assert (failed.state, failed.client_id) == (TaskState.FAILED, row.pk)


# --- processes


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
    with installation(tmp_path / "here") as made:
        made.run("migrate", "-v0")
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
         parameters={"path": "/settings/audit/", "query": "export=csv", "form": "csv"})
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
