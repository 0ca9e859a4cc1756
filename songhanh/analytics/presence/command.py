"""`songhanh presence generate --workers N --days D --seed S --out DIR`: invented presence, to try and to measure."""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from songhanh.analytics.command_line import Parser, Say, parser, whole
from songhanh.analytics.presence.generation import generate
from songhanh.analytics.presence.snapshot import MANIFEST, open_snapshot
from songhanh.rules.formats import format_number

MOST_WORKERS, MOST_DAYS = 20_000_000, 366


def main(arguments: Sequence[str], _: Say = str) -> int:
    """Write the snapshot whole, then give the folder its name: what was broken off leaves nothing behind."""
    options = _parser(_).parse_args(arguments)
    out: Path = options.out
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        holds = "đã có một ảnh chụp" if (out / MANIFEST).exists() else "đã có tệp"
        sys.exit(f"«{out}» {holds}. Chọn thư mục trống, hoặc tên chưa có.")
    started = time.monotonic()
    fresh = out.parent / f".{out.name}.{os.getpid()}"
    try:
        rows = generate(fresh, workers=options.workers, days=options.days, seed=options.seed)
        fresh.replace(out)
    except OSError as error:
        sys.exit(f"Không ghi được «{out}»: {error.strerror or error}.")
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    places = len(open_snapshot(out).places)
    print(
        f"Đã tạo {format_number(rows)} lượt có mặt của {format_number(options.workers)} người"
        f" trong {options.days} ngày ở {format_number(places)} nơi: {out}"
        f" ({format_number(round(time.monotonic() - started))} giây)"
    )
    return 0


def _parser(_: Say) -> Parser:
    made = parser("presence generate", _("Tạo dữ liệu có mặt giả định để thử và đo truy vết"), _)
    made.add_argument(
        "--workers",
        type=whole(1, MOST_WORKERS, _),
        required=True,
        metavar=_("SỐ"),
        help=_("số người, đánh số từ 1"),
    )
    made.add_argument(
        "--days", type=whole(1, MOST_DAYS, _), required=True, metavar=_("SỐ"), help=_("số ngày")
    )
    made.add_argument(
        "--seed",
        type=whole(0, 2**32 - 1, _),
        default=0,
        metavar=_("SỐ"),
        help=_("cùng số này thì cùng dữ liệu; mặc định 0"),
    )
    made.add_argument("--out", type=Path, required=True, metavar=_("THƯ_MỤC"), help=_("thư mục ghi ra"))
    return made
