"""Backup while serving, restore into nothing: equal table hashes, on the database of the run and across both.

One is restored into nothing at all, the others into empty tables that were laid out once (tests.config.prepared).
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables

WRITER = """
import django; django.setup()
from django.utils import timezone
from songhanh.core.actions.users import add_user
from songhanh.core.actor import system
for number in range(10_000):
    add_user(username=f"nguoi-{number}", full_name="Nguyễn Văn Ảnh", email="", password="",
             role="OFFICER", by=system("test"), now=timezone.now())
    print(number, flush=True)
"""


SCANS = """
import django; django.setup()
from uuid import UUID
from songhanh.gate.queries.stream_store import open_store
from songhanh.gate.stream.scans import Scan
store = open_store()
for number in (1, 2, 1, 3):  # the third is doubled: places in the stream need not be without gaps
    undoes, known = (UUID(int=1), None) if number == 3 else (None, 2**63 - number)
    scan = Scan(UUID(int=number), "tb-0001", "mau-03", "mau-03-cong-1", "lan-1", "IN", "MANUAL", known,
                "Nguyễn ☂", "REVIEW", "", number == 2, undoes, "A1", 1, -2, -1, 3, "GATE", "LATE")
    print(store.store([scan]))
store.close()
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """In use: a user, scans, an uploaded file."""
    with installation(tmp_path_factory.mktemp("backup") / "source", like=with_tables()) as made:
        made.run("user", "add", "lan", "--full-name", "Trần Thị Lan", "--role", "OFFICER")
        out, err = made.python("-c", SCANS).communicate(timeout=60)
        assert out.split() == ["[True]", "[True]", "[False]", "[True]"], err
        upload = made.var / "files" / "2021" / "báo cáo.xlsx"
        upload.parent.mkdir(parents=True)
        upload.write_bytes(b"PK\x03\x04 not really")
        yield made


def reading(process: "subprocess.Popen[str]", lines: int) -> int:
    """The writer's last number after `lines` more of them."""
    assert process.stdout
    return int([process.stdout.readline() for _ in range(lines)][-1])


def test_a_backup_taken_while_another_process_writes_is_whole(source: Installation, tmp_path: Path) -> None:
    writer = source.python("-c", WRITER)
    try:
        before = reading(writer, 3)
        source.run("backup", str(tmp_path / "live.zip"))
        assert writer.poll() is None
        with ZipFile(tmp_path / "live.zip") as archive:
            manifest = json.loads(archive.read("manifest.json"))
        saved = next(row["rows"] for row in manifest["tables"] if row["table"] == "core_user")
        # Lines written before the backup may still wait in the pipe: read on to one that is not in it.
        while reading(writer, 1) + 2 <= saved:
            pass
    finally:
        writer.terminate()
        writer.communicate()
    with installation(tmp_path / "target") as target:
        assert "đều khớp" in target.run("restore", str(tmp_path / "live.zip"))
        restored = target.tables()
        assert restored == {row["table"]: (str(row["rows"]), row["sha256"]) for row in manifest["tables"]}
        users = int(restored["core_user"][0])
        assert users >= before + 2  # the first user and those numbered from 0
        assert users < int(source.tables()["core_user"][0])
        assert "Nhật ký nguyên vẹn" in target.run("check", "--audit")
        target.run(
            "user", "add", "minh", "--full-name", "Lê Minh", "--role", "OFFICER"
        )  # keys go on counting


def test_restored_tables_and_files_are_equal(source: Installation, tmp_path: Path) -> None:
    source.run("backup", str(tmp_path / "a.zip"))
    there = source.tables()
    assert there["gate_scan"][0] == "3"
    # On PostgreSQL the same file also goes into an embedded installation: the way from one database to the other.
    for name, embedded in (("same", False), ("embedded", True))[: 2 if source.url else 1]:
        empty = with_tables(embedded=embedded)
        with installation(tmp_path / name, embedded=embedded, like=empty) as target:
            target.run("restore", str(tmp_path / "a.zip"))
            assert target.tables() == there
            assert (target.var / "files/2021/báo cáo.xlsx").read_bytes() == b"PK\x03\x04 not really"
            said = target.run("restore", str(tmp_path / "a.zip"), code=1)
            assert "đang có dữ liệu" in said
            out, _ = target.python("-c", SCANS.replace("(1, 2, 1, 3)", "(3, 4)")).communicate(timeout=60)
            assert out.split() == ["[False]", "[True]"]  # it knows what was kept, and goes on counting
            assert target.tables()["gate_scan"][0] == "4"


def test_a_backup_is_never_overwritten_and_holds_no_key(source: Installation, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    source.run("backup", str(file))
    assert file.stat().st_mode & 0o077 == 0
    made = file.read_bytes()
    assert "đã có" in source.run("backup", str(file), code=1)
    assert file.read_bytes() == made
    with ZipFile(file) as archive:
        names = archive.namelist()
        content = b"".join(archive.read(name) for name in names)
    assert not [name for name in names if name.endswith((".key", ".expected"))]
    assert source.key.encode() not in content
    assert list(tmp_path.glob(".backup-*")) == []


def test_a_damaged_backup_leaves_the_database_empty(source: Installation, tmp_path: Path) -> None:
    source.run("backup", str(tmp_path / "a.zip"))
    with ZipFile(tmp_path / "a.zip") as whole, ZipFile(tmp_path / "b.zip", "w") as damaged:
        for name in whole.namelist():
            content = whole.read(name)
            damaged.writestr(name, content.replace(b"Lan", b"Lam") if "core_user." in name else content)
    (tmp_path / "c.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:2000])
    with installation(tmp_path / "target", like=with_tables()) as target:
        assert "core_user không khớp" in target.run("restore", str(tmp_path / "b.zip"), code=1)
        assert "không phải bản sao lưu" in target.run("restore", str(tmp_path / "c.zip"), code=1)
        left = target.tables()
        assert (left["core_user"][0], left["gate_scan"][0]) == ("0", "0")
        target.run("restore", str(tmp_path / "a.zip"))


def test_restored_data_waits_for_its_own_key(source: Installation, tmp_path: Path) -> None:
    source.run("backup", str(tmp_path / "a.zip"))
    with installation(tmp_path / "target", key="một khóa khác", like=with_tables()) as target:
        assert "không phải khóa" in target.run("restore", str(tmp_path / "a.zip"))
        assert "cần khóa định danh cũ" in target.run("serve", "--port", "1", code=1)
