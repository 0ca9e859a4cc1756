"""Lists of more than five thousand rows, exported by a user."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from songhanh.config.tasks.runner import run_next
from songhanh.core import acts
from songhanh.core.models import Event, Task, User
from songhanh.core.ui.lists.export import DIRECT_ROWS
from songhanh.people.actions.imports import import_list
from tests.core.cast import BY, NOW, TODAY, signed_in
from tests.people.cast import Cast

AUDIT = "/settings/audit/"


@pytest.fixture
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
