"""A server process with the lean path, and a device that speaks to it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
SECRET = "bi-mat-cua-thiet-bi"
DEVICES = [
    {"id": 1, "code": "tb-0001", "secret": SECRET},
    {"id": 2, "code": "tb-0002", "secret": SECRET, "revoked": True},
    {"id": 3, "code": "tb-0003", "secret": SECRET, "kind": "CLOCK"},
]
SCRIPT = """
import multiprocessing, sys
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn", force=True)
    MPServer("tests.gate.ingest.sample_house:application", port=int(sys.argv[1]), interface=Interfaces.RSGI,
             workers=int(sys.argv[2]), websockets=False, log_level=LogLevels.warning,
             workers_kill_timeout=10).serve()
"""


@dataclass
class Server:
    """Started on a free port; `stream` is where its scans go."""

    folder: Path
    stream: str
    options: Mapping[str, str] = field(default_factory=dict)
    workers: int = 1
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """And wait until it answers."""
        (self.folder / "server.py").write_text(SCRIPT)
        if not (self.folder / "devices.json").exists():
            self.know(DEVICES)
        self.port = self.port or free_port()
        given = {"TEST_FOLDER": str(self.folder), "TEST_STREAM": self.stream, **self.options}
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.folder / "server.py"), str(self.port), str(self.workers)],
                cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], **given},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + 60
        while not self._ready():
            assert time.monotonic() < until, self.log()
            assert self.process.poll() is None, self.log()
            time.sleep(0.05)

    def _ready(self) -> bool:
        try:
            return self.send([])[0] == 422  # an empty message of a device that is known
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL to all of it, as a power cut would."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """In peace."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def know(self, devices: list[dict[str, Any]]) -> None:
        """These are the devices there are."""
        fresh = self.folder / "devices.fresh"
        fresh.write_text(json.dumps(devices))
        fresh.rename(self.folder / "devices.json")

    def log(self) -> str:
        """What it has said."""
        return (self.folder / "server.log").read_text()

    def send(self, scans: list[dict[str, Any]], **more: Any) -> "tuple[int, dict[str, Any]]":
        """Status and answer to a message of the first device."""
        sent = {"sent_at": now_ms(), "scans": scans, **more}
        return self.post("/gate/ingest/scans", json.dumps(sent).encode())

    def post(
        self, path: str, body: bytes, who: str = f"Device tb-0001.{SECRET}", method: str = "POST"
    ) -> "tuple[int, dict[str, Any]]":
        """Status and answer, its Retry-After among it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.connect()
            with suppress(BrokenPipeError, ConnectionResetError):  # a no may come before all is sent
                connection.request(method, path, body, {"Authorization": who})
            answer = connection.getresponse()
            found: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        if wait := answer.headers.get("Retry-After"):
            found["retry_after"] = int(wait)
        return answer.status, found


def scan(**changes: Any) -> dict[str, Any]:
    """A scan as the gate page sends it; `pass` as `pass_`."""
    made = {
        "id": str(uuid.uuid4()), "at": now_ms(), "lane": "lan-1", "direction": "IN", "subject": "PASS",
        "pass": "123456789012345678", "sealed": None, "typed": "", "answer": "ALLOWED", "reason": "",
        "offline": False, "undoes": None, "guard": "A1",
    }  # fmt: skip
    return made | {name.rstrip("_"): value for name, value in changes.items()}


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path, stream: str, **options: str) -> Iterator[Server]:
    """A server for as long as the block."""
    server = Server(folder, stream, options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
