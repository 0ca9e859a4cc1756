"""``songhanh raise_obligations``: raise the periods that are coming to their end; for a timer, once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_noop

from songhanh.core import clock
from songhanh.reporting.jobs import raise_current


class Command(BaseCommand):
    """Safe to run as often as one likes."""

    help = gettext_noop("Mở các kỳ báo cáo sắp hết hạn kỳ; chạy lại không đổi gì.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raise and say how many."""
        count = raise_current(now=clock.now())
        self.stdout.write(f"{count} nghĩa vụ báo cáo mới hoặc thay đổi.")
