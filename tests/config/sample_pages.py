"""A WSGI application that shows what it is given, for the tests of the entry; two threads."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from songhanh.config.serving.body import CutOffError
from songhanh.config.serving.pages import Pages

NOTED: dict[str, int] = {"closed": 0, "cut_off": 0, "most_at_once": 0}
LOCK = threading.Lock()
at_once: list[int] = []


def pages(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/echo":
        try:
            body = environ["wsgi.input"].read()
        except CutOffError:
            NOTED["cut_off"] += 1
            start("400 Bad Request", [])
            return []
        start("201 Created", [("X-Twice", "1"), ("X-Twice", "2"), ("Content-Length", str(len(body)))])
        return [body]
    if path == "/broken":
        raise ValueError("a page that breaks")
    if path == "/slow-stream":
        start("200 OK", [])
        return slowly()
    if path == "/endless":
        start("200 OK", [])
        return Endless()
    if path == "/busy":
        busy()
    told = NOTED if path == "/noted" else {k: v for k, v in environ.items() if isinstance(v, str)}
    text = json.dumps(told).encode()
    start("200 OK", [("Content-Length", str(len(text)))])
    return [text]


def slowly() -> Iterator[bytes]:
    for number in range(6):
        yield f"line {number}\n".encode()
        time.sleep(0.5)


def busy() -> None:
    with LOCK:
        at_once.append(1)
        NOTED["most_at_once"] = max(NOTED["most_at_once"], len(at_once))
    time.sleep(0.3)
    with LOCK:
        at_once.pop()


class Endless:
    """Writes as long as anybody reads."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield bytes(100_000)
            time.sleep(0.005)

    def close(self) -> None:
        NOTED["closed"] += 1


application = Pages(pages, 2).respond
