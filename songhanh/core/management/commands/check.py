"""``songhanh check``: Django's own checks; with ``--audit`` whether the audit chain holds, and that alone."""

from itertools import islice
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.check import Command as DjangoCheck
from django.utils.translation import gettext as _

from songhanh.core.audit import chain

SHOWN = 20


class Command(DjangoCheck):
    """Exit code 1 where something does not hold."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's, and ``--audit``."""
        super().add_arguments(parser)
        parser.add_argument("--audit", action="store_true", help=_("kiểm tra chuỗi nhật ký"))

    def handle(self, *app_labels: Any, **options: Any) -> None:
        """Run the checks, or answer the one question: Django's take longer than a short chain."""
        if options.pop("audit"):
            self.verify_audit()
        else:
            super().handle(*app_labels, **options)

    def verify_audit(self) -> None:
        """Say that the chain holds, or where it does not."""
        breaks = list(islice(chain.verify(), SHOWN + 1))
        for found in breaks[:SHOWN]:
            values = {"number": found.number, "found": found.found}
            self.stderr.write(str(chain.REASONS[found.code]) % values)
        if breaks:
            count = f"{SHOWN}+" if len(breaks) > SHOWN else str(len(breaks))
            raise CommandError(
                _("Nhật ký KHÔNG nguyên vẹn: %(count)s chỗ đứt. Giữ nguyên dữ liệu, đối chiếu bản sao lưu.")
                % {"count": count}
            )
        count_, last = chain.head()
        self.stdout.write(
            _("Nhật ký nguyên vẹn: %(count)s sự kiện, dấu cuối %(hash)s.") % {"count": count_, "hash": last}
        )
