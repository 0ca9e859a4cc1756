"""`songhanh export`: the page's list as a file, with the permissions and scope of the named user."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from songhanh.core.models import Event
from tests.people.cast import Cast
from tests.reporting.conftest import _fresh, cast
from tests.reporting.filing import accepted, file, owed

__all__ = ["_fresh", "cast"]


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """As in a process of its own, whatever language a page asked for before."""
    with translation.override("vi"):
        yield


def export(out: Path, *arguments: str) -> list[list[str]]:
    """The rows of the file, headings first."""
    call_command("export", *arguments, "--format", "csv", "--out", str(out), stdout=StringIO())
    with out.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def refused(out: Path, *arguments: Any) -> str:
    with pytest.raises(CommandError) as said:
        call_command("export", *arguments, "--out", str(out), stdout=StringIO())
    assert not out.exists()
    return str(said.value)


def test_reports_by_state_within_the_scope(cast: Cast, tmp_path: Path) -> None:
    file(owed(cast), cast.reporter, cast)
    assert len(export(tmp_path / "all.csv", "reports", "--by", cast.leader.username)) == 1 + 3
    filed = export(tmp_path / "a.csv", "reports", "--by", cast.leader.username, "--filter", "state=SUBMITTED")
    assert len(filed) == 1 + 1
    assert "Mẫu 01" in filed[1]
    other = export(tmp_path / "b.csv", "reports", "--by", cast.other.username)
    assert len(other) == 1 + 1
    assert "Mẫu 01" not in str(other)


def test_people_are_exported_as_an_audited_act(cast: Cast, tmp_path: Path) -> None:
    before = Event.objects.count()
    rows = export(tmp_path / "a.csv", "people", "--by", cast.leader.username)
    assert "Họ và tên" in rows[0]
    event = Event.objects.order_by("-number").first()
    assert Event.objects.count() == before + 1
    assert event is not None
    assert (event.origin, event.by_id) == ("cli", cast.leader.pk)


def test_figures_of_a_period(cast: Cast, tmp_path: Path) -> None:
    accepted(cast, "2021-12", revenue="114.5")
    rows = export(tmp_path / "a.csv", "figures", "--by", cast.leader.username, "--filter", "period=2021")
    revenue = next(row for row in rows if row[0] == "revenue")
    assert revenue[1:4] == ["Doanh thu", "tỷ VND", "114.5"]
    empty = export(
        tmp_path / "b.csv", "figures", "--by", cast.leader.username,
        "--filter", "period=2021", "--filter", "as_of=2021-01-01",
    )  # fmt: skip
    assert len(empty) == 1


def test_audit_as_a_workbook(cast: Cast, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    call_command("export", "audit", "--by", cast.auditor.username, "--out", str(out), stdout=StringIO())
    assert out.read_bytes().startswith(b"PK")


def test_what_is_refused_leaves_no_file(cast: Cast, tmp_path: Path) -> None:
    out, leader = tmp_path / "a.csv", cast.leader.username
    assert "không được xuất" in refused(out, "audit", "--by", cast.reporter.username)
    assert "Không có người dùng" in refused(out, "audit", "--by", "nobody")
    assert "Không có điều kiện colour" in refused(out, "reports", "--by", leader, "--filter", "colour=red")
    assert "state=DONE" in refused(out, "reports", "--by", leader, "--filter", "state=DONE")
    assert "khóa=giá trị" in refused(out, "reports", "--by", leader, "--filter", "state")
    assert "20x" in refused(out, "figures", "--by", leader, "--filter", "period=20x")
    assert refused(out, "audit", "--by", cast.auditor.username, "--filter", "since=hôm qua")
    out.with_name("here.csv").write_text("kept")
    with pytest.raises(CommandError, match="đã có"):
        call_command(
            "export", "audit", "--by", cast.auditor.username, "--out", str(out.with_name("here.csv"))
        )
