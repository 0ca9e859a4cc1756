"""`songhanh presence rebuild --day D [--park P]`: a day of presence anew out of the stream."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core import clock
from songhanh.core.actor import system
from songhanh.parks.models import IndustrialPark
from songhanh.presence.jobs import rebuild_day
from songhanh.rules.formats import format_number


class Command(BaseCommand):
    """Rebuild a day."""

    help = gettext_noop("Dựng lại dữ liệu có mặt của một ngày từ các lượt quét")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`rebuild`, the day, the park."""
        parser.add_argument("what", choices=["rebuild"], help=_("dựng lại"))
        parser.add_argument("--day", required=True, metavar=_("NGÀY"), help=_("ngày, ví dụ 17/01/2022"))
        parser.add_argument("--park", default="", metavar=_("MÃ"), help=_("chỉ một khu công nghiệp, theo mã"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was counted, and what could not be placed."""
        day, park = _day(options["day"]), options["park"]
        if park and not IndustrialPark.objects.filter(code=park).exists():
            raise CommandError(_("Không có khu công nghiệp mã %(code)s.") % {"code": park})
        done = rebuild_day(day=day, park=park or None, by=system("cli"), now=clock.now())
        totals = {
            name: sum(getattr(each, name) for each in done.tallies)
            for name in ("scans", "undone", "refused", "unknown_pass", "unknown_code", "nobody", "people")
        }
        said = {name: format_number(value) for name, value in totals.items()}
        said |= {
            "day": f"{day:%d/%m/%Y}",
            "rows": format_number(done.rows),
            "conflicts": format_number(done.conflicts),
        }
        self.stdout.write(
            _(
                "Ngày %(day)s: %(rows)s lượt có mặt của %(people)s người từ %(scans)s lượt quét;"
                " %(undone)s đã hoàn tác, %(refused)s bị từ chối; không rõ của ai: %(unknown_pass)s thẻ,"
                " %(unknown_code)s mã, %(nobody)s không đọc được; %(conflicts)s mâu thuẫn."
            )
            % said
        )


def _day(text: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise CommandError(_("Không đọc được ngày «%(text)s». Nhập như 17/01/2022.") % {"text": text})
