"""The server as an operator meets it: it answers, stops in peace, and says why it does not start."""

import errno
import signal
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from songhanh.config.disk import said
from tests.config.installation import Installation, installation


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "here") as made:
        yield made


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def answer(url: str, seconds: float = 120) -> tuple[int, str]:
    """Status and body, as soon as somebody answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_it_serves_pages_and_styles_and_stops_in_peace(empty: Installation) -> None:
    if empty.url:
        refused = empty.run("serve", "--port", str(free_port()), code=1)
        assert "thiếu" in refused
        assert "songhanh migrate" in refused
        empty.run("migrate", "-v0")
    port = free_port()
    server = empty.start("serve", "--port", str(port), "--workers", "2")
    try:
        status, page = answer(f"http://127.0.0.1:{port}/accounts/login/")
        assert status == 200
        assert '<html lang="vi"' in page
        assert answer(f"http://127.0.0.1:{port}/static/app.css")[0] == 200
        missing, page = answer(f"http://127.0.0.1:{port}/no-such-page/")
        assert missing == 404
        assert "Song Hành" in page
        assert f"Cổng {port} đang có chương trình khác dùng" in empty.run(
            "serve", "--port", str(port), code=1
        )
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=40)
    assert server.returncode == 0, err
    assert f"Song Hành chạy tại http://localhost:{port}. Dừng: Ctrl+C." in out
    assert "Traceback" not in err


def test_a_certificate_that_is_none_is_said(empty: Installation, tmp_path: Path) -> None:
    (tmp_path / "c.pem").write_text("no certificate")
    pem = str(tmp_path / "c.pem")
    refused = empty.run("serve", "--port", str(free_port()), "--tls", pem, pem, code=1)
    assert "c.pem" in refused
    assert "không dùng được" in refused


def test_an_unusable_folder_is_said_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    inside_a_file = Installation(tmp_path / "file" / "var", cwd=tmp_path)
    printed = inside_a_file.run("serve", code=1)
    assert "Không dùng được" in printed
    assert "Traceback" not in printed


def test_a_full_disk_is_said_without_a_trace() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "var/songhanh.sqlite3-wal")
    assert said(full).startswith("Hết chỗ trên đĩa chứa var/songhanh.sqlite3-wal.")
    assert said(sqlite3.OperationalError("database or disk is full")).startswith("Hết chỗ trên đĩa")
    assert "không ghi được" in said(OSError(errno.EROFS, "Read-only file system", "var"))
    assert "không ghi được" in said(sqlite3.OperationalError("attempt to write a readonly database"))
