"""«Báo cáo»: every report that is owed or filed, searched, filtered, sorted."""

from datetime import datetime

from django.db.models import QuerySet, Subquery
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset, list_answer
from songhanh.core.ui.request import Request
from songhanh.definitions.forms import form_codes
from songhanh.reporting.models import Obligation, ObligationState
from songhanh.reporting.policies import due_of
from songhanh.reporting.presenters.states import shown_state
from songhanh.reporting.queries.checking import period_of
from songhanh.reporting.queries.names import address, period_days, period_words, short_title
from songhanh.reporting.queries.searching import with_words
from songhanh.reporting.views.enterprise import readers

TO_DO = ("NEVER_OPENED", "DRAFT", "WAITING_INSIDE", "RETURNED")


@require_safe
@readers
def report_list(request: Request) -> HttpResponseBase:
    """All reports within the reader's scope."""
    rows = Obligation.objects.visible_to(request.actor.scope).select_related(
        "enterprise", "project", "latest"
    )
    several = len(request.actor.scope.enterprise_ids) != 1
    context = {"screen_code": "reporting-list"}
    return list_answer(
        request, rows, spec(request.now, several=several), "reporting/report_list.html", context
    )


def spec(now: datetime, *, several: bool) -> ListSpec:
    """The list's columns and filters; the enterprise is named where the reader sees several."""
    return ListSpec(
        title=_("Báo cáo"),
        sort="-due",
        columns=(
            Column("report", _("Báo cáo"), _title, sort=("form_code", "period_from"), link=address,
                   below=_days),
            Column("enterprise", _("Doanh nghiệp"), lambda row: str(row.enterprise), shown=several,
                   sort=("enterprise__short_name",), below=lambda row: row.project.name if row.project else ""),
            Column("period", _("Kỳ"), lambda row: period_words(row.period_code), sort=("period_from",), first_down=True,
                   shown=False),
            Column("due", _("Hạn nộp"), due_of, Kind.MOMENT, sort=("due_at",), first_down=True),
            Column("state", _("Trạng thái"), lambda row: shown_state(row, now), Kind.STATE, sort=("state",)),
            Column("filed", _("Nộp lần đầu"), lambda row: row.filed_at, Kind.MOMENT, sort=("filed_at",),
                   first_down=True),
            Column("receipt", _("Biên nhận"), lambda row: row.latest.receipt if row.latest else "",
                   link=_receipt, sort=("latest__receipt",)),
        ),
        filters=(
            Filter("form", _("Biểu mẫu"), _forms, field="form_code"),
            Filter("state", _("Trạng thái"), lambda: ObligationState.choices, field="state", several=True),
            Filter("year", _("Năm"), _years, apply=_of_year),
            Filter("filed_in", _("Nộp lần đầu trong tháng"), lambda: _months(now), apply=_filed_in),
        ),
        find=with_words,
        search_hint=_("doanh nghiệp, mã dự án, kỳ như tháng 12/2021"),
        presets=(
            Preset(_("Tất cả"), ""),
            Preset(_("Cần làm"), "&".join(f"state={state}" for state in TO_DO) + "&sort=due"),
            Preset(_("Chờ Ban duyệt"), "state=SUBMITTED"),
        ),
        empty=Empty(_("Chưa có kỳ báo cáo nào."), _("Ban mở kỳ thì báo cáo hiện ở đây.")),
        export_name="bao-cao",
    )  # fmt: skip


def _title(row: Obligation) -> str:
    return short_title(row, period_of(row))


def _days(row: Obligation) -> str:
    return gettext("số liệu %(days)s") % {"days": period_days(period_of(row))}


def _receipt(row: Obligation) -> str:
    return address(row, "receipt", row.latest.receipt) if row.latest else ""


def _forms() -> list[tuple[str, str]]:
    names = {
        "monthly-production": gettext("Sản xuất, kinh doanh tháng"),
        "monthly-safety": gettext("An toàn, hỗ trợ tháng"),
        "A.III.1": gettext("Dự án đầu tư quý (A.III.1)"),
    }
    return [(code, names.get(code, code)) for code in form_codes()]


def _years() -> list[tuple[str, str]]:
    """From the first year of which anybody owed a report to the last; asked form by form, each a look into an index."""
    years: set[int] = set()
    for code in form_codes():
        rows = Obligation.objects.filter(form_code=code)
        # Both ends of the index; SQLite would read all of it for MIN and MAX in one question.
        last = Subquery(rows.order_by("-period_code").values("period_code")[:1])
        ends = rows.order_by("period_code").values_list("period_code", last).first()
        if ends:
            years.update(range(int(ends[0][:4]), int(ends[1][:4]) + 1))
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


def _months(now: datetime) -> list[tuple[str, str]]:
    """The last thirteen months, this one first."""
    today = timezone.localdate(now)
    numbers = range(today.year * 12 + today.month - 1, today.year * 12 + today.month - 14, -1)
    pairs = [(number // 12, number % 12 + 1) for number in numbers]
    return [(f"{year}-{month:02d}", f"{month:02d}/{year}") for year, month in pairs]


def _filed_in(rows: "QuerySet[Obligation]", months: tuple[str, ...]) -> "QuerySet[Obligation]":
    year, month = (int(part) for part in months[0].split("-"))
    zone = timezone.get_current_timezone()
    begins = datetime(year, month, 1, tzinfo=zone)
    ends = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return rows.filter(filed_at__gte=begins, filed_at__lt=ends)


def _of_year(rows: "QuerySet[Obligation]", years: tuple[str, ...]) -> "QuerySet[Obligation]":
    # A stretch of the index; no database looks up LIKE '2021%' in one.
    return rows.filter(period_code__gte=years[0], period_code__lt=str(int(years[0]) + 1))
