"""`songhanh trace --snapshot DIR --cases FILE --window DAYS --tiers 2 --engine kernel --format json`.

Prints {"elapsed_ms": the query only, "contacts": [{"person", "tier", "minutes", "places", "reason", …}]}. Needs neither
a database nor the web server.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from songhanh.analytics.command_line import Parser, Say, parser, whole
from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.presence.snapshot import Snapshot, open_snapshot
from songhanh.analytics.tracing.cases import CasesError, read_cases
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.sources import midnight
from songhanh.analytics.tracing.spark_words import SparkError
from songhanh.definitions.contacts import OURS, contact_definition
from songhanh.definitions.toml import DefinitionError
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import DAY, Window

ENGINES = ("kernel", "duckdb", "spark")
Cases = Mapping[int, Window]


def main(arguments: Sequence[str], _: Say = str) -> int:
    """Trace and print; exits with a sentence where something is wrong."""
    made = _parser(_)
    options = made.parse_args(arguments)
    if options.master and options.engine != "spark":
        made.error(_("--master: chỉ dùng cùng --engine spark"))
    try:
        definition = contact_definition(options.definition)
        snapshot = open_snapshot(options.snapshot)
        cases = read_cases(options.cases, snapshot)
        if options.window > len(snapshot.days):
            print(f"Ảnh chụp chỉ có {len(snapshot.days)} ngày: truy vết trên các ngày này.", file=sys.stderr)
        snapshot = snapshot.last(options.window)
        seconds, traced = asked(
            options.engine,
            snapshot,
            everybody(cases, snapshot),
            definition,
            options.tiers,
            master=options.master,
        )
    except (SnapshotError, CasesError, DefinitionError, SparkError) as error:
        sys.exit(str(error))
    try:
        sys.stdout.writelines(as_json(traced, snapshot, seconds))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads, say `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def asked(
    engine: str,
    snapshot: Snapshot,
    cases: Cases,
    definition: ContactDefinition,
    tiers: int,
    *,
    master: str | None = None,
) -> tuple[float, Traced]:
    """The answer of one engine and the seconds of the query alone, without opening or starting anything."""
    if engine == "duckdb":
        return _by_duckdb(snapshot, cases, definition, tiers)
    if engine == "spark":
        return _by_spark(snapshot, cases, definition, tiers, master)
    from songhanh.analytics.tracing import kernel  # noqa: PLC0415 (each engine is loaded when it is wanted)

    return _timed(lambda: kernel.trace(snapshot, cases, definition, tiers=tiers))


def everybody(cases: Sequence[int], snapshot: Snapshot) -> dict[int, Window]:
    """Cases whose window is the whole snapshot, for lists without dates of onset."""
    window = Window(midnight(snapshot.days[0]), midnight(snapshot.days[-1]) + DAY)
    return dict.fromkeys(cases, window)


def as_json(traced: Traced, snapshot: Snapshot, seconds: float) -> Iterator[str]:
    """In pieces: a nation's list is long."""
    yield f'{{"elapsed_ms": {seconds * 1000:.3f}, "contacts": ['
    codes: dict[int, str] = {}
    for number, contact in enumerate(traced.contacts()):
        for place in contact.places:
            codes.setdefault(place, snapshot.places.code(place))
        row = {
            "person": contact.person,
            "tier": contact.tier.value,
            "minutes": contact.minutes,
            "places": [codes[place] for place in contact.places],
            "reason": "/".join(contact.reasons),
            "uncertain": not contact.certain,
            "asks": [question.value for question in contact.questions],
        }
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"


def _by_duckdb(
    snapshot: Snapshot, cases: Cases, definition: ContactDefinition, tiers: int
) -> tuple[float, Traced]:
    import duckdb  # noqa: PLC0415

    from songhanh.analytics.tracing import duckdb_engine  # noqa: PLC0415

    with duckdb.connect() as engine:
        duckdb_engine.prepare(engine, snapshot)
        return _timed(lambda: duckdb_engine.ask(engine, cases, definition, tiers=tiers))


def _by_spark(
    snapshot: Snapshot, cases: Cases, definition: ContactDefinition, tiers: int, master: str | None
) -> tuple[float, Traced]:
    from songhanh.analytics.tracing import spark_engine  # noqa: PLC0415

    with spark_engine.session(master) as engine:
        spark_engine.prepare(engine, snapshot)
        return _timed(lambda: spark_engine.ask(engine, cases, definition, tiers=tiers))


def _timed(ask: Callable[[], Traced]) -> tuple[float, Traced]:
    started = time.perf_counter()
    traced = ask()
    return time.perf_counter() - started, traced


def _parser(_: Say) -> Parser:
    made = parser("trace", _("Truy vết từ các ca bệnh trong một ảnh chụp có mặt"), _)
    made.add_argument("--snapshot", type=Path, required=True, metavar=_("THƯ_MỤC"), help=_("ảnh chụp có mặt"))
    made.add_argument(
        "--cases",
        type=Path,
        required=True,
        metavar=_("TỆP"),
        help=_("ca bệnh, mỗi dòng một số người lao động"),
    )
    made.add_argument(
        "--window",
        type=whole(1, 366, _),
        required=True,
        metavar=_("SỐ"),
        help=_("số ngày tính đến hết ngày cuối của ảnh chụp"),
    )
    made.add_argument("--tiers", type=int, choices=(1, 2), default=2, help=_("1: chỉ F1; 2: F1 và F2"))
    made.add_argument("--engine", choices=ENGINES, default="kernel", help=_("bộ máy tính; mặc định kernel"))
    made.add_argument(
        "--master",
        metavar="URL",
        help=_("cụm Spark, như spark://may-chu:7077; không có thì lấy SONGHANH_SPARK_MASTER, rồi máy này"),
    )
    made.add_argument("--format", choices=("json",), default="json", help=_("dạng in ra"))
    made.add_argument(
        "--definition", default=OURS, metavar=_("MÃ"), help=_("định nghĩa tiếp xúc; mặc định ours")
    )
    return made
