"""Scans of phones: how many a second are durable, and how long one waits at a steady pace.

All sides are real servers on one kind of store; the phones are a process of their own on the same machine (wrk where it
is installed, else our own; for pretix, where `bin/setup dev pretix` has installed it, our own). On PostgreSQL the
server's commits are made durable, unlike in the other benches.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.management import call_command

import bench.django_setup  # noqa: F401 (first: it makes Django ready)
from bench import pretix_side
from bench.acceptance import DATABASES
from bench.machine import Aim, Result, Side, below_aim, shown, times_aim
from songhanh.core.actor import system
from songhanh.demo.loading.moments import CLOCK
from songhanh.enterprises.actions.enterprises import add_enterprises
from songhanh.enterprises.models import Enterprise
from songhanh.gate.actions.devices import add_device, enrol_device
from songhanh.gate.actions.gates import add_gate
from songhanh.gate.models import DeviceKind, Direction
from songhanh.gate.queries.stream import stream_rows
from songhanh.gate.stream.scans import TABLE
from songhanh.parks.actions.parks import add_parks
from songhanh.parks.models import IndustrialPark

ROOT = Path(__file__).resolve().parents[1]
PHONES = 64
PACE, PEAK = 1500, 6700  # scans a second: a merged province at the change of shifts; the nation's gates
AT_LEAST = {"sqlite": 7.0, "postgresql": 10.0}
LIMIT = 0.010
LEAN, VIEW, PRETIX = "songhanh", "Django view", "pretix"
TAKEN = ("200", "201")
SERVE = "from songhanh.config.cli import main; main()"


def run(database: str, *, tiny: bool) -> Result:
    """At a steady pace on a new day's stream; then as fast as answers come, in turn.

    A province has 200,000 scans a day. Over the million and more of the second part the rebuilding of presence that a
    server begins with takes seconds of the same cores, and a steady pace beside it would measure that.
    """
    who = _device()
    workers = 1 if database == "sqlite" else os.cpu_count() or 1
    rounds, seconds = (1, 1.0) if tiny else (5, 10.0)
    made: dict[str, list[float]] = {LEAN: [], VIEW: []}
    with _server(LEAN, workers, who) as port:
        steady = _at_pace(port, who, 50 if tiny else PACE, 1 if tiny else 30)
        peak = _at_pace(port, who, 100 if tiny else PEAK, 1 if tiny else 60)
    counted = steady.scans + peak.scans
    for _ in range(rounds):
        for name, times in made.items():
            with _server(name, workers, who) as port:
                scans = _as_fast_as_can_be(port, who, seconds)
            counted += scans
            times.append(1000 * seconds / scans)
    if pretix_side.is_installed() and not tiny:
        made[PRETIX] = _pretix(workers, rounds, seconds)
    kept = int(stream_rows()(f"SELECT count(*) FROM {TABLE}", [])[0][0])
    if kept < counted:
        raise SystemExit(f"{counted} scans were acknowledged, {kept} are kept")
    return _result(database, workers, made, steady, peak)


class Paced:
    """What phones at a steady pace have seen."""

    def __init__(self, told: dict[str, object]) -> None:
        statuses = told["statuses"]
        assert isinstance(statuses, dict)
        self.scans = sum(int(number) for status, number in statuses.items() if status in TAKEN)
        self.noes = {status: number for status, number in statuses.items() if status not in TAKEN}
        self.a_second = float(str(told["a_second"]))
        self.p50, self.p99 = float(str(told["p50"])), float(str(told["p99"]))


def _result(database: str, workers: int, made: dict[str, list[float]], steady: Paced, peak: Paced) -> Result:
    what = {
        LEAN: "`songhanh serve`: RSGI, msgspec, group commit; device, clock and outcome of each scan checked",
        VIEW: "no middleware, same checks, a commit a scan; device from its table, same store, same server",
        PRETIX: "its check-in call on the same kind of store and server; rules, log entry and webhooks besides",
    }
    sides = [Side(name, what[name], times) for name, times in made.items()]
    lean, view = sides[:2]
    aims = [
        times_aim("scans a second against a Django view per scan", view, lean, AT_LEAST[database]),
        below_aim(f"p99 at {PACE:,} scans a second", steady.p99, LIMIT),
    ]
    if database == "postgresql":
        held = not peak.noes and peak.a_second >= 0.99 * PEAK
        came = f"{peak.a_second:,.0f} a second for a minute, p99 {shown(peak.p99)}, refused: {peak.noes or 'none'}"
        aims.append(Aim(f"the nation's peak of {PEAK:,} scans a second is held", came, held))
    rates = ", ".join(f"{side.name} {1000 / side.median:,.0f}" for side in sides)
    return Result(
        f"scans-{database}",
        f"Scans of the gates, {DATABASES[database]}",
        f"Single scans, each acknowledged when durable, {PHONES} phones, {workers} server process(es); "
        f"the phones ({_generator()}) run on the same machine. The times are for 1,000 scans.",
        sides,
        aims,
        [f"Scans a second: {rates}. Median wait at {PACE:,} a second: {shown(steady.p50)}.", _about_pretix(made)],
    )  # fmt: skip


def _about_pretix(made: dict[str, list[float]]) -> str:
    if PRETIX in made:
        return "pretix does more for each scan: it is what one would have to pick, not the same work done slower."
    return "pretix is left out: `bin/setup dev pretix` installs it."


def _pretix(workers: int, rounds: int, seconds: float) -> list[float]:
    """Milliseconds a scan; after the others, since it needs a minute to set up."""
    url = os.environ["SONGHANH_DATABASE_URL"]
    shop = pretix_side.open_shop(Path(os.environ["SONGHANH_VAR"]) / "pretix", url)
    port = _free_port()
    with pretix_side.serving(shop, port, workers) as process:
        _wait(process, port, str(shop.scans))
        counted = [_at_pace(port, str(shop.scans), 0, seconds).scans for _ in range(rounds)]
    return [1000 * seconds / scans for scans in counted]


def _device() -> str:
    """An enrolled phone in an authority of its own: CODE.SECRET."""
    call_command("migrate", verbosity=0)
    by, since = system("bench"), date(2019, 1, 1)
    park = IndustrialPark(code="kcn-1", name="KCN 1", state="OPERATING")
    add_parks(parks=[park], by=by, now=CLOCK)
    enterprise = Enterprise(code="mau-01", name="Mẫu 01", short_name="Mẫu 01", name_key="mau 01", park=park,
                            tax_code="0100109106", ownership="FDI", operating_from=since)  # fmt: skip
    add_enterprises(enterprises=[enterprise], by=by, now=CLOCK)
    lanes = [("lan-1", "Làn 1", Direction.MIXED)]
    gate = add_gate(enterprise=enterprise, code="cong-1", name="Cổng 1", lanes=lanes, by=by, now=CLOCK)
    _, code = add_device(gate=gate, name="Điện thoại", kind=DeviceKind.PHONE, by=by, now=CLOCK)
    device, secret = enrol_device(code=code, by=by, now=CLOCK)
    return f"{device.code}.{secret}"


@contextmanager
def _server(name: str, workers: int, who: str) -> Iterator[int]:
    port = _free_port()
    command = {
        LEAN: [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--workers", str(workers)],
        VIEW: [sys.executable, "-m", "bench.scans_view", str(port), str(workers)],
    }[name]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port, who)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait(process: "subprocess.Popen[bytes]", port: int, who: str) -> None:
    until = time.monotonic() + 120
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            if _at_pace(port, who, 20, 0.5).scans:  # also warms it
                return
        except (ConnectionRefusedError, subprocess.CalledProcessError):
            if time.monotonic() > until or process.poll() is not None:
                raise
        time.sleep(0.3)


def _as_fast_as_can_be(port: int, who: str, seconds: float) -> int:
    """How many scans were acknowledged."""
    if not shutil.which("wrk"):
        return _at_pace(port, who, 0, seconds).scans
    words = ["wrk", "-t1", f"-c{PHONES}", f"-d{seconds:g}s", "-s", str(ROOT / "bench" / "scans.lua")]
    told = subprocess.run(
        [*words, f"http://127.0.0.1:{port}", "--", who], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(told)
    found = re.search(r"(\d+) requests in", told)
    assert found
    return int(found[1])


def _at_pace(port: int, who: str, rate: float, seconds: float) -> Paced:
    words = [sys.executable, "-m", "bench.scans_load", str(port), who, str(rate), str(seconds), str(PHONES)]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return Paced(json.loads(told))


def _generator() -> str:
    return "wrk" if shutil.which("wrk") else "bench.scans_load"
