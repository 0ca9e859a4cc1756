"""``songhanh export people|reports|figures|audit --by USER --format xlsx|csv --out FILE [--filter KEY=VALUE …]``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.config.exports import FIGURES, WHAT, figures_sheet, list_content, unknown
from songhanh.core import clock
from songhanh.core.accounts.actors import actor_of
from songhanh.core.files.export import write_csv, write_xlsx
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.rules.periods import PeriodError


class Command(BaseCommand):
    """A list as a file, within the user's permissions and scope; exporting people is an audited act."""

    help = gettext_noop("Xuất danh sách ra tệp, đúng quyền và phạm vi của một người dùng")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, for whom, which rows, where to."""
        parser.add_argument(
            "what",
            choices=WHAT,
            help=_("people: lao động; reports: báo cáo; figures: chỉ tiêu; audit: nhật ký"),
        )
        parser.add_argument(
            "--filter", action="append", default=[], metavar=_("KHÓA=GIÁ_TRỊ"),
            help=_("điều kiện như trên địa chỉ trang, dùng nhiều lần được: --filter year=2021"),
        )  # fmt: skip
        parser.add_argument(
            "--by", required=True, metavar=_("NGƯỜI_DÙNG"), help=_("xuất với quyền của người này")
        )
        parser.add_argument("--format", choices=["xlsx", "csv"], default="xlsx", help=_("dạng tệp"))
        parser.add_argument(
            "--out", type=Path, required=True, metavar=_("TỆP"), help=_("tệp ghi ra (chưa có)")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; a refusal leaves none behind."""
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if user is None:
            raise CommandError(_("Không có người dùng «%(name)s».") % {"name": options["by"]})
        if options["out"].exists():
            raise CommandError(_("Tệp %(file)s đã có. Chọn tên khác.") % {"file": options["out"]})
        try:
            self._write(options, user)
        except (RefusedError, PeriodError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Đã ghi %(file)s.") % {"file": options["out"]})

    def _write(self, options: dict[str, Any], user: User) -> None:
        now, out, form = clock.now(), options["out"], options["format"]
        filters = asked(options["filter"])
        if options["what"] != "figures":
            pieces = list_content(options["what"], filters, form, user, now)
            out.parent.mkdir(parents=True, exist_ok=True)
            with out.open("wb") as file:
                file.writelines(pieces)
            return
        unknown(filters, FIGURES)
        actor = actor_of(user, on=timezone.localdate(now), origin="cli")
        sheet = figures_sheet({key: str(filters[key]) for key in filters}, actor, now)
        out.parent.mkdir(parents=True, exist_ok=True)
        if form == "csv":
            write_csv(out, sheet)
        else:
            write_xlsx(out, [sheet])


def asked(filters: list[str]) -> QueryDict:
    """``state=SUBMITTED`` as in a page's address; a key may come more than once."""
    query = QueryDict(mutable=True)
    for each in filters:
        key, sign, value = each.partition("=")
        if not sign:
            raise CommandError(_("«%(text)s»: cần dạng khóa=giá trị, ví dụ year=2021.") % {"text": each})
        query.appendlist(key, value)
    return query
