"""The machine, the date, fair timing: sides take turns in one run, their medians are compared."""

import gc
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Side:
    """One way of doing it: what it does, and the seconds of every round."""

    name: str
    does: str
    seconds: list[float]

    @property
    def median(self) -> float:
        """In seconds."""
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Aim:
    """What was aimed at, in words with its unit, and what came out."""

    text: str
    came_out: str
    met: bool


@dataclass(frozen=True)
class Result:
    """One bench on one database (or none)."""

    name: str
    title: str
    what: str
    sides: list[Side]
    aims: list[Aim]
    notes: list[str] = field(default_factory=list)

    @classmethod
    def again(cls, stored: Mapping[str, Any]) -> "Result":
        """Out of what `dataclasses.asdict` has made of it."""
        sides, aims = [Side(**each) for each in stored["sides"]], [Aim(**each) for each in stored["aims"]]
        return cls(**{**stored, "sides": sides, "aims": aims})


def race(
    ways: Mapping[str, Callable[[], object]], rounds: int, before: Callable[[], object] | None = None
) -> dict[str, list[float]]:
    """Seconds of every way, round after round in turn, so that a busy machine is busy for all alike.

    `before` prepares each call and is not timed.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            if before:
                before()
            seconds[name].append(timed(way))
    return seconds


def timed(way: Callable[[], object]) -> float:
    """Seconds of one call; garbage of what went before is collected first."""
    gc.collect()
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def p95(seconds: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def times_aim(what: str, slow: Side, fast: Side, at_least: float) -> Aim:
    """`fast` is to take at most 1/at_least of what `slow` takes."""
    ratio = slow.median / fast.median
    return Aim(f"{what}: ≥ {at_least:g} ×", f"{ratio:.1f} ×", ratio >= at_least)


def at_most_aim(what: str, ours: Side, theirs: Side, at_most: float) -> Aim:
    """`ours` is to take at most `at_most` times what `theirs` takes."""
    ratio = ours.median / theirs.median
    return Aim(f"{what}: ≤ {at_most:g} ×", f"{ratio:.2f} ×", ratio <= at_most)


def below_aim(what: str, seconds: float, limit: float) -> Aim:
    """`seconds` are to stay below `limit`."""
    return Aim(f"{what}: < {shown(limit)}", shown(seconds), seconds < limit)


def shown(seconds: float) -> str:
    """«0.153 s» or «41 ms»."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.1995 else f"{seconds:.2f} s"


def machine() -> str:
    """Processor, cores, memory, system, Python; today's date."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today():%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"{_system()}, Python {platform.python_version()}"
    )


def load() -> float:
    """How many processes want the processor: above the number of cores, times are not to be trusted."""
    return os.getloadavg()[0]


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
