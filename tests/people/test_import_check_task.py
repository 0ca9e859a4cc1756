"""A long worker list is received and checked as a task: the page waits nowhere, what is refused is not kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from songhanh.config.tasks.runner import run_next, run_task
from songhanh.core.actions.tasks import start_task
from songhanh.core.models import Event, Task, TaskState
from songhanh.people.models import Employment, ImportState, PeopleImport
from songhanh.people.views.import_tasks import LONG_FILE
from tests.core.cast import BY, NOW, signed_in
from tests.people.cast import Cast
from tests.people.test_import_task import HEADS, Steps

ROWS = 6_000


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.TASKS_ROOT, settings.VAR, settings.DEMO_CLOCK = tmp_path / "tasks", tmp_path, NOW
    with translation.override("vi"):
        yield


def listed(rows: int, heads: str = HEADS) -> bytes:
    lines = [
        f"NL-{n:05d},Nguyễn Thị Ánh,037191{n:06d},14/02/1991,Nữ,Hàn 1,13/03/2019" for n in range(1, rows + 1)
    ]
    return "\n".join([heads, *lines]).encode()


def sent(client: Client, content: bytes) -> str:
    """Where sending leads."""
    file = SimpleUploadedFile("danh-sach.csv", content)
    data = {"file": file, "listed_on": "2022-01-17", "enterprise": "mau-01"}
    answer = client.post("/desk/people/import/", data)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return str(answer["Location"])


def begun() -> Task:
    task = start_task(task=Task.objects.get(state=TaskState.QUEUED), by=BY, now=NOW)
    assert task is not None
    return task


def test_a_short_list_is_checked_at_once_a_long_one_as_a_task(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    short, long = listed(60), listed(ROWS)
    assert len(short) < LONG_FILE < len(long)
    assert sent(client, short).startswith("/desk/people/import/")
    where = sent(client, long)
    assert where.startswith("/tasks/")
    import_ = PeopleImport.objects.get(state=ImportState.RECEIVED)
    address = f"/desk/people/import/{import_.uuid}/"
    page = client.get(address).content.decode()
    assert "Đã nhận tệp, chưa kiểm tra xong" in page
    assert "Chưa kiểm tra" in client.get("/desk/people/import/").content.decode()
    assert client.post(address)["Location"] == where
    steps = Steps()
    done = run_task(begun(), steps)
    assert (done.state, steps.steps) == (TaskState.DONE, ["read", "check", "compare"])
    import_.refresh_from_db()
    assert (import_.state, import_.counts["rows"]) == (ImportState.CHECKED, ROWS)
    assert Employment.objects.count() == 0
    names = Event.objects.filter(name__startswith="people:import:").values_list("name", "by_id")
    assert {"people:import:kept", "people:import:checked"} <= {name for name, _by in names}
    assert {by for _name, by in names} == {cast.reporter.pk}


def test_who_waits_is_led_on_with_and_without_script(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    where = sent(client, listed(ROWS))
    watching = {"X-Watching": "1", "HX-Request": "true"}
    page = client.get(where, headers=watching)
    assert page.status_code == 200
    assert "url=?watching=1" in page.content.decode()
    assert run_next() is not None
    address = f"/desk/people/import/{PeopleImport.objects.get().uuid}/"
    answer = client.get(where, headers=watching)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, address)
    assert "Đã kiểm tra. Chưa có dòng nào được ghi." in client.get(address).content.decode()
    assert client.get(f"{where}?watching=1")["Location"] == address
    assert "Xem kết quả" in client.get(where).content.decode()
    assert signed_in(cast.officer).get(where, headers=watching).status_code == 404


def test_a_long_list_is_checked_again_as_a_task(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    sent(client, listed(ROWS))
    assert run_next() is not None
    import_ = PeopleImport.objects.get()
    address = f"/desk/people/import/{import_.uuid}/"
    refused = client.post(address, {"listed_on": "2031-01-01"})
    assert refused.status_code == 422
    answer = client.post(address, {"listed_on": "2021-12-31", "complete": "on", "column-5": ""})
    assert answer["Location"].startswith("/tasks/")
    assert client.post(f"{address}take/")["Location"].startswith("/tasks/")
    steps = Steps()
    task = start_task(task=Task.objects.get(kind="people.check_again"), by=BY, now=NOW)
    assert task is not None
    assert run_task(task, steps).state == TaskState.DONE
    assert steps.steps == ["read", "check", "compare"]
    import_.refresh_from_db()
    assert (str(import_.listed_on), import_.complete, import_.mapping["Tổ / chuyền"]) == (
        "2021-12-31",
        True,
        "",
    )


def test_called_off_it_can_be_checked_later_or_dropped(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    where = sent(client, listed(ROWS))
    import_ = PeopleImport.objects.get()
    address = f"/desk/people/import/{import_.uuid}/"
    assert run_task(begun(), Steps("compare")).state == TaskState.CANCELLED
    import_.refresh_from_db()
    assert (import_.state, import_.preview) == (ImportState.RECEIVED, None)
    assert f'href="{address}"' in client.get(where).content.decode()
    assert "Tệp này chưa kiểm tra xong" in client.post(f"{address}take/", follow=True).content.decode()
    again = client.post(address)["Location"]
    assert again != where
    client.post(f"{address}drop/")
    failed = run_next()
    assert failed is not None
    import_.refresh_from_db()
    assert (import_.state, bytes(import_.file_cipher)) == (ImportState.DROPPED, b"")
    assert client.get(address).status_code == 200


def test_what_is_no_worker_list_is_refused_and_forgotten(cast: Cast) -> None:
    client = signed_in(cast.reporter)
    sent(client, b"a,b\n" + b"1,2\n" * 120_000)
    failed = run_next()
    assert failed is not None
    assert failed.state == TaskState.FAILED
    assert failed.message
    import_ = PeopleImport.objects.get()
    assert (import_.state, bytes(import_.file_cipher)) == (ImportState.DROPPED, b"")
    page = client.get(f"/tasks/{failed.uuid}/", headers={"X-Watching": "1"})
    assert failed.message in page.content.decode()
    file = SimpleUploadedFile("x.pdf", b"%PDF-1.7 " + b"x" * LONG_FILE)
    data = {"file": file, "listed_on": "2022-01-17", "enterprise": "mau-01"}
    assert client.post("/desk/people/import/", data).status_code == 422
    assert PeopleImport.objects.count() == 1


def test_a_list_kept_is_nobody_elses_to_check(cast: Cast) -> None:
    sent(signed_in(cast.reporter), listed(ROWS))
    address = f"/desk/people/import/{PeopleImport.objects.get().uuid}/"
    for other in (cast.other, cast.auditor, cast.leader):
        assert signed_in(other).post(address).status_code in {403, 404}
        assert signed_in(other).get(address).status_code in {403, 404}
    assert Task.objects.count() == 1
    officer = signed_in(cast.officer)
    assert officer.get(address).status_code == 200
    assert officer.post(address)["Location"].startswith("/tasks/")
    assert run_next() is not None
    second = run_next()
    assert second is not None
    assert second.state == TaskState.DONE
    assert Event.objects.filter(name="people:import:checked").values("act").distinct().count() == 1
