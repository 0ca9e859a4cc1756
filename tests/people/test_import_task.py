"""A worker list of more than 5,000 rows is written as a task: told step by step, called off without a trace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import QuerySet
from django.utils import translation
from pytest_django import Settings

from songhanh.config.tasks.runner import run_next, run_task
from songhanh.core.actions.tasks import start_task
from songhanh.core.models import Event, Task, TaskState
from songhanh.core.tasks.progress import Progress
from songhanh.core.ui.lists.export import DIRECT_ROWS
from songhanh.people.actions.imports import drop_import
from songhanh.people.models import Employment, ImportState, PeopleImport
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast
from tests.people.lists import upload

HEADS = "Mã NLĐ,Họ và tên,Số CCCD,Ngày sinh,Giới tính,Tổ / chuyền,Ngày vào làm"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TASKS_ROOT, settings.VAR, settings.DEMO_CLOCK = tmp_path / "tasks", tmp_path, NOW
    with translation.override("vi"):
        yield


def sent(cast: Cast, rows: int) -> PeopleImport:
    lines = [
        f"NL-{n:05d},Nguyễn Thị Ánh,037191{n:06d},14/02/1991,Nữ,Hàn 1,13/03/2019" for n in range(1, rows + 1)
    ]
    return upload(cast.reporter, cast.one, "\n".join([HEADS, *lines]).encode(), name="danh-sach.csv")


def taken(cast: Cast, import_: PeopleImport, **how: str) -> Task | None:
    answer = signed_in(cast.reporter).post(f"/desk/people/import/{import_.uuid}/take/", how)
    assert answer.status_code == 302
    return (
        Task.objects.filter(uuid=answer["Location"].split("/")[2]).first()
        if "/tasks/" in answer["Location"]
        else None
    )


def test_five_thousand_are_written_at_once_one_more_as_a_task(cast: Cast) -> None:
    assert taken(cast, sent(cast, DIRECT_ROWS)) is None
    assert Employment.objects.count() == DIRECT_ROWS
    import_ = sent(cast, DIRECT_ROWS + 1)
    task = taken(cast, import_)
    assert task is not None
    assert taken(cast, import_) == task
    assert Employment.objects.count() == DIRECT_ROWS
    progress = Steps()
    begun = start_task(task=task, by=BY, now=NOW)
    assert begun is not None
    done = run_task(begun, progress)
    assert (done.state, done.message[:7]) == (TaskState.DONE, "Đã ghi ")
    assert progress.steps == ["read", "check", "compare", "write", "write"]
    assert Employment.objects.count() == DIRECT_ROWS + 1
    event = Event.objects.filter(name="people:import:taken").order_by("-number").first()
    assert event is not None
    assert event.by_id == cast.reporter.pk
    page = signed_in(cast.reporter).get(f"/tasks/{task.uuid}/").content.decode()
    assert f"/desk/people/import/{import_.uuid}/" in page
    assert "Kiểm tra từng dòng" in page


class Steps(Progress):
    """Keeps what it is told; may be called off at one step."""

    def __init__(self, cancelled_at: str = "") -> None:
        super().__init__()
        self.steps: list[str] = []
        self._cancelled_at = cancelled_at

    def at(self, step: str, done: int = 0, total: int = 0) -> None:
        self.steps.append(step)
        if step == self._cancelled_at:
            self.cancel()
        super().at(step, done, total)


def test_called_off_before_writing_nothing_is_written(cast: Cast) -> None:
    import_ = sent(cast, DIRECT_ROWS + 1)
    task = taken(cast, import_)
    assert task is not None
    begun = start_task(task=task, by=BY, now=NOW)
    assert begun is not None
    ended = run_task(begun, Steps("write"))
    import_.refresh_from_db()
    assert (ended.state, import_.state, Employment.objects.count()) == (
        TaskState.CANCELLED,
        ImportState.CHECKED,
        0,
    )
    assert taken(cast, import_) != task


def test_after_a_crash_a_list_that_was_written_is_not_written_twice(cast: Cast) -> None:
    import_ = sent(cast, DIRECT_ROWS + 1)
    assert taken(cast, import_) is not None
    run_next()
    again = start_task(task=_queued_again(), by=BY, now=NOW)
    assert again is not None
    assert run_task(again, Progress()).state == TaskState.DONE
    assert Event.objects.filter(name="people:import:taken").values("act").distinct().count() == 1


def _queued_again() -> Task:
    QuerySet(Task).update(
        state=TaskState.QUEUED
    )  # as after a crash between writing the list and the task's end
    return Task.objects.get()


def test_a_list_dropped_meanwhile_fails_in_words(cast: Cast) -> None:
    import_ = sent(cast, DIRECT_ROWS + 1)
    assert taken(cast, import_) is not None
    drop_import(import_=import_, by=cast.by(cast.reporter), now=NOW)
    failed = run_next()
    assert failed is not None
    assert failed.state == TaskState.FAILED
    assert failed.message
    assert Employment.objects.count() == 0
