"""What the lists of officers in charge and of working groups show."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.scope import Scope
from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.enterprises.models import WorkingGroup
from songhanh.enterprises.views.columns import parks_of

ASSIGNED = [("officer", _("Chuyên viên phụ trách")), ("substitute", _("Người làm thay"))]


def charge_spec(scope: Scope, today: date) -> ListSpec:
    """Who is in charge of what, today unless more is asked for."""
    return ListSpec(
        title=_("Chuyên viên phụ trách"),
        sort="enterprise",
        columns=(
            Column("enterprise", _("Doanh nghiệp"), lambda row: row.enterprise.short_name,
                   sort=("enterprise__short_name", "substitute", "since"), link=enterprise_url),
            Column("park", _("Khu công nghiệp"), lambda row: row.enterprise.park.name,
                   sort=("enterprise__park__position", "enterprise__code")),
            Column("officer", _("Chuyên viên"), lambda row: str(row.officer), sort=("officer__full_name", "since")),
            Column("kind", _("Vai trò"), lambda row: dict(ASSIGNED)["substitute" if row.substitute else "officer"],
                   sort=("substitute", "since")),
            Column("group", _("Tổ công tác"), lambda row: row.group.name if row.group else None,
                   sort=("group__name", "since")),
            Column("since", _("Từ ngày"), lambda row: row.since, Kind.DATE, sort=("since",)),
            Column("until", _("Đến trước ngày"), lambda row: row.until, Kind.DATE, sort=("until",)),
            Column("reason", _("Lý do"), lambda row: row.reason),
        ),
        filters=(
            Filter("park", _("Khu"), lambda: parks_of(scope), field="enterprise__park__code"),
            Filter("kind", _("Vai trò"), lambda: ASSIGNED,
                   apply=lambda rows, values: rows.filter(substitute="substitute" in values)),
            Filter("when", _("Lúc nào"), lambda: WHEN, apply=lambda rows, values: at(rows, values, today)),
        ),
        search=("enterprise__name_key", "enterprise__code"),
        search_hint=_("tên doanh nghiệp"),
        presets=(Preset(_("Hiện nay"), "when=now"), Preset(_("Làm thay"), "kind=substitute"), Preset(_("Tất cả"), "")),
        empty=Empty(_("Chưa giao ai phụ trách."), _("Giao chuyên viên ở trang của từng doanh nghiệp.")),
        export_name="chuyen-vien-phu-trach",
    )  # fmt: skip


WHEN = [("now", _("Hiện nay")), ("before", _("Đã hết")), ("later", _("Sắp tới"))]


def at(rows: Any, values: tuple[str, ...], today: date) -> Any:
    """Rows with `since` and `until` that hold, have ended or begin later."""
    asked = {
        "now": Q(since__lte=today) & (Q(until=None) | Q(until__gt=today)),
        "before": Q(until__lte=today),
        "later": Q(since__gt=today),
    }
    return rows.filter(asked[values[0]]) if values and values[0] in asked else rows


def enterprise_url(row: Any) -> str:
    """The page of the enterprise that a row belongs to."""
    return reverse("enterprises:enterprise", args=[row.enterprise.code])


def groups_spec(today: date, *, may_form: bool) -> ListSpec:
    """Working groups, how many are in them today."""
    why = _("Chưa có tổ công tác nào trong phạm vi.")
    return ListSpec(
        title=_("Tổ công tác"),
        sort="name",
        columns=(
            Column("name", _("Tổ công tác"), lambda row: row.name, sort=("name", "code"),
                   link=lambda row: reverse("enterprises:group", args=[row.code])),
            Column("leader", _("Tổ trưởng"), lambda row: _leader(row, today)),
            Column("members", _("Số người"), lambda row: len(_today(row, today)), Kind.NUMBER),
            Column("since", _("Từ ngày"), lambda row: row.since, Kind.DATE, sort=("since",)),
            Column("until", _("Đến trước ngày"), lambda row: row.until, Kind.DATE, sort=("until",)),
            Column("code", _("Mã"), lambda row: row.code, sort=("code",), shown=False),
        ),
        search=("name", "code"),
        search_hint=_("tên tổ"),
        empty=Empty(why, _("Lập tổ công tác"), reverse("enterprises:group-add")) if may_form else Empty(why),
        export_name="to-cong-tac",
    )  # fmt: skip


def _today(group: WorkingGroup, today: date) -> list[Any]:
    rows = group.members  # type: ignore[attr-defined]
    return [row for row in rows if row.since <= today and (row.until is None or row.until > today)]


def _leader(group: WorkingGroup, today: date) -> str | None:
    return next((str(row.officer) for row in _today(group, today) if row.leads), None)
