"""What the server of these tests runs: the real entry over a real store, devices and cards told by the test."""

import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from songhanh.config.serving.entry import Entry
from songhanh.config.serving.pages import Pages
from songhanh.gate.ingest.devices import KnownDevice
from songhanh.gate.ingest.entry import House
from songhanh.gate.ingest.heard import Heard
from songhanh.gate.stream.postgres_store import PostgresStore
from songhanh.gate.stream.scans import Store
from songhanh.gate.stream.sqlite_store import SqliteStore
from tests.gate.ingest.sealing import PADDING, private

FOLDER = Path(os.environ["TEST_FOLDER"])  # holds devices.json, and where it is wanted key.pem and cards.json
STREAM = os.environ["TEST_STREAM"]  # a path, or the address of a database


def open_store() -> Store:
    if STREAM.startswith("postgres"):
        return PostgresStore({"conninfo": STREAM})
    store = SqliteStore(Path(STREAM))
    if (limit := FOLDER / "most_pages").exists():
        store.connection.execute(f"PRAGMA max_page_count={int(limit.read_text())}")
    if delay := float(os.environ.get("TEST_DELAY", "0")):
        return SlowStore(store, delay)
    return store


class SlowStore:
    """A disk that takes its time."""

    def __init__(self, inner: Store, seconds: float) -> None:
        self.inner, self.seconds = inner, seconds

    def store(self, scans: Sequence[Any]) -> list[bool]:
        time.sleep(self.seconds)
        return self.inner.store(scans)

    def close(self) -> None:
        self.inner.close()


def load_devices() -> Mapping[str, KnownDevice]:
    rows = json.loads((FOLDER / "devices.json").read_text())
    return {row["code"]: known(**row) for row in rows}


def known(*, id: int, code: str, secret: str, kind: str = "PHONE", revoked: bool = False) -> KnownDevice:  # noqa: A002
    hashed = sha256(secret.encode()).hexdigest()
    return KnownDevice(id, code, hashed, kind, "mau-03-cong-1", "mau-03", revoked, "7.1")


def identify(sealed: bytes, device: KnownDevice, at: int) -> int | None:
    cards: dict[str, int] = json.loads((FOLDER / "cards.json").read_text())
    return cards.get(private(FOLDER / "key.pem").decrypt(sealed, PADDING).decode())


def note(heard: Sequence[Heard]) -> None:
    with (FOLDER / "heard.jsonl").open("a") as file:
        file.writelines(json.dumps(each) + "\n" for each in heard)


def house() -> House:
    limit = int(os.environ.get("TEST_MOST_WAITING", "20000"))
    return House(open_store, load_devices, identify, note, lambda: time.time_ns() // 1_000_000, limit)


def pages(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Length", "5")])
    return [b"pages"]


application = Entry(Pages(pages, 2), house)
