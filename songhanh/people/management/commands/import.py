"""`songhanh import`: take a worker list from the command line, by the same rules as on the web.

    songhanh import --enterprise mau-07 danh-sach.xlsx --by mau-07
    songhanh import --enterprise mau-07 danh-sach.xlsx --only-right-rows --marked sua.xlsx --by mau-07

Exit codes: 0 taken, 1 refused (nothing was written; `--marked` writes the file with its errors marked),
2 wrongly called.
"""

# ruff: noqa: N999 (the command is called so)
from argparse import ArgumentParser
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core import clock
from songhanh.core.accounts.actors import actor_of
from songhanh.core.files.refusals import FileError
from songhanh.core.reasons import RefusedError
from songhanh.people import queries
from songhanh.people.actions.imports import import_list, receive_import
from songhanh.people.models import PeopleImport
from songhanh.people.presenters.imports import import_page, marked
from songhanh.people.presenters.persons import grouped

REFUSED, WRONGLY_CALLED = 1, 2


class Command(BaseCommand):
    """Take one worker list."""

    help = gettext_noop("Nhập danh sách lao động từ tệp Excel hoặc CSV.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is taken, how, by whom."""
        parser.add_argument(
            "file", type=Path, metavar=_("TỆP"), help=_("tệp danh sách: Excel, .ods hoặc .csv")
        )
        parser.add_argument("--enterprise", required=True, metavar=_("MÃ"), help=_("mã doanh nghiệp"))
        parser.add_argument(
            "--by", required=True, metavar=_("NGƯỜI_DÙNG"), help=_("ghi với quyền của người này")
        )
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="2021-12-31", help=_("ngày của danh sách")
        )
        parser.add_argument("--complete", action="store_true", help=_("ai không có tên là đã nghỉ"))
        parser.add_argument("--only-right-rows", action="store_true", help=_("chỉ ghi các dòng đúng"))
        parser.add_argument("--confirm", action="store_true", help=_("xác nhận các dòng có cảnh báo"))
        parser.add_argument(
            "--marked", type=Path, metavar=_("TỆP"), help=_("ghi tệp đã đánh dấu lỗi vào đây")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read once, take; when that is refused, keep the checked list and say what is wrong."""
        now = clock.now()
        user = queries.user_of(options["by"])
        if user is None:
            raise CommandError(
                _("Không có người dùng «%(name)s».") % {"name": options["by"]}, returncode=WRONGLY_CALLED
            )
        today = timezone.localdate(now)
        by = actor_of(user, on=today, origin="cli")
        enterprise = queries.enterprise_of(by.scope, options["enterprise"])
        if enterprise is None:
            words = _("Không có doanh nghiệp «%(code)s».") % {"code": options["enterprise"]}
            raise CommandError(words, returncode=WRONGLY_CALLED)
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=WRONGLY_CALLED) from error
        given: dict[str, Any] = {
            "enterprise": enterprise,
            "name": options["file"].name,
            "content": content,
            "file_hash": sha256(content).hexdigest(),
            "listed_on": options["on"] or today,
            "complete": options["complete"],
            "by": by,
            "now": now,
        }
        self.take(given, options)

    def take(self, given: dict[str, Any], options: dict[str, Any]) -> None:
        """Take the list and print its figures."""
        part, confirmed = options["only_right_rows"], options["confirm"]
        try:
            import_ = import_list(**given, only_right_rows=part, confirmed=confirmed)
        except FileError as error:
            raise CommandError(error.message(), returncode=REFUSED) from error
        except RefusedError as error:
            if error.code in {"has_errors", "needs_confirmation", "nothing_right", "columns_open"}:
                self.explain(receive_import(**given), given["content"], options["marked"])
            raise CommandError(str(error), returncode=REFUSED) from error
        words = {name: grouped(count) for name, count in import_.counts.items()}
        self.stdout.write(
            _("Đã ghi: %(new)s người mới, %(changed)s thay đổi, %(left)s nghỉ, %(same)s giữ nguyên.") % words
        )
        if part:
            self.explain(import_, given["content"], options["marked"])

    def explain(self, import_: PeopleImport, content: bytes, target: Path | None) -> None:
        """The kinds of errors, and the marked workbook where it is wanted."""
        page = import_page(import_)
        if page.missing:
            self.stderr.write(_("Chưa thấy cột: %(names)s.") % {"names": ", ".join(page.missing)})
        for kind in page.kinds:
            self.stderr.write(f"{kind.column} · {kind.rows} · {kind.cells}: {kind.message}")
        if target is not None and page.kinds:
            target.write_bytes(marked(import_, content).content)
            self.stderr.write(_("Tệp đã đánh dấu lỗi: %(file)s") % {"file": target})
