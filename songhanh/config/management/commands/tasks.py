"""``songhanh tasks``: run the long work that waits, where no server does it (a development server, a repair)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.config.tasks.runner import run_next


class Command(BaseCommand):
    """Each in its turn, until none waits; while a server runs one, nothing is done."""

    help = gettext_noop("Chạy các việc chạy nền đang chờ rồi dừng")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many."""
        parser.add_argument("--once", action="store_true", help=_("chỉ chạy một việc"))

    def handle(self, *args: Any, **options: Any) -> None:
        """A line a task."""
        count = 0
        while task := run_next():
            count += 1
            self.stdout.write(f"{task.title}: {task.get_state_display()}")
            if options["once"]:
                break
        if not count:
            self.stdout.write(_("Không có việc nào chờ, hoặc máy chủ đang chạy việc khác."))
