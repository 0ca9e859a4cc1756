"""Phones at a steady pace, in a process of their own: each scan leaves when its time has come, whoever is late.

``python -m bench.scans_load PORT CODE.SECRET RATE SECONDS CONNECTIONS`` prints JSON; with a file of pretix's tickets
(bench/pretix_site.py) in the place of CODE.SECRET it sends those. Latency counts from the moment a scan was due, so
that a server that stalls is charged for every scan that had to wait meanwhile.
"""

import asyncio
import itertools
import json
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path


class Phone(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self.waiting: asyncio.Future[int] | None = None
        self.got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.got += data
        head, found, body = self.got.partition(b"\r\n\r\n")
        if not found:
            return
        at = head.lower().index(b"content-length:") + 15
        if len(body) >= int(head[at : at + 10].split(b"\r", 1)[0]) and self.waiting:
            status, self.got = int(head[9:12]), b""
            if not self.waiting.done():
                self.waiting.set_result(status)

    def connection_lost(self, error: Exception | None) -> None:
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(ConnectionResetError())

    async def send(self, request: bytes) -> int:
        """The status of the answer."""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.waiting


def request_of(secret: str) -> bytes:
    """One scan, just made."""
    now = time.time_ns() // 1_000_000
    body = (
        f'{{"sent_at":{now},"battery":80,"snapshot":"7.1","scans":[{{"id":"{uuid.uuid4()}","at":{now},"lane":"lan-1",'
        f'"direction":"IN","subject":"PASS","pass":"{time.perf_counter_ns() + 1}","sealed":null,"typed":"",'
        f'"answer":"ALLOWED","reason":"","offline":false,"undoes":null,"guard":"A1"}}]}}'
    )
    return (
        f"POST /gate/ingest/scans HTTP/1.1\r\nHost: localhost\r\nAuthorization: Device {secret}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def tickets_of(file: Path) -> Callable[[], bytes]:
    """One of pretix's tickets after the other, from the beginning again after the last."""
    site = json.loads(file.read_text())
    turn = itertools.cycle(site["secrets"])

    def next_one() -> bytes:
        body = json.dumps({"secret": next(turn), "lists": [site["list"]], "source_type": "barcode"})
        return (
            f"POST {site['address']} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {site['token']}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    return next_one


async def drive(
    port: int, request: Callable[[], bytes], rate: float, seconds: float, connections: int
) -> dict[str, object]:
    """Send at `rate` a second for so long; a rate of 0 means as fast as answers come."""
    loop = asyncio.get_running_loop()
    phones = [(await loop.create_connection(Phone, "127.0.0.1", port))[1] for _ in range(connections)]
    took: list[float] = []
    statuses: Counter[int] = Counter()
    turn = iter(range(int(rate * seconds) if rate else sys.maxsize))
    began = time.perf_counter() + 0.1

    async def work(phone: Phone) -> None:
        for number in turn:
            due = began + number / rate if rate else time.perf_counter()
            if due > began + seconds:
                return
            while (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            status = await phone.send(request())
            took.append(time.perf_counter() - due)
            statuses[status] += 1

    await asyncio.gather(*(work(phone) for phone in phones))
    elapsed = time.perf_counter() - began
    took.sort()
    return {
        "scans": len(took),
        "a_second": len(took) / elapsed,
        "statuses": dict(statuses),
        **{f"p{part}": took[min(len(took) - 1, len(took) * part // 100)] for part in (50, 99)},
        "longest": took[-1],
        "cpu": time.process_time(),
    }


if __name__ == "__main__":
    at, who, pace, length, many = sys.argv[1:]
    scans = tickets_of(Path(who)) if Path(who).is_file() else partial(request_of, who)
    print(json.dumps(asyncio.run(drive(int(at), scans, float(pace), float(length), int(many)))))
