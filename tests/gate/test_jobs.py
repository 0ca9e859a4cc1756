"""Badges as a task, passes kept by the schedule."""

import io
import zipfile
from datetime import timedelta

import pypdf
import pytest

from songhanh.config.schedule import SCHEDULE
from songhanh.config.tasks.runner import run_next
from songhanh.core.actions.tasks import ask_task
from songhanh.core.models import Task, TaskState
from songhanh.core.tasks.results import read_result
from songhanh.gate.actions.passes import revoke_pass
from songhanh.gate.jobs import BADGES
from songhanh.gate.models import Pass, RevokedFor
from songhanh.gate.policies import GateRefusedError
from songhanh.people.actions.people import end_employment
from songhanh.people.models import Employment
from tests.core.cast import actor
from tests.gate.cast import BY, NOW, TODAY, Cast, employ, new_passes


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: object) -> None:
    monkeypatch.setattr("songhanh.core.clock.now", lambda: NOW)
    settings.TASKS_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def printed(cast: Cast, **parameters: str) -> Task:
    """What comes of badges that the reporter asks for."""
    given = {"enterprise": "mau-01", "line": ""} | parameters
    ask_task(kind="gate.badges", title="Thẻ", parameters=given, by=actor(cast.reporter), now=NOW)
    task = run_next()
    assert task is not None
    return task


def content(task: Task) -> bytes:
    return b"".join(read_result(task.uuid))


def test_a_few_badges_are_one_pdf(cast: Cast) -> None:
    employ(cast.one, 7, line="May 2")
    new_passes(cast.one, 2)
    task = printed(cast)
    assert (task.state, task.result_name, task.message) == (TaskState.DONE, "the-qr-mau-01.pdf", "Có 3 thẻ.")
    text = pypdf.PdfReader(io.BytesIO(content(task))).pages[0].extract_text()
    assert "NL-0001" in text
    assert "NL-0007" in text


def test_badges_of_a_line_and_of_one_pass(cast: Cast) -> None:
    employ(cast.one, 7, line="May 2")
    rows = new_passes(cast.one, 2)
    one = pypdf.PdfReader(io.BytesIO(content(printed(cast, line="May 2")))).pages[0].extract_text()
    assert ("NL-0007" in one, "NL-0001" in one) == (True, False)
    only = (
        pypdf.PdfReader(io.BytesIO(content(printed(cast, **{"pass": str(rows[0].uuid)}))))
        .pages[0]
        .extract_text()
    )
    assert ("NL-0001" in only, "NL-0002" in only) == (True, False)
    revoke_pass(pass_=rows[0], reason=RevokedFor.LOST, by=BY, now=NOW)
    gone = printed(cast, **{"pass": str(rows[0].uuid), "line": "x"})
    assert (gone.state, "Không có thẻ nào" in gone.message) == (TaskState.FAILED, True)


def test_many_badges_are_an_archive_of_files(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.gate.rendering.badges.IN_A_FILE", 2)
    new_passes(cast.one, 5)
    task = printed(cast)
    assert task.result_name == "the-qr-mau-01.zip"
    archive = zipfile.ZipFile(io.BytesIO(content(task)))
    assert archive.namelist() == [f"the-qr-mau-01-0{n}.pdf" for n in (1, 2, 3)]
    texts = [pypdf.PdfReader(archive.open(name)).pages[0].extract_text() for name in archive.namelist()]
    assert [text.count("NL-") for text in texts] == [2, 2, 1]


def test_badges_of_a_foreign_enterprise_are_not_made(cast: Cast) -> None:
    new_passes(cast.two, 1)
    task = printed(cast, enterprise="mau-02")
    assert task.state == TaskState.FAILED
    officer = actor(cast.officer)
    with pytest.raises(GateRefusedError):
        BADGES.check_reader(Task(parameters={"enterprise": "mau-01"}), officer)  # type: ignore[misc]


def test_the_schedule_keeps_passes_where_they_are_used(cast: Cast) -> None:
    new_passes(cast.one, 1)
    employ(cast.two, 5)  # an enterprise that uses no passes
    employ(cast.one, 2)
    end_employment(employment=Employment.objects.get(employee_code="NL-0001"), left_on=TODAY, by=BY, now=NOW)
    (job,) = (each for each in SCHEDULE if each.name == "passes")
    for _each in range(2):
        job.run(NOW + timedelta(minutes=10))
    kept = list(Pass.objects.order_by("pk").values_list("label", "revoked_for"))
    assert kept == [("NL-0001", "LEFT"), ("NL-0002", "")]
