"""``songhanh serve``: pages and scheduled work, with nothing in front and nothing beside."""

import multiprocessing
import os
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from songhanh.config import readiness

STOP_SECONDS = 30


class Command(BaseCommand):
    """Embedded (SQLite): one process of several threads. PostgreSQL: several processes."""

    help = gettext_noop("Mở trang web và chạy việc theo lịch; dừng bằng Ctrl+C")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, with which certificate, in how many processes."""
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            metavar=_("MÁY"),
            help=_("địa chỉ lắng nghe; 0.0.0.0 là mọi địa chỉ"),
        )
        parser.add_argument(
            "--port", type=port, default=8000, metavar=_("CỔNG"), help=_("cổng, mặc định 8000")
        )
        parser.add_argument(
            "--tls", nargs=2, type=Path, metavar=(_("CHỨNG_THƯ"), _("KHÓA")), help=_("tệp PEM để chạy https")
        )
        parser.add_argument(
            "--workers", type=int, metavar="N", help=_("số tiến trình (chỉ với PostgreSQL), mặc định số lõi")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything first, then serve until stopped."""
        try:
            self._check(options)
        except readiness.NotReadyError as error:
            raise CommandError(str(error)) from error
        connections.close_all()
        self.stdout.write(_("Song Hành chạy tại %(url)s. Dừng: Ctrl+C.") % {"url": address(options)})
        self.stdout.flush()
        server(options).serve()

    def _check(self, options: dict[str, Any]) -> None:
        readiness.check_folder()
        readiness.check_static()
        readiness.check_key()
        readiness.check_port(options["host"], options["port"])
        if options["tls"]:
            readiness.check_certificate(*options["tls"])
        self._migrate(readiness.missing_migrations())

    def _migrate(self, steps: list[str]) -> None:
        if not steps:
            return
        if connection.vendor != "sqlite":
            raise CommandError(
                _(
                    "Cơ sở dữ liệu thiếu %(count)s bước cập nhật. "
                    "Sao lưu (songhanh backup TỆP), rồi chạy songhanh migrate."
                )
                % {"count": len(steps)}
            )
        self.stdout.write(_("Cập nhật cơ sở dữ liệu: %(count)s bước.") % {"count": len(steps)})
        call_command("migrate", verbosity=0)


def port(text: str) -> int:
    """A port that exists."""
    number = int(text)
    if not 0 < number < 65536:
        raise ArgumentTypeError("cổng là số từ 1 đến 65535")
    return number


def address(options: dict[str, Any]) -> str:
    """What to type into a browser on this machine."""
    host = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}.get(
        options["host"], options["host"]
    )
    return f"{'https' if options['tls'] else 'http'}://{host}:{options['port']}"


def server(options: dict[str, Any]) -> MPServer:
    """The server as it is to run: one writer process on SQLite."""
    # Each process starts anew: with `fork` it would inherit this one's settings and open files.
    multiprocessing.set_start_method("spawn", force=True)
    if options["tls"]:
        os.environ["SONGHANH_HTTPS"] = "1"
    os.environ.setdefault("SONGHANH_URL", address(options))  # unless it is said otherwise, mails lead here
    certificate, key = options["tls"] or (None, None)
    embedded = connection.vendor == "sqlite"
    return MPServer(
        "songhanh.config.worker:application",
        address=options["host"],
        port=options["port"],
        interface=Interfaces.RSGI,
        workers=1 if embedded else options["workers"] or os.cpu_count() or 1,
        websockets=False,
        log_level=LogLevels.warning,
        log_access=settings.DEBUG,
        ssl_cert=certificate,
        ssl_key=key,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
