"""The lists of gate rules and of announced guests."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.gate.models import GuestKind, RuleFor
from songhanh.gate.presenters.columns import by_enterprise, of_enterprise
from songhanh.gate.presenters.rows import Viewer, rule_state, rule_whom

PRESETS = (
    Preset(_("Tất cả"), ""),
    Preset(_("Hôm nay"), "when=today"),
    Preset(_("Những ngày tới"), "when=coming"),
)


def rule_spec(viewer: Viewer) -> ListSpec:
    """All rules, those in force first."""

    def state(rows: Any, values: tuple[str, ...]) -> Any:
        over = rows.filter(lifted_at__isnull=False) | rows.filter(valid_until__lte=viewer.today)
        return over if values[0] == "over" else rows.exclude(pk__in=over.values("pk"))

    states = (("open", _("Còn hiệu lực")), ("over", _("Đã hết")))
    return ListSpec(
        title=_("Quy định tại chốt"),
        columns=(
            Column("whom", _("Áp dụng cho"), rule_whom, below=lambda row: row.get_for_whom_display(),
                   link=lambda row: reverse("gate:rule", args=[row.uuid])),
            *of_enterprise(viewer),
            Column("reason", _("Lý do"), lambda row: row.get_reason_display()),
            Column("words", _("Lời báo"), lambda row: row.words_vi),
            Column("from", _("Từ ngày"), lambda row: row.valid_from, Kind.DATE, sort=("valid_from",)),
            Column("last", _("Đến hết ngày"), _last_day, Kind.DATE,
                   sort=("valid_until",)),
            Column("state", _("Trạng thái"), lambda row: rule_state(row, viewer.today), Kind.STATE),
            Column("source", _("Nguồn"), lambda row: row.get_source_display(), shown=False),
        ),
        sort="-from",
        filters=(
            *by_enterprise(viewer),
            Filter("for", _("Áp dụng cho"), lambda: RuleFor.choices, field="for_whom"),
            Filter("state", _("Trạng thái"), lambda: states, apply=state),
        ),
        presets=(Preset(_("Tất cả"), ""), Preset(_("Còn hiệu lực"), "state=open")),
        empty=Empty(_("Không có quy định nào: ai có thẻ đang dùng đều được vào.")),
        export_name="quy-dinh-tai-chot",
    )  # fmt: skip


def visitor_spec(viewer: Viewer) -> ListSpec:
    """Announced guests; of today unless another day is chosen."""

    def today(rows: Any, values: tuple[str, ...]) -> Any:
        if values[0] == "today":
            return rows.filter(valid_from__lte=viewer.today, valid_until__gt=viewer.today, cancelled_at=None)
        return rows.filter(valid_from__gt=viewer.today, cancelled_at=None)

    def hidden(name: str) -> Any:
        return lambda row: viewer.personal(getattr(row, name))

    when = (("today", _("Hôm nay")), ("coming", _("Những ngày tới")))
    return ListSpec(
        title=_("Khách, nhà thầu, lái xe"),
        columns=(
            Column("name", _("Họ và tên"), hidden("name"), link=lambda row: reverse("gate:visitor", args=[row.uuid]),
                   below=lambda row: row.get_kind_display()),
            *of_enterprise(viewer),
            Column("company", _("Đơn vị"), lambda row: row.company),
            Column("plate", _("Biển số"), hidden("plate")),
            Column("phone", _("Điện thoại"), hidden("phone"), shown=False),
            Column("host", _("Người tiếp"), hidden("host")),
            Column("purpose", _("Việc"), lambda row: row.purpose, shown=False),
            Column("from", _("Từ ngày"), lambda row: row.valid_from, Kind.DATE, sort=("valid_from",)),
            Column("last", _("Đến hết ngày"), _last_day, Kind.DATE, sort=("valid_until",)),
            Column("state", _("Trạng thái"), viewer.guest_state, Kind.STATE),
        ),
        sort="-from",
        filters=(
            *by_enterprise(viewer),
            Filter("kind", _("Loại"), lambda: GuestKind.choices, field="kind"),
            Filter("when", _("Khi nào"), lambda: when, apply=today),
        ),
        presets=PRESETS,
        empty=Empty(_("Không có ai đăng ký vào."), _("Đăng ký trước thì khách có thẻ của ngày đó.")),
        export_name="khach",
    )  # fmt: skip


def _last_day(row: Any) -> date | None:
    """The last day included; none where there is no end."""
    return row.valid_until - timedelta(days=1) if row.valid_until else None
