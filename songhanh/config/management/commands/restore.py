"""``songhanh restore FILE``: a backup into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.config.backups.archive import BackupError
from songhanh.config.backups.keys import key_fits
from songhanh.config.backups.restore import restore_backup


class Command(BaseCommand):
    """Restores all or nothing."""

    requires_system_checks = ()
    help = gettext_noop("Khôi phục một bản sao lưu vào thư mục và cơ sở dữ liệu trống: songhanh restore TỆP")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which."""
        parser.add_argument("file", type=Path, metavar=_("TỆP"), help=_("tệp do songhanh backup ghi"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, then say that every table is equal and which key is wanted."""
        try:
            manifest = restore_backup(options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        values = {
            "file": options["file"],
            "tables": len(manifest["tables"]),
            "at": manifest["made_at"][:16].replace("T", " "),
        }
        self.stdout.write(
            _("Đã khôi phục %(file)s (sao lưu lúc %(at)s UTC): %(tables)s bảng, dấu từng bảng đều khớp.")
            % values
        )
        if not key_fits():
            self.stderr.write(
                _(
                    "Khóa định danh ở đây không phải khóa của dữ liệu vừa khôi phục. Chép khóa cũ vào identity.key "
                    "(hoặc đặt SONGHANH_IDENTITY_KEY) trước khi mở hệ thống; songhanh serve chờ đúng khóa mới chạy."
                )
            )
