"""After an erasure and the purge that follows it, the database's own files hold nothing of the erased."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.config.installation import Installation, installation
from tests.config.prepared import with_tables

pytestmark = pytest.mark.slow
NUMBER, NAME, FOLDED, STAYS = "037191004711", "Quàng Thị Zuyên", "zuyen quang thi", "Trần Văn Ở Lại"
SCENE = f"""
import django; django.setup()
import sys
from datetime import date, datetime
from songhanh.config.tasks.purging import purge_erased
from songhanh.core.free_space import BusyError
from songhanh.people.actions.erasing import erase_people
from songhanh.people.actions.imports import import_list
from songhanh.people.actions.people import end_employment, move
from songhanh.people.models import Employment
from tests.core.cast import NOW, TODAY, actor, new_user
from tests.people.cast import BY, employ, make_cast
from tests.people.lists import workbook, worker
from songhanh.enterprises.models import Enterprise
if sys.argv[1] == "fill":
    cast = make_cast()
    for nth in range(2, 300):
        employ(cast.one, nth, full_name="{STAYS}" if nth == 2 else f"Nguyễn Thị {{nth}}")
    rows = [worker(4711, **{{"Họ và tên": "{NAME}", "Mã NLĐ": "ZQX-4711"}})]
    import_list(enterprise=cast.one, name="ds.xlsx", content=workbook(*rows), file_hash="0" * 64,
                listed_on=date(2019, 4, 1), confirmed=True, by=actor(cast.reporter), now=NOW)
    row = Employment.objects.get(employee_code="ZQX-4711")
    row = move(employment=row, placement={{"line": "May 2"}}, since=date(2019, 6, 1), by=BY, now=NOW)
    end_employment(employment=row, left_on=date(2019, 12, 1), by=BY, now=NOW)
    new_user("ADMINISTRATOR")
else:
    from songhanh.core.models import User
    one, admin = Enterprise.objects.get(code="mau-01"), User.objects.get(role="ADMINISTRATOR")
    if sys.argv[1] == "erase":
        print(erase_people(enterprise=one, count=1, reason="hết hạn lưu theo quy chế", by=actor(admin), now=NOW).people)
    else:
        try:
            purge_erased(NOW)
        except BusyError:
            print("busy")
"""


def played(made: Installation, part: str) -> str:
    process = made.python("-c", SCENE, part)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def found(made: Installation, text: str) -> bool:
    """Whether any byte of the database's files says `text`."""
    return any(text.encode() in content(path) for path in files(made))


def content(path: Path) -> bytes:
    """Nothing where it went after it was listed: PostgreSQL makes its catalogue's cache anew when it likes."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


@contextmanager
def reading(made: Installation) -> Iterator["psycopg.Connection[Any] | None"]:
    """A long transaction on PostgreSQL, as a backup is one."""
    if not made.url:
        yield None
        return
    with psycopg.connect(made.url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT count(*) FROM core_user")
        yield reader


def purged(made: Installation) -> None:
    """As the schedule does it: what is busy is tried again. The server's own ANALYZE may come in between."""
    for _ in range(30):
        if not played(made, "purge").strip():
            return
        time.sleep(1)
    raise AssertionError("busy for half a minute")


def sampled(made: Installation) -> None:
    """PostgreSQL keeps samples of what stands in columns, to plan by: names too, as its own ANALYZE comes by."""
    if made.url:
        with psycopg.connect(made.url, autocommit=True) as server:
            server.execute("SET default_statistics_target = 1000")
            server.execute("ANALYZE")


def files(made: Installation) -> list[Path]:
    """SQLite's file and its log, or the files of the tables on PostgreSQL, written out."""
    if not made.url:
        return [path for path in made.var.glob("songhanh.sqlite3*") if path.is_file()]
    with psycopg.connect(made.url, autocommit=True) as server:
        server.execute("CHECKPOINT")
        row = server.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'").fetchone()
        oid = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert row
    assert oid
    folder = Path(row[0]) / "base" / str(oid[0])
    if not os.access(folder, os.R_OK):
        pytest.skip("the server's files cannot be read from here")
    return [path for path in folder.iterdir() if path.is_file()]


def test_no_byte_of_the_database_names_the_erased(tmp_path: Path) -> None:
    with installation(tmp_path / "one", like=with_tables()) as made:
        played(made, "fill")
        sampled(made)
        assert found(made, NAME)
        assert found(made, FOLDED)
        assert found(made, "ZQX-4711")
        assert not found(made, NUMBER)  # numbers are encrypted from the beginning
        assert "Đến hạn xóa: 1 người của 1 doanh nghiệp" in made.run("check", "--audit")
        with reading(made) as reader:
            assert played(made, "erase").strip() == "1"
            if reader:  # what is still being read may not go yet, and does not count as gone
                assert played(made, "purge").strip() == "busy"
                # A lock besides: nobody is kept waiting for it.
                reader.execute("SELECT count(*) FROM people_person")
                assert played(made, "purge").strip() == "busy"
        said = made.run("check", "--audit")
        assert "Nhật ký nguyên vẹn" in said
        assert "Đến hạn xóa" not in said
        assert "1 lần xóa chưa ghi lại" in said
        purged(made)
        for text in (NAME, NAME.upper(), FOLDED, "ZQX-4711", NUMBER):
            assert not found(made, text), text
        assert found(made, STAYS)
        assert "chưa ghi lại" not in made.run("check", "--audit")
