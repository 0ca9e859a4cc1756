"""Long work: its row, its sealed file, its pages."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.test import Client
from django.utils import translation
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from songhanh.core.actions.tasks import KEPT_FOR, ask_task, cancel_task, end_task, note_scope, start_task
from songhanh.core.models import Event, Notice, Task, TaskState, User
from songhanh.core.policies import MOST_TASKS, NotAllowedError
from songhanh.core.tasks.page import time_left
from songhanh.core.tasks.progress import RUNNING, CancelledError, Progress, StoppedError, beat
from songhanh.core.tasks.results import (
    PIECE,
    delete_result,
    has_result,
    read_result,
    result_path,
    write_result,
)
from tests.core.cast import BY, NOW, actor, new_user, signed_in

UNKNOWN = uuid4()


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TASKS_ROOT, settings.DEMO_CLOCK = tmp_path / "tasks", NOW
    with translation.override("vi"):
        yield


@pytest.fixture
def user(db: None) -> User:
    return new_user("OFFICER")


def asked(user: User, nth: int = 1, **more: object) -> Task:
    given = {"kind": "core.export", "title": "Nhật ký: mẫu · CSV", "parameters": {"path": "/x/", "nth": nth}}
    return ask_task(**{**given, **more}, by=actor(user), now=NOW)  # type: ignore[arg-type]


def running(user: User, nth: int = 1) -> Task:
    task = start_task(task=asked(user, nth), by=BY, now=NOW)
    assert task is not None
    return task


def finished(user: User, content: bytes = b"a,b\r\n") -> Task:
    task = running(user)
    size = write_result(task.uuid, [content], lambda: None)
    values = {"result_name": "nhat-ky.csv", "result_size": size, "total": 3}
    return end_task(task=task, state=TaskState.DONE, values=values, by=BY, now=NOW)


def test_the_same_work_asked_twice_is_one_task_and_nobody_asks_for_ever_more(user: User) -> None:
    first = asked(user)
    assert asked(user).pk == first.pk
    for nth in range(2, MOST_TASKS + 1):
        asked(user, nth)
    with pytest.raises(NotAllowedError, match=f"Đang có {MOST_TASKS} việc"):
        asked(user, 99)
    assert asked(new_user("LEADER"), 99).pk != first.pk
    event = Event.objects.filter(subject=f"core.task:{first.uuid}").get()
    assert (event.name, event.by_id) == ("core:task:asked", user.pk)
    assert "/x/" not in str(event.after)


def test_a_waiting_task_is_called_off_at_once_a_running_one_asked_to_stop(user: User) -> None:
    waiting = cancel_task(task=asked(user), by=actor(user), now=NOW)
    assert waiting.state == TaskState.CANCELLED
    assert start_task(task=waiting, by=BY, now=NOW) is None
    task = cancel_task(task=running(user, 2), by=actor(user), now=NOW)
    assert (task.state, task.cancel_asked_at) == (TaskState.RUNNING, NOW)
    progress = Progress()
    beat(task.pk, progress)
    with pytest.raises(CancelledError):
        progress.at("write")
    done = end_task(task=task, state=TaskState.DONE, values={}, by=BY, now=NOW)
    with pytest.raises(NotAllowedError, match="đã kết thúc"):
        cancel_task(task=done, by=actor(user), now=NOW)


def test_progress_counts_rows_knows_the_time_left_and_hears_the_end() -> None:
    moments = iter([0, 1, 2])
    progress = Progress(seconds=lambda: next(moments))
    assert progress.seconds_left is None
    rows = progress.rows("write", range(2000), 2000)
    assert [next(rows) for _ in range(501)] == list(range(501))
    assert (progress.step, progress.done, progress.total) == ("write", 500, 2000)
    moments = iter(range(10, 1000))
    assert progress.seconds_left == 24  # eight seconds for 500, three times as many to go
    progress.cancel()
    with pytest.raises(CancelledError):
        list(rows)
    with pytest.raises(StoppedError):
        Progress(stopping=lambda: True).at("write")
    assert (time_left(None), time_left(1), time_left(150)) == ("", "còn khoảng 1 giây", "còn khoảng 2 phút")


@pytest.mark.django_db
def test_a_result_is_sealed_whole_and_in_order() -> None:
    task, content = uuid4(), os.urandom(2 * PIECE + 17)
    assert write_result(task, [content[:9], content[9:]], lambda: None) == len(content)
    path = result_path(task)
    stored = path.read_bytes()
    assert content[:64] not in stored
    assert path.parent.stat().st_mode & 0o077 == 0
    assert b"".join(read_result(task)) == content
    path.write_bytes(stored[: stored.index(stored[-40:]) - PIECE // 2])
    with pytest.raises(InvalidTag):
        list(read_result(task))
    other = uuid4()
    result_path(other).write_bytes(stored)
    with pytest.raises(InvalidTag):
        list(read_result(other))
    first = int.from_bytes(stored[:4], "big") + 4
    path.write_bytes(stored[:first])  # cut between two pieces
    with pytest.raises(InvalidTag):
        list(read_result(task))
    delete_result(task)
    assert not has_result(task)


@pytest.mark.django_db
def test_a_file_that_is_called_off_or_finds_no_room_leaves_nothing() -> None:
    task, progress = uuid4(), Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        write_result(task, [b"a"], progress.heed)
    part = result_path(task).with_suffix(".part")
    part.symlink_to("/dev/full")  # a real device without room
    with pytest.raises(OSError, match="No space left"):
        write_result(task, [os.urandom(PIECE)], lambda: None)
    assert list(part.parent.iterdir()) == []


def test_the_page_shows_steps_the_bar_and_the_end(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(user)
    client.get("/notices/")
    task = asked(user)
    url = f"/tasks/{task.uuid}/"
    assert "Đang chờ đến lượt" in text(client, url)
    task = running(user)
    progress = RUNNING[task.uuid] = Progress()
    try:
        progress.at("write", 12_000, 43_451)
        page = text(client, url)
    finally:
        del RUNNING[task.uuid]
    for words in (
        "12.000 / 43.451</b> dòng", 'value="12000" max="43451"', "Có thể đóng trang, xong sẽ báo", "Hủy việc này",
        'hx-trigger="every 2s"', '<noscript><meta http-equiv="refresh"', 'aria-current="step"',
    ):  # fmt: skip
        assert words in page
    finished_ = finish(task)
    page = text(client, url)
    assert "Tải tệp" in page
    assert "tự xóa lúc 20/01/2022 09:00" in page
    assert "hx-trigger" not in page
    assert finished_.expires_at == NOW + KEPT_FOR
    assert "Nhật ký: mẫu · CSV" in text(client, "/tasks/")
    notice = Notice.objects.get(user=user)
    assert (notice.url, notice.text) == (url, "Đã xong: Nhật ký: mẫu · CSV.")
    # Two are the menu's: whether «Bước đầu» is still of use, whether anybody has an open question.
    with django_assert_num_queries(8):
        client.get(url)
    with django_assert_num_queries(9):
        client.get("/tasks/")


def finish(task: Task) -> Task:
    size = write_result(task.uuid, [b"a,b\r\n"], lambda: None)
    return end_task(
        task=task, state=TaskState.DONE, values={"result_name": "a.csv", "result_size": size}, by=BY, now=NOW
    )


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_watching_a_task_does_not_keep_the_screen_unlocked(user: User) -> None:
    client, task = signed_in(user), asked(user)
    client.get("/notices/")
    session = client.session
    seen = session["seen_at"] = session["seen_at"] - 60
    session.save()
    client.get(f"/tasks/{task.uuid}/", headers={"X-Watching": "1"})
    assert client.session["seen_at"] == seen
    client.get(f"/tasks/{task.uuid}/")
    assert client.session["seen_at"] > seen


@pytest.mark.parametrize(("method", "part"), [("get", ""), ("post", "cancel/"), ("get", "file/")])
def test_a_foreign_task_and_an_unknown_one_are_alike(user: User, method: str, part: str) -> None:
    task = asked(user)
    stranger = signed_in(new_user("LEADER"))
    answers = [getattr(stranger, method)(f"/tasks/{uuid}/{part}") for uuid in (task.uuid, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.replace(str(task.uuid).encode(), b"") == answers[1].content.replace(
        str(UNKNOWN).encode(), b""
    )
    task.refresh_from_db()
    assert task.state == TaskState.QUEUED


def test_cancel_by_the_page(user: User) -> None:
    client, task = signed_in(user), running(user)
    progress = RUNNING[task.uuid] = Progress()
    try:
        answer = client.post(f"/tasks/{task.uuid}/cancel/", follow=True)
    finally:
        del RUNNING[task.uuid]
    assert progress.cancelled
    assert "đang hủy" in answer.content.decode()


def test_the_file_is_fetched_by_its_owner_and_that_is_written_down(user: User) -> None:
    task = finished(user)
    # A kind without a reader's check of its own would be open to its owner; this list's page does not exist.
    Task.objects.get(pk=task.pk)
    answer = signed_in(user).get(f"/tasks/{task.uuid}/file/", follow=True)
    assert "không còn quyền xem" in answer.content.decode()
    assert not Event.objects.filter(name="core:task:file_read").exists()


def test_a_file_made_for_another_scope_is_not_given(user: User) -> None:
    task = finished(user)
    task = note_scope(task=task, scope=BY.scope, by=BY, now=NOW)
    answer = signed_in(user).get(f"/tasks/{task.uuid}/file/", follow=True)
    assert "Phạm vi được xem đã đổi" in answer.content.decode()


def test_a_file_that_a_backup_did_not_keep(user: User) -> None:
    task = finished(user)
    delete_result(UUID(str(task.uuid)))
    page = signed_in(user).get(f"/tasks/{task.uuid}/").content.decode()
    assert "Tải tệp" not in page
    assert "Tệp đã xóa" in page


def test_expiry_is_three_days() -> None:
    assert timedelta(days=3) == KEPT_FOR
