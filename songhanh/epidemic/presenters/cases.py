"""Cases as rows of a list and as facts of a page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import Case
from songhanh.people.models import Employment

OPEN = (("open", _("Đang mở")), ("withdrawn", _("Đã rút")), ("erased", _("Đã xóa")))


def case_state(case: Case) -> tuple[str, Any] | str:
    """A key of `ui.states`."""
    if case.erased_at is not None:
        return "EXPIRED"
    return "CANCELLED" if case.withdrawn_at is not None else "ACTIVE"


def case_spec(enterprises: Sequence[Enterprise]) -> ListSpec:
    """All cases, the newest first; nobody is named, not even by a code."""

    def state(rows: Any, values: tuple[str, ...]) -> Any:
        if values[0] == "erased":
            return rows.filter(erased_at__isnull=False)
        return rows.filter(erased_at=None, withdrawn_at__isnull=values[0] == "open")

    return ListSpec(
        title=_("Ca bệnh"),
        columns=(
            Column("code", _("Mã"), lambda row: row.code, sort=("code",),
                   link=lambda row: reverse("epidemic:case", args=[row.uuid])),
            Column("enterprise", _("Doanh nghiệp"), lambda row: str(row.enterprise),
                   sort=("enterprise__name_key", "pk")),
            Column("onset", _("Ngày khởi phát"), lambda row: row.onset_on, Kind.DATE, sort=("onset_on", "pk")),
            Column("sampled", _("Ngày lấy mẫu"), lambda row: row.sampled_on, Kind.DATE, sort=("sampled_on", "pk")),
            Column("isolated", _("Ngày cách ly"), lambda row: row.isolated_on, Kind.DATE),
            Column("entered", _("Nhập lúc"), lambda row: row.entered_at, Kind.MOMENT, sort=("entered_at", "pk")),
            Column("by", _("Người nhập"), lambda row: row.entered_by, shown=False),
            Column("state", _("Trạng thái"), case_state, Kind.STATE),
        ),
        sort="-entered",
        filters=(
            Filter("enterprise", _("Doanh nghiệp"), lambda: [(each.code, str(each)) for each in enterprises],
                   field="enterprise__code"),
            Filter("state", _("Trạng thái"), lambda: OPEN, apply=state),
        ),
        find=lambda rows, text: rows.filter(code__icontains=text),
        search_hint=_("mã ca"),
        presets=(Preset(_("Tất cả"), ""), Preset(_("Đang mở"), "state=open")),
        empty=Empty(_("Không có ca bệnh nào khớp với điều kiện lọc.")),
        export_name="ca-benh",
    )  # fmt: skip


def case_facts(case: Case, *, named: bool) -> list[tuple[Any, Any]]:
    """(label, value) pairs; the name only where it is open."""
    worker = _worker(case)
    facts = [
        (_("Mã người lao động"), worker.employee_code if worker else ""),
        (_("Họ và tên"), _name(worker) if named else _now("(ẩn)")),
        (_("Doanh nghiệp"), str(case.enterprise)),
        (_("Tổ / chuyền"), worker.line_name if worker else ""),
        (_("Ca làm việc"), worker.shift if worker else ""),
        (_("Ngày khởi phát"), case.onset_on),
        (_("Ngày lấy mẫu dương tính"), case.sampled_on),
        (_("Ngày được cách ly"), case.isolated_on),
        (_("Ghi chú"), case.note),
        (_("Lý do rút"), case.withdrawn_for),
    ]
    return facts if case.withdrawn_at is not None else facts[:-1]


def _worker(case: Case) -> Employment | None:
    if case.stay is None:
        return None
    return Employment.objects.filter(stay=case.stay).order_by("-since").first()


def _name(worker: Employment | None) -> str:
    return worker.full_name if worker is not None and worker.full_name else _now("(đã xóa)")
