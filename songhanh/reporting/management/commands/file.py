"""`songhanh file`: file one report from the command line, checked like every other way of filing.

    songhanh file --enterprise mau-07 --form monthly-production --period 2021-12 --set revenue=1204.5 --by mau-07

Starts from the draft, else from the newest version, and sets the given cells. Numbers are plain (`1204.5`), or
Vietnamese where they read one way only (`69.448,5`). Exit codes: 0 filed, 1 refused (nothing was filed),
2 wrongly called or nothing of that name.
"""

import re
from argparse import ArgumentParser
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from songhanh.core import clock
from songhanh.core.accounts.actors import actor_of
from songhanh.core.actor import Actor
from songhanh.core.models import User
from songhanh.core.reasons import RefusedError
from songhanh.definitions.forms import form_codes
from songhanh.reporting.actions.reviews import accept_reports
from songhanh.reporting.actions.versions import Filing, RejectedError, submit_reports
from songhanh.reporting.forms import read_rate
from songhanh.reporting.models import Obligation, OnBehalf, ReportVersion, Source
from songhanh.reporting.policies import was_returned
from songhanh.reporting.queries.filing import OpenReport, open_report_of, reports_named
from songhanh.reporting.queries.names import cell_name
from songhanh.reporting.queries.typed import clean, read_typed
from songhanh.rules.checks.cells import Cell, Value, ValueType
from songhanh.rules.checks.messages import message_vi
from songhanh.rules.formats import format_number

PLAIN = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
REFUSED, WRONGLY_CALLED = 1, 2


