"""``songhanh backup FILE``: everything in one file, while the product goes on serving."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.config.backups.archive import BackupError, write_backup
from songhanh.config.readiness import NotReadyError, missing_migrations
from songhanh.core.ui.formats import number


class Command(BaseCommand):
    """Writes the backup; the identity key is not in it."""

    requires_system_checks = ()
    help = gettext_noop(
        "Sao lưu toàn bộ dữ liệu và tệp vào một tệp, không phải dừng hệ thống: songhanh backup TỆP"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, metavar=_("TỆP"), help=_("tệp sao lưu sẽ ghi (chưa có)"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, then say what was written and what to keep elsewhere."""
        try:
            if missing_migrations():
                raise CommandError(
                    _(
                        "Cơ sở dữ liệu chưa khớp bản cài. "
                        "Sao lưu bằng bản đang chạy, rồi mới nâng cấp (docs/operations.md)."
                    )
                )
            manifest = write_backup(options["file"], now=timezone.now())
        except (BackupError, NotReadyError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("Không ghi được %(file)s: %(why)s.") % {"file": options["file"], "why": error}
            ) from error
        values = {
            "file": options["file"],
            "rows": number(sum(row["rows"] for row in manifest["tables"]), "vi"),
            "tables": len(manifest["tables"]),
            "files": len(manifest["files"]),
        }
        self.stdout.write(
            _("Đã sao lưu vào %(file)s: %(rows)s dòng của %(tables)s bảng, %(files)s tệp.") % values
        )
        self.stdout.write(
            _("Khóa định danh không nằm trong bản này: giữ khóa riêng, ở nơi khác (docs/operations.md).")
        )
