"""``songhanh check --tables``: a hash per table, beside the core's checks."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.config import readiness
from songhanh.config.backups.stream import stream_hash
from songhanh.config.backups.tables import table_hashes
from songhanh.core import clock
from songhanh.core.management.commands.check import Command as CoreCheck
from songhanh.core.templatetags.vietnamese import date_vn
from songhanh.people.queries import retention


class Command(CoreCheck):
    """Two installations with equal lines hold equal data, on whichever database."""

    help = gettext_noop("Kiểm tra bản cài; --audit: chuỗi nhật ký; --tables: dấu từng bảng dữ liệu")

    def add_arguments(self, parser: CommandParser) -> None:
        """The core's, and ``--tables``."""
        super().add_arguments(parser)
        parser.add_argument(
            "--tables", action="store_true", help=_("in số dòng và dấu SHA-256 của từng bảng")
        )

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Check what is asked, say whose data are due to be erased, then print."""
        wanted = options.pop("tables")
        if options["audit"] or not wanted:
            super().handle(*app_labels, **options)
        self.say_what_is_due()
        for found in [*table_hashes(), stream_hash()] if wanted else []:
            self.stdout.write(f"{found.table}\t{found.rows}\t{found.sha256}")

    def say_what_is_due(self) -> None:
        """How many people's time is over, and erasures whose traces are still in the database's files."""
        if not tables_are_there():
            return
        if due := retention.due(on=timezone.localdate(clock.now())):
            said = _(
                "Đến hạn xóa: %(people)s người của %(enterprises)s doanh nghiệp, nghỉ sớm nhất %(first)s. "
                "Xóa ở trang «Lưu trữ và xóa dữ liệu»."
            )
            people, first = sum(len(each.people) for each in due), min(each.first for each in due)
            self.stdout.write(said % {"people": people, "enterprises": len(due), "first": date_vn(first)})
        if waiting := retention.unpurged().count():
            said = _("%(count)s lần xóa chưa ghi lại vùng trống của cơ sở dữ liệu; songhanh serve tự làm.")
            self.stdout.write(said % {"count": waiting})


def tables_are_there() -> bool:
    """Whether the database can be asked: checks of the settings run before there is one, too."""
    try:
        return not readiness.missing_migrations()
    except readiness.NotReadyError:
        return False
