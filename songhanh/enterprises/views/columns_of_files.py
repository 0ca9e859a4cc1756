"""What the lists of contact points, projects, certificates and sitings show."""

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.scope import Scope
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Currency, ProjectState
from songhanh.enterprises.presenters import title
from songhanh.enterprises.views.columns import parks_of
from songhanh.enterprises.views.columns_of_charge import WHEN, at, enterprise_url

ON_THE_FILE = _("Thêm ở trang của từng doanh nghiệp.")


def contacts_spec(scope: Scope, today: date) -> ListSpec:
    """Whom to call, who answers for reports."""
    return ListSpec(
        title=_("Đầu mối liên hệ"),
        sort="enterprise",
        columns=(
            Column("name", _("Họ và tên"), lambda row: row.full_name, sort=("full_name", "pk")),
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise.short_name,
                   sort=("enterprise__short_name", "since"), link=enterprise_url),
            Column("park", _("Khu công nghiệp"), lambda row: row.enterprise.park.name,
                   sort=("enterprise__park__position", "enterprise__code")),
            Column("position", _("Chức vụ"), lambda row: row.position),
            Column("phone", _("Điện thoại"), lambda row: row.phone),
            Column("email", _("Thư điện tử"), lambda row: row.email),
            Column("focal", _("Đầu mối báo cáo"), lambda row: _("có") if row.focal else None, sort=("focal", "pk")),
            Column("since", _("Từ ngày"), lambda row: row.since, Kind.DATE, sort=("since",)),
            Column("until", _("Đến trước ngày"), lambda row: row.until, Kind.DATE, sort=("until",), shown=False),
        ),
        filters=(
            Filter("park", _("Khu"), lambda: parks_of(scope), field="enterprise__park__code"),
            Filter("focal", _("Báo cáo"), lambda: [("yes", _("Đầu mối báo cáo"))],
                   apply=lambda rows, values: rows.filter(focal=True)),
            Filter("when", _("Lúc nào"), lambda: WHEN, apply=lambda rows, values: at(rows, values, today)),
        ),
        search=("enterprise__name_key", "enterprise__code"),
        search_hint=_("tên doanh nghiệp"),
        presets=(Preset(_("Hiện nay"), "when=now"), Preset(_("Tất cả"), "")),
        empty=Empty(_("Chưa có đầu mối nào trong phạm vi."), ON_THE_FILE),
        export_name="dau-moi",
    )  # fmt: skip


def projects_spec(scope: Scope, today: date) -> ListSpec:
    """Projects with their capital and state."""
    return ListSpec(
        title=_("Dự án đầu tư"),
        sort="code",
        columns=(
            Column("name", _("Dự án"), lambda row: row.name, sort=("name", "code"), link=project_url,
                   below=lambda row: row.code),
            Column("code", _("Mã dự án"), lambda row: row.code, sort=("code",), shown=False),
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise.short_name,
                   sort=("enterprise__short_name", "code"), link=enterprise_url),
            Column("park", _("Khu công nghiệp"), lambda row: row.enterprise.park.name,
                   sort=("enterprise__park__position", "code")),
            Column("plot", _("Lô đất"), lambda row: row.plot.code if row.plot else None, shown=False),
            Column("area", _("Diện tích (ha)"), lambda row: row.area_ha, Kind.NUMBER, sort=("area_ha",), shown=False),
            Column("sector", _("Mã ngành VSIC"), lambda row: row.sector, sort=("sector", "code"), shown=False),
            Column("capital", _("Vốn đăng ký"), lambda row: row.registered_capital, Kind.NUMBER,
                   sort=("currency", "registered_capital"), first_down=True),
            Column("currency", _("Loại tiền"), lambda row: row.get_currency_display(), sort=("currency", "code")),
            Column("state", _("Tình trạng"), lambda row: row.state_on(today).label),
            Column("started", _("Bắt đầu"), lambda row: row.started_on, Kind.DATE, sort=("started_on",)),
            Column("ended", _("Chấm dứt"), lambda row: row.ended_on, Kind.DATE, sort=("ended_on",), shown=False),
        ),
        filters=(
            Filter("park", _("Khu"), lambda: parks_of(scope), field="enterprise__park__code"),
            Filter("state", _("Tình trạng"), lambda: ProjectState.choices,
                   apply=lambda rows, values: _in_state(rows, values, today)),
            Filter("currency", _("Loại tiền"), lambda: Currency.choices, field="currency"),
        ),
        find=holding("enterprise__name_key", "code", "enterprise__code"),
        search_hint=_("tên doanh nghiệp, mã dự án"),
        presets=(Preset(_("Đang thực hiện"), "state=RUNNING"), Preset(_("Tất cả"), "")),
        empty=Empty(_("Chưa ghi dự án nào trong phạm vi."), ON_THE_FILE),
        export_name="du-an",
    )  # fmt: skip


