"""Phones that scan without pause and send again what was not acknowledged, as the gate page does."""

import threading
import time
from collections import Counter
from typing import Any

from songhanh.gate.stream import reading
from songhanh.gate.stream.reading import Rows
from tests.gate.ingest.server import Server, scan


class Phones:
    """Threads, each with one message under way; what each message was told is noted."""

    def __init__(self, server: Server, count: int = 8, scans: int = 5) -> None:
        self.server, self.scans = server, scans
        self.made: set[str] = set()
        self.acknowledged: set[str] = set()
        self.told_new: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.noes: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._work) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """No new scans; what is under way is sent until it is acknowledged."""
        self.stopping.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()

    def wait_for(self, count: int, seconds: float = 30) -> None:
        """Until so many more scans are acknowledged."""
        wanted, until = len(self.acknowledged) + count, time.monotonic() + seconds
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < until, (self.statuses, self.noes, self.server.log()[-2000:])
            time.sleep(0.02)

    def _work(self) -> None:
        while not self.stopping.is_set():
            message = [scan() for _ in range(self.scans)]
            with self.lock:
                self.made.update(each["id"] for each in message)
            while not self._sent(message):
                time.sleep(0.05)

    def _sent(self, message: list[dict[str, Any]]) -> bool:
        try:
            status, told = self.server.send(message)
        except (OSError, ValueError):  # nobody there, or gone in the middle of the answer
            with self.lock:
                self.statuses[0] += 1
            return False
        with self.lock:
            self.statuses[status] += 1
            if status != 200:
                self.noes[told["code"]] += 1
                return False
            self.told_new.update(told["stored"])
            self.acknowledged.update(told["stored"], told["doubled"])
        assert {*told["stored"], *told["doubled"]} == {each["id"] for each in message}
        return True

    def check(self, rows: Rows) -> None:
        """Nothing acknowledged is lost, nothing is kept or told as new twice, nothing is there that nobody sent."""
        kept = Counter(str(each.scan.id) for each in reading.all_scans(rows))
        assert self.acknowledged - kept.keys() == set()
        assert [each for each, times in kept.items() if times > 1] == []
        assert [each for each, times in self.told_new.items() if times > 1] == []
        assert kept.keys() - self.made == set()
        assert self.acknowledged == self.made  # each was sent until it was taken
