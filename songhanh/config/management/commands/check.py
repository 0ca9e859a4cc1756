"""``songhanh check --tables``: a hash per table, beside the core's checks."""

from typing import Any

from django.core.management.base import CommandParser

from songhanh.config.backups.tables import table_hashes
from songhanh.core.management.commands.check import Command as CoreCheck


class Command(CoreCheck):
    """Two installations with equal lines hold equal data, on whichever database."""

    help = "Kiểm tra bản cài; --audit: chuỗi nhật ký; --tables: dấu từng bảng dữ liệu"

    def add_arguments(self, parser: CommandParser) -> None:
        """The core's, and ``--tables``."""
        super().add_arguments(parser)
        parser.add_argument("--tables", action="store_true", help="in số dòng và dấu SHA-256 của từng bảng")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Check, then print."""
        wanted = options.pop("tables")
        super().handle(*app_labels, **options)
        for found in table_hashes() if wanted else []:
            self.stdout.write(f"{found.table}\t{found.rows}\t{found.sha256}")