class Command(BaseCommand):
    """File one report."""

    help = gettext_noop("Nộp một báo cáo từ dòng lệnh.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is filed, by whom."""
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--enterprise", metavar=_("MÃ"), help=_("mã doanh nghiệp"))
        owner.add_argument("--project", metavar=_("MÃ"), help=_("mã dự án, cho biểu mẫu theo dự án"))
        parser.add_argument("--form", required=True, choices=form_codes(), help=_("mã biểu mẫu"))
        parser.add_argument("--period", required=True, metavar="2021-12", help=_("mã kỳ"))
        add_cells(parser)
        parser.add_argument("--reason", default="", metavar=_("LÝ_DO"), help=_("lý do nộp lại"))
        parser.add_argument(
            "--exchange-rate",
            type=typed_rate,
            metavar="VND",
            help=_("đồng cho 1 USD, khi bảng tỷ giá của Ban chưa có cho ngày bắt đầu nhập"),
        )
        parser.add_argument(
            "--on-behalf",
            default="",
            choices=["PAPER", "PHONE"],
            help=_("chuyên viên nhập hộ: từ giấy (PAPER) hay điện thoại (PHONE)"),
        )
        parser.add_argument(
            "--by", required=True, metavar=_("NGƯỜI_DÙNG"), help=_("nộp với quyền của người này")
        )
        parser.add_argument(
            "--accept-by", default="", metavar=_("CHUYÊN_VIÊN"), help=_("chấp nhận ngay bởi chuyên viên này")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """File, print the receipt, accept if asked to."""
        now = clock.now()
        by = acting_user(options["by"], now)
        opened = open_report_of(
            obligation_of(options["enterprise"] or options["project"], options["form"], options["period"], by)
        )
        values = with_set(opened, options["values"], options["estimate"], options["notes"])
        version = filed(opened, values, options, by, now)
        self.stdout.write(_("Đã nộp: biên nhận %(number)s") % {"number": version.receipt})
        if version.exchange_rate is not None:
            self.stdout.write(_("Tỷ giá: %(rate)s đồng/USD") % {"rate": format_number(version.exchange_rate)})
        if options["accept_by"]:
            accepted(version, acting_user(options["accept_by"], now), clock.now())
            self.stdout.write(_("Đã chấp nhận: %(officer)s") % {"officer": options["accept_by"]})


def add_cells(parser: ArgumentParser) -> None:
    """What stands in the cells."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=_("Ô=GIÁ_TRỊ"),
        dest="values",
        help=_("giá trị một ô, dùng nhiều lần được: --set revenue=1204.5"),
    )
    parser.add_argument("--estimate", action="append", default=[], metavar=_("Ô"), help=_("ô là số ước"))
    parser.add_argument(
        "--note",
        action="append",
        default=[],
        metavar=_("Ô=CHỮ"),
        dest="notes",
        help=_("giải thích cho ô có cảnh báo"),
    )


def typed_rate(text: str) -> Decimal:
    """«23145» or «23.145,5» as the option has it."""
    try:
        return read_rate(text)
    except ValidationError as error:
        raise wrongly(" ".join(error.messages)) from error


def acting_user(name: str, now: datetime) -> Actor:
    """The user of that sign-in name, acting from the command line."""
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise wrongly(_("Không có người dùng «%(name)s».") % {"name": name})
    return actor_of(user, on=timezone.localdate(now), origin="cli")


def obligation_of(owner: str, form: str, period: str, by: Actor) -> Obligation:
    """The report of that address, if the user may see it."""
    found = reports_named(form, period, owner).visible_to(by.scope).first()
    if found is None:
        raise wrongly(
            _("Không tìm thấy báo cáo %(form)s kỳ %(period)s của «%(owner)s» trong phạm vi của %(by)s.")
            % {"form": form, "period": period, "owner": owner, "by": by.name}
        )
    return found


def with_set(
    opened: OpenReport, given: list[str], estimates: list[str], notes: list[str]
) -> dict[str, Value]:
    """The report's values with the given ones in their places."""
    values = dict(opened.values)
    cells = opened.definition.cells
    texts, said = dict(pair(each, cells) for each in given), dict(pair(each, cells) for each in notes)
    for code in {*texts, *said, *(pair(f"{each}=", cells)[0] for each in estimates)}:
        held = values.get(code, Value())
        value = read(cells[code], texts[code], opened) if code in texts else held
        values[code] = Value(
            value.number,
            value.text,
            code in estimates or (held.estimate and code not in texts),
            said.get(code, held.note),
        )
    return values


def pair(text: str, cells: Any) -> tuple[str, str]:
    """«revenue=1204.5» in two; the cell must be the form's."""
    code, sign, value = text.partition("=")
    if not sign:
        raise wrongly(_("«%(text)s» thiếu dấu =. Viết ô=giá trị, ví dụ revenue=1204.5.") % {"text": text})
    if code not in cells:
        known = ", ".join(cells)
        raise wrongly(_("Biểu mẫu không có ô «%(code)s». Các ô: %(known)s.") % {"code": code, "known": known})
    return code, clean(value).strip()


def read(cell: Cell, text: str, opened: OpenReport) -> Value:
    """A plain number, or a Vietnamese one that reads one way only."""
    if cell.value_type is ValueType.TEXT or not text:
        return Value(text=text)
    if PLAIN.fullmatch(text):
        return Value(Decimal(text))
    typed = read_typed(cell, text, None, opened.currency)
    if len(typed.candidates) > 1:
        ways = " / ".join(f"{number:f}" for number in typed.candidates)
        raise wrongly(
            _("%(cell)s: «%(text)s» đọc được hai cách (%(ways)s). Viết số thường, ví dụ 1204.5.")
            % {"cell": cell.code, "text": text, "ways": ways}
        )
    return Value(typed.number, "" if typed.number is not None else text)


def filed(
    opened: OpenReport, values: dict[str, Value], options: dict[str, Any], by: Actor, now: datetime
) -> ReportVersion:
    """Submit; a refusal ends the command with its words."""
    again = opened.obligation.latest is not None and not was_returned(opened.obligation)
    filing = Filing(
        opened.obligation,
        values,
        Source.COMMAND,
        OnBehalf(options["on_behalf"]),
        options["reason"] or (_("Sửa bằng dòng lệnh bởi %(by)s.") % {"by": by.name} if again else ""),
        options["exchange_rate"],
    )
    try:
        return submit_reports(filings=[filing], by=by, now=now)[0]
    except RejectedError as rejected:
        cells = opened.definition.cells
        lines = [
            f"  {finding.cell} ({cell_name(cells[finding.cell])}): {message_vi(finding, cells)}"
            for findings in rejected.findings.values()
            for finding in findings
        ]
        raise CommandError("\n".join([str(rejected), *lines]), returncode=REFUSED) from None
    except RefusedError as refused:
        raise CommandError(str(refused), returncode=REFUSED) from None


def accepted(version: ReportVersion, by: Actor, now: datetime) -> None:
    """Accept what was just filed; where that is refused, the report stays filed."""
    try:
        accept_reports(versions=[version], by=by, now=now)
    except RefusedError as refused:
        raise CommandError(
            _("Đã nộp %(number)s nhưng chưa chấp nhận: %(why)s")
            % {"number": version.receipt, "why": refused},
            returncode=REFUSED,
        ) from None


def wrongly(words: str) -> CommandError:
    """The command was called with something that is not there."""
    return CommandError(words, returncode=WRONGLY_CALLED)
