"""The lists of roll calls, and of everybody of one."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.people.queries import EnterpriseName
from songhanh.presence.models import CallKind, RollCall
from songhanh.presence.presenters.roll_calls import Line

STATES = (("missing", gettext_lazy("Chưa có mặt")), ("present", gettext_lazy("Đã có mặt")))


def people_spec(call: RollCall, lines: Iterable[Line], *, named: bool) -> ListSpec:
    """The list of a call, the missing first."""

    def state(rows: Any, values: tuple[str, ...]) -> Any:
        return [row for row in rows if row.present is (values[0] == "present")]

    return ListSpec(
        title=_("Danh sách điểm danh"),
        columns=_people_columns(),
        sort="who",
        filters=(
            Filter("state", _("Trạng thái"), lambda: STATES, apply=state),
            Filter(
                "line", _("Tổ / chuyền"), lambda: [(each.name, each.name) for each in lines], field="line"
            ),
        ),
        presets=(
            Preset(_("Tất cả"), ""),
            Preset(_("Chưa có mặt"), "state=missing"),
            Preset(_("Đã có mặt"), "state=present"),
        ),
        search=("name", "code"),
        search_hint=_("tên hoặc mã") if named else _("mã"),
        empty=Empty(_("Không có ai khớp với điều kiện lọc.")),
        export_name=f"diem-danh-{call.enterprise.code}-{timezone.localdate(call.started_at):%Y%m%d}",
    )


def _people_columns() -> tuple[Column, ...]:
    return (
        Column("who", _("Người"), lambda row: row.who, sort=("order",), below=lambda row: row.code if row.name else ""),
        Column("code", _("Mã"), lambda row: row.code, sort=("code",), shown=False),
        Column("state", _("Trạng thái"), lambda row: row.state, Kind.STATE),
        Column("line", _("Tổ / chuyền"), lambda row: row.line, sort=("line", "order")),
        Column("kind", _("Loại"), lambda row: row.kind, shown=False),
        Column("seen", _("Điểm danh lúc"), lambda row: row.seen_at, Kind.MOMENT, sort=("seen_at", "order")),
        Column("point", _("Điểm tập kết"), lambda row: row.point),
        Column("by", _("Người điểm danh"), lambda row: row.by, shown=False),
        Column("gate", _("Vào ở chốt"), lambda row: row.gate),
        Column("since", _("Vào lúc"), lambda row: row.since, Kind.MOMENT, sort=("since", "order")),
        Column("uncertain", _("Ghi chú"), lambda row: _("có thể đã ra") if row.uncertain else ""),
    )  # fmt: skip


def call_spec(enterprises: Iterable[EnterpriseName]) -> ListSpec:
    """All calls, the newest first."""
    names = list(enterprises)
    where = (
        [Column("enterprise", _("Doanh nghiệp"), lambda row: str(row.enterprise))] if len(names) > 1 else []
    )
    return ListSpec(
        title=_("Các lần điểm danh"),
        columns=(
            Column("started", _("Bắt đầu lúc"), lambda row: row.started_at, Kind.MOMENT, sort=("started_at",),
                   link=lambda row: reverse("presence:roll-call", args=[row.uuid])),
            *where,
            Column("kind", _("Vì"), lambda row: row.get_kind_display(), below=lambda row: row.reason),
            Column("state", _("Trạng thái"), lambda row: "DONE" if row.closed_at else "WORKING", Kind.STATE),
            Column("expected", _("Trong danh sách"), lambda row: row.expected_count, Kind.NUMBER,
                   sort=("expected_count",)),
            Column("present", _("Có mặt"), _resulting("present_count"), Kind.NUMBER),
            Column("missing", _("Thiếu"), _resulting("missing_count"), Kind.NUMBER),
            Column("added", _("Thêm"), _resulting("added_count"), Kind.NUMBER),
            Column("closed", _("Kết thúc lúc"), lambda row: row.closed_at, Kind.MOMENT, sort=("closed_at",)),
        ),
        sort="-started",
        filters=(
            Filter("kind", _("Vì"), lambda: CallKind.choices, field="kind"),
            *([Filter("enterprise", _("Doanh nghiệp"), lambda: [(each.code, str(each)) for each in names],
                      field="enterprise__code")] if len(names) > 1 else []),
        ),
        empty=Empty(_("Chưa có lần điểm danh nào."), _("Diễn tập trước thì lúc thật mới nhanh.")),
        export_name="diem-danh",
    )  # fmt: skip


def _resulting(field: str) -> Callable[[RollCall], int | None]:
    """A count of the sealed result, once there is one."""
    return lambda row: getattr(getattr(row, "result", None), field, None)