def certificates_spec(scope: Scope) -> ListSpec:
    """Certificates and their amendments, the newest first."""
    return ListSpec(
        title=_("Giấy chứng nhận đăng ký đầu tư"),
        sort="-issued",
        columns=(
            Column("number", _("Số giấy"), lambda row: row.number, sort=("number", "amendment"),
                   link=lambda row: project_url(row.project)),
            Column("nth", _("Lần"), title, sort=("amendment", "number")),
            Column("project", _("Dự án"), lambda row: row.project.name, sort=("project__code", "amendment")),
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.project.enterprise.short_name,
                   sort=("project__enterprise__short_name", "number"),
                   link=lambda row: enterprise_url(row.project)),
            Column("issued", _("Ngày cấp"), lambda row: row.issued_on, Kind.DATE, sort=("issued_on", "amendment")),
            Column("authority", _("Cơ quan cấp"), lambda row: row.authority, shown=False),
            Column("capital", _("Vốn đăng ký"), lambda row: row.registered_capital, Kind.NUMBER,
                   sort=("project__currency", "registered_capital")),
            Column("currency", _("Loại tiền"), lambda row: row.project.get_currency_display(),
                   sort=("project__currency", "number")),
            Column("content", _("Nội dung"), lambda row: row.content, shown=False),
        ),
        filters=(Filter("park", _("Khu"), lambda: parks_of(scope), field="project__enterprise__park__code"),),
        find=holding("project__enterprise__name_key", "number", "project__code"),
        search_hint=_("tên doanh nghiệp, số giấy, mã dự án"),
        empty=Empty(_("Chưa ghi giấy chứng nhận nào trong phạm vi."), _("Thêm ở trang của từng dự án.")),
        export_name="giay-chung-nhan",
    )  # fmt: skip


def sitings_spec(scope: Scope, today: date) -> ListSpec:
    """Which enterprise stood where, from when until when."""
    return ListSpec(
        title=_("Nơi đứng chân"),
        sort="enterprise",
        columns=(
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise.short_name,
                   sort=("enterprise__short_name", "since"), link=enterprise_url),
            Column("park", _("Khu công nghiệp"), lambda row: row.park.name, sort=("park__position", "plot__code")),
            Column("plot", _("Lô đất"), lambda row: row.plot.code if row.plot else None, sort=("plot__code", "since")),
            Column("area", _("Diện tích lô (ha)"), lambda row: row.plot.area_ha if row.plot else None, Kind.NUMBER,
                   sort=("plot__area_ha",)),
            Column("since", _("Từ ngày"), lambda row: row.since, Kind.DATE, sort=("since",)),
            Column("until", _("Đến trước ngày"), lambda row: row.until, Kind.DATE, sort=("until",)),
            Column("reason", _("Lý do"), lambda row: row.reason, shown=False),
        ),
        filters=(
            Filter("park", _("Khu"), lambda: parks_of(scope), field="park__code"),
            Filter("when", _("Lúc nào"), lambda: WHEN, apply=lambda rows, values: at(rows, values, today)),
        ),
        find=holding("enterprise__name_key", "enterprise__code", "plot__code"),
        search_hint=_("tên doanh nghiệp, lô"),
        presets=(Preset(_("Hiện nay"), "when=now"), Preset(_("Tất cả"), "")),
        empty=Empty(_("Chưa có doanh nghiệp nào trong phạm vi."), ""),
        export_name="noi-dung-chan",
    )  # fmt: skip


def holding(*fields: str) -> Callable[[Any, str], Any]:
    """Rows of which each word stands in one of `fields`; official codes are written in capitals."""

    def find(rows: Any, text: str) -> Any:
        for word in fold(text).split():
            rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
        return rows

    return find


def project_url(row: Any) -> str:
    """The project's page."""
    return reverse("enterprises:project", args=[row.enterprise.code, row.uuid])


def _in_state(rows: Any, values: tuple[str, ...], today: date) -> Any:
    ended = Q(ended_on__isnull=False, ended_on__lte=today)
    begun = Q(started_on=None) | Q(started_on__lte=today)
    asked = {"ENDED": ended, "RUNNING": begun & ~ended, "COMING": ~begun & ~ended}
    return rows.filter(asked[values[0]]) if values and values[0] in asked else rows
