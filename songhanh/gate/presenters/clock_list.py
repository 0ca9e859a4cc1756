"""The list of files of time clocks that were sent."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.gate.models import ClockImport, ClockState
from songhanh.gate.presenters.columns import by_enterprise, of_enterprise
from songhanh.gate.presenters.rows import Viewer

# Of a state of ours: the shape and colour it is shown in, and its words.
STATES: dict[str, tuple[str, str | Promise]] = {
    "RECEIVED": ("WAITING", _("Chưa kiểm tra")),
    "CHECKED": ("DRAFT", _("Chưa ghi")),
    "TAKEN": ("DONE", _("Đã ghi")),
    "DROPPED": ("EXEMPT", _("Đã bỏ")),
    "UNDONE": ("RETURNED", _("Đã hoàn tác")),
}


def clock_spec(viewer: Viewer) -> ListSpec:
    """Every file, the newest first."""

    def figure(name: str) -> Any:
        return lambda row: row.counts.get(name)

    return ListSpec(
        title=_("Tệp chấm công"),
        columns=(
            Column("file", _("Tệp"), lambda row: row.file_name,
                   link=lambda row: reverse("gate:clock", args=[row.uuid])),
            *of_enterprise(viewer),
            Column("sent", _("Gửi lúc"), lambda row: row.uploaded_at, Kind.MOMENT, sort=("uploaded_at", "pk")),
            Column("by", _("Người gửi"), lambda row: row.uploaded_by and str(row.uploaded_by)),
            Column("state", _("Trạng thái"), lambda row: str(STATES[row.state][1])),
            Column("punches", _("Lượt chấm"), figure("punches"), Kind.NUMBER),
            Column("stored", _("Ghi mới"), figure("stored"), Kind.NUMBER),
            Column("people", _("Người"), figure("people"), Kind.NUMBER),
            Column("wrong", _("Dòng lỗi"), figure("wrong"), Kind.NUMBER),
            Column("first", _("Lượt đầu"), lambda row: moment_of(row, "first_at"), Kind.MOMENT),
            Column("last", _("Lượt cuối"), lambda row: moment_of(row, "last_at"), Kind.MOMENT),
        ),
        sort="-sent",
        filters=(
            *by_enterprise(viewer),
            Filter("state", _("Trạng thái"), lambda: ClockState.choices, field="state"),
        ),
        empty=Empty(_("Chưa gửi tệp chấm công nào."), _("Máy chấm công xuất ra Excel hoặc CSV thì gửi ở đây.")),
        export_name="tep-cham-cong",
    )  # fmt: skip


def moment_of(import_: ClockImport, name: str) -> datetime | None:
    """When its first or last punch was (`first_at`, `last_at`)."""
    at = import_.counts.get(name)
    return None if at is None else datetime.fromtimestamp(at / 1000, UTC)
