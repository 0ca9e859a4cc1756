"""The first step of the set-up, against an index served here."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .loading import load

bootstrap = load("bootstrap")
NAME = "uv-9.9.9-py3-none-any.whl"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A folder and the address at which it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    server.server_close()


def wheel() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        # A ZipInfo of our own: its date is fixed, so every wheel made here has the same hash.
        archive.writestr(zipfile.ZipInfo("uv-9.9.9.data/scripts/uv"), "#!/bin/sh\necho uv 9.9.9\n")
    return content.getvalue()


@pytest.mark.parametrize(
    "page",
    [
        f'{{"files": [{{"filename": "{NAME}", "url": "../files/{NAME}"}}]}}',
        f'<a href="../files/{NAME}#sha256=00">{NAME}</a>',
    ],
)
def test_the_wheel_is_found_fetched_checked_and_unpacked(index: tuple[str, Path], page: str) -> None:
    address, folder = index
    (folder / "uv").mkdir()
    (folder / "uv" / "index.html").write_text(page)
    (folder / "files").mkdir()
    (folder / "files" / NAME).write_bytes(wheel())
    content = bootstrap.fetch(bootstrap.wheel_address(address, NAME))
    checked = bootstrap.verified(content, NAME, hashlib.sha256(wheel()).hexdigest())
    program = folder / "tools" / "uv"
    bootstrap.unpack(checked, program)
    assert program.read_text().endswith("echo uv 9.9.9\n")
    assert program.stat().st_mode & 0o111


def test_another_file_under_the_name_is_refused() -> None:
    with pytest.raises(bootstrap.BootstrapError, match="SHA-256 is"):
        bootstrap.verified(b"something else", NAME, bootstrap.WHEELS["x86_64"][1])


def test_an_index_without_the_wheel_is_told(index: tuple[str, Path]) -> None:
    address, folder = index
    with pytest.raises(bootstrap.BootstrapError, match="404"):
        bootstrap.wheel_address(address, NAME)
    (folder / "uv").mkdir()
    (folder / "uv" / "index.html").write_text('{"files": []}')
    with pytest.raises(bootstrap.BootstrapError, match="does not have"):
        bootstrap.wheel_address(address, NAME)


def test_both_kinds_of_machine_have_a_pinned_wheel() -> None:
    assert "x86_64" in bootstrap.wheel_for("x86_64")[0]
    assert "aarch64" in bootstrap.wheel_for("arm64")[0]
    with pytest.raises(bootstrap.BootstrapError, match="riscv64"):
        bootstrap.wheel_for("riscv64")


def test_the_index_of_the_environment_comes_first() -> None:
    assert bootstrap.index_address({}) == bootstrap.PUBLIC_INDEX
    assert bootstrap.index_address({"PIP_INDEX_URL": "http://here/simple/"}) == "http://here/simple"
    both = {"PIP_INDEX_URL": "http://here", "UV_INDEX_URL": "http://there"}
    assert bootstrap.index_address(both) == "http://there"


def test_a_login_in_the_address_becomes_a_header() -> None:
    address = "http://me:p%40ss@here:8080/simple"
    assert bootstrap.login(address) == {"Authorization": "Basic bWU6cEBzcw=="}
    assert bootstrap.without_login(address) == "http://here:8080/simple"
    assert bootstrap.login("http://here/simple") == {}
