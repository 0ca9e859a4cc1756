"""The RSGI entry as a client meets it: what WSGI promises a page holds in whole, over a real server."""

import asyncio
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from songhanh.config.serving.body import ArrivingBody, CutOffError
from songhanh.config.serving.pages import PIECE, gathered
from tests.config.test_serve import free_port

ROOT = Path(__file__).resolve().parents[2]
SERVER = """
import sys
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer
import multiprocessing
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn", force=True)
    MPServer("tests.config.sample_pages:application", port=int(sys.argv[1]), interface=Interfaces.RSGI,
             websockets=False, log_level=LogLevels.warning).serve()
"""


@contextmanager
def serving(folder: Path) -> "Iterator[tuple[int, subprocess.Popen[str]]]":
    """A server over the sample pages, stopped in peace."""
    number, script = free_port(), folder / "server.py"
    script.write_text(SERVER)
    server = subprocess.Popen(
        [sys.executable, str(script), str(number)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _wait(number)
        yield number, server
    finally:
        server.terminate()
        server.wait(40)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(tmp_path_factory.mktemp("serving")) as (number, server):
        yield number
    assert server.stderr
    err = server.stderr.read()
    assert err.count("Traceback") == err.count("ValueError: a page that breaks")  # and nothing else


def _wait(number: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", number), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


def seen(port: int) -> dict[str, object]:
    """What the pages have noted."""
    found: dict[str, object] = json.loads(ask(port, "GET", "/noted").read())
    return found


def test_a_page_reads_the_names_of_wsgi(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(
            b"GET /khu%20c%C3%B4ng/?x=%20y HTTP/1.1\r\nHost: kcn.example\r\nCookie: a=b\r\nCookie: c=d\r\n"
            b"X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\nX_Forwarded_For: 9.9.9.9\r\n"
            b"Connection: close\r\n\r\n"
        )
        text = raw.makefile("rb").read().split(b"\r\n\r\n", 1)[1]
    told = json.loads(text)
    assert told["PATH_INFO"].encode("latin-1").decode() == "/khu công/"
    assert told["QUERY_STRING"] == "x=%20y"
    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["SERVER_PORT"] == str(port)
    assert told["HTTP_HOST"] == "kcn.example"
    assert told["HTTP_COOKIE"] == "a=b; c=d"
    assert told["HTTP_X_FORWARDED_FOR"] == "1.1.1.1,2.2.2.2"  # the third would pass for our proxy's word
    assert told["wsgi.url_scheme"] == "http"


def test_head_has_the_headers_and_no_body(port: int) -> None:
    whole = ask(port, "GET", "/env")
    head = ask(port, "HEAD", "/env")
    assert head.status == 200
    assert int(head.headers["content-length"]) > 0
    assert head.read() == b""
    assert len(whole.read()) == int(whole.headers["content-length"])


def test_http_2_names_the_host_and_takes_no_body_with_head(port: int) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl on this machine to speak HTTP/2")

    def asked(*words: str) -> str:
        address = f"http://localhost:{port}/env"
        return subprocess.run(
            ["curl", "-sS", "--http2-prior-knowledge", *words, address],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    told = json.loads(asked())
    assert (told["SERVER_PROTOCOL"], told["HTTP_HOST"]) == ("HTTP/2", f"localhost:{port}")
    head = asked("--head")
    assert head.startswith("HTTP/2 200")
    assert "content-length: " in head


@pytest.mark.parametrize("size", [0, 1, 60_000, 70_000, 5_000_000])
def test_a_body_arrives_whole_and_comes_back_whole(port: int, size: int) -> None:
    body = bytes(range(256)) * (size // 256) + bytes(size % 256)
    answer = ask(port, "POST", "/echo", body, Content_Type="application/octet-stream")
    assert answer.status == 201
    assert answer.read() == body
    assert answer.headers.get_all("X-Twice") == ["1", "2"]


def test_what_is_made_piece_by_piece_is_sent_while_it_is_made(port: int) -> None:
    answer = ask(port, "GET", "/slow-stream")
    first = answer.read1(10)
    began = time.monotonic()
    assert first.startswith(b"line 0")
    assert (first + answer.read()).count(b"line") == 6
    # The page takes three seconds, and the first line was here long before.
    assert time.monotonic() - began > 1


def test_a_client_that_leaves_ends_the_page_and_frees_its_thread(port: int) -> None:
    for _ in range(3):  # two threads
        answer = ask(port, "GET", "/endless")
        answer.read(100_000)
        answer.close()
    until = time.monotonic() + 20
    while seen(port)["closed"] != 3:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_body_that_breaks_off_is_no_shorter_body(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n" + bytes(200_000))
    until = time.monotonic() + 20
    while seen(port)["cut_off"] != 1:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_slow_bodies_leave_a_thread_to_the_pages(port: int) -> None:
    head = b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\nx"
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]  # two threads
    try:
        for each in slow:
            each.sendall(head)
        assert ask(port, "POST", "/echo", b"abc").status == 201
    finally:
        for each in slow:
            each.close()


def test_a_body_that_comes_too_slowly_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("songhanh.config.serving.body.FIRST_SECONDS", 0.2)

    async def pieces() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.sleep(60)

    async def read() -> None:
        loop = asyncio.get_running_loop()
        body = ArrivingBody(pieces(), 70_000, loop)
        assert await loop.run_in_executor(None, body.read, 1) == b"a"
        with pytest.raises(CutOffError):
            await loop.run_in_executor(None, body.read, 1)

    asyncio.run(read())


def test_a_page_that_breaks_is_answered_500(port: int) -> None:
    answer = ask(port, "GET", "/broken")
    assert answer.status == 500
    assert answer.read() == b""
    assert "content-type" not in answer.headers
    assert ask(port, "GET", "/env").status == 200


def test_as_many_pages_at_once_as_there_are_threads(port: int) -> None:
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(6)]
    for each in sockets:
        each.sendall(b"GET /busy HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    for each in sockets:
        assert each.makefile("rb").read().startswith(b"HTTP/1.1 200")
    assert seen(port)["most_at_once"] == 2


def test_a_page_under_way_is_finished_before_the_end(tmp_path: Path) -> None:
    with serving(tmp_path) as (number, server):
        answer = ask(number, "GET", "/slow-stream")
        first = answer.read1(10)
        server.terminate()
        assert (first + answer.read()).count(b"line") == 6
        assert server.wait(20) == 0
        assert server.stderr
        # Not "nothing": a thread of granian's may outlive the interpreter and abort, the page long delivered.
        assert "Traceback" not in server.stderr.read()


def test_small_chunks_are_gathered_and_none_is_lost() -> None:
    chunks = [b"abc"] * 50_000 + [bytes(3 * PIECE), b"", b"end"]
    pieces = list(gathered(chunks))
    assert b"".join(pieces) == b"".join(chunks)
    assert len(pieces) <= 4
