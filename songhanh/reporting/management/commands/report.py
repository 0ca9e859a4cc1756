"""``songhanh report dual-goal --year 2021 --format json --out FILE``."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core import clock
from songhanh.core.actor import system
from songhanh.core.scope import EVERYTHING
from songhanh.reporting.actions.reports import report_of
from songhanh.reporting.presenters.renditions import render_report
from songhanh.reporting.presenters.report import report_data, report_json
from songhanh.reporting.queries.moments import moment_of
from songhanh.rules.periods import Basis, PeriodError, parse_period

FORMATS = ("json", "html", "docx", "pdf", "a4")


class Command(BaseCommand):
    """Makes the dual-goal report of a period."""

    help = gettext_noop(
        "Lập báo cáo mục tiêu kép: songhanh report dual-goal --year 2021 --format json --out TỆP"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to make, of which days, as of when, where to."""
        parser.add_argument(
            "kind", choices=["dual-goal"], help=_("báo cáo nào: dual-goal là báo cáo mục tiêu kép")
        )
        days = parser.add_mutually_exclusive_group(required=True)
        days.add_argument("--year", type=int, metavar=_("NĂM"), help=_("năm báo cáo, ví dụ 2021"))
        days.add_argument("--period", metavar=_("KỲ"), help=_("mã kỳ: 2021, 2021-h1, 2021-q4, 2021-12"))
        parser.add_argument(
            "--as-of",
            default="",
            metavar=_("NGÀY"),
            help=_("theo số liệu đã có đến ngày này, ví dụ 2021-12-15"),
        )
        parser.add_argument("--format", choices=FORMATS, default="json", help=_("dạng tệp, mặc định json"))
        parser.add_argument(
            "--out", type=Path, metavar=_("TỆP"), help=_("tệp ghi ra; không có thì in ra màn hình")
        )

    def handle(self, **options: Any) -> None:
        """Count and write."""
        try:
            period = parse_period(options["period"] or str(options["year"]), Basis.CUTOFF15)
            as_of = moment_of(options["as_of"])
        except (PeriodError, ValueError) as error:
            raise CommandError(str(error)) from error
        now = clock.now()
        if options["format"] == "json":
            data = report_data(period, scope=EVERYTHING, now=now, as_of=as_of)
            content = json.dumps(report_json(data), ensure_ascii=False, indent=1).encode()
        else:
            reported = report_of(period=period, by=system("cli"), now=now, as_of=as_of)
            content = render_report(reported, options["format"], now=now, origin=settings.BASE_URL)
        self._write(content, options["out"])

    def _write(self, content: bytes, out: Path | None) -> None:
        if out is None:
            sys.stdout.buffer.write(content)
            return
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
