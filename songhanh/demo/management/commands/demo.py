"""``songhanh demo``: the invented authority from nothing to a page."""

import os
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core.models import User
from songhanh.demo.console import logins, main_table
from songhanh.demo.generation.authority import ENTERPRISES, SEED, generate
from songhanh.demo.generation.totals import PUBLISHED
from songhanh.demo.loading.load import load
from songhanh.demo.marker import Size, marker, read_marker, write_marker
from songhanh.reporting.management.commands.report import FORMATS


class Command(BaseCommand):
    """Loads what is missing, makes the report of 2021, tells how to sign in, serves."""

    help = gettext_noop("Cơ quan minh họa: nạp dữ liệu, lập báo cáo mục tiêu kép 2021, mở trang")

    def add_arguments(self, parser: CommandParser) -> None:
        """Another seed gives other rows and the same totals; another size their multiple."""
        parser.add_argument("--seed", type=int, help=_("số gieo, mặc định %(seed)s") % {"seed": SEED})
        parser.add_argument(
            "--people", type=int, help=_("số lao động, mặc định %(count)s") % {"count": PUBLISHED.people}
        )
        parser.add_argument(
            "--enterprises", type=int, help=_("số doanh nghiệp, mặc định %(count)s") % {"count": ENTERPRISES}
        )
        parser.add_argument("--no-serve", action="store_true", help=_("dừng trước khi mở trang"))
        parser.add_argument("--port", type=int, default=8000, help=_("cổng, mặc định 8000"))

    def handle(self, *args: Any, **options: Any) -> None:
        """The whole demo; a second run finds nothing to do and goes on to serve."""
        started = time.perf_counter()
        size = self._size(options)
        if not settings.DEMO:
            write_marker(size)
            # The settings have been read without the demo's clock: begin again with it.
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        write_marker(size)
        call_command("migrate", verbosity=0)
        self._load(size)
        self._reports()
        for line in (*main_table(self._report("json")), "", *logins()):
            self.stdout.write(line)
        self.stdout.write(f"Xong sau {time.perf_counter() - started:.1f} s. Số liệu minh họa.")
        if not options["no_serve"]:
            call_command("serve", port=options["port"])

    def _size(self, options: dict[str, Any]) -> Size:
        made = read_marker()
        usual = made or Size(SEED, PUBLISHED.people, ENTERPRISES)
        size = Size(
            *(usual_one if (asked := options[name]) is None else asked
              for name, usual_one in vars(usual).items())
        )  # fmt: skip
        if made not in {None, size}:
            raise CommandError(
                f"Thư mục {marker().parent} đã có bản minh họa {made}. "
                f"Đặt SONGHANH_VAR sang thư mục khác hoặc xóa thư mục này trước."
            )
        if not marker().exists() and not settings.DEMO and _in_use():
            raise CommandError("Cơ sở dữ liệu này đang dùng thật: không nạp dữ liệu minh họa vào đây.")
        return size

    def _load(self, size: Size) -> None:
        for step in load(generate(seed=size.seed, people=size.people, enterprises=size.enterprises)):
            if step.count:
                self.stdout.write(f"  {step.what:<42}{step.count:>9}{step.seconds:>7.1f} s")

    def _reports(self) -> None:
        for format_ in FORMATS:
            if not self._report(format_).exists():
                started = time.perf_counter()
                call_command(
                    "report",
                    "dual-goal",
                    "--year",
                    "2021",
                    "--format",
                    format_,
                    "--out",
                    str(self._report(format_)),
                )
                self.stdout.write(
                    f"  {self._report(format_).name:<51}{time.perf_counter() - started:>7.1f} s"
                )

    def _report(self, format_: str) -> Path:
        """``muc-tieu-kep-2021.docx``; the page for the morning meeting is a PDF of its own."""
        ending = "-a4.pdf" if format_ == "a4" else f".{format_}"
        return Path(settings.VAR) / "reports" / f"muc-tieu-kep-2021{ending}"


def _in_use() -> bool:
    """Whether somebody already works in this database."""
    return User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
