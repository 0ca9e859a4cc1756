"""The list of passes."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.gate.models import Kind as PassKind
from songhanh.gate.models import Pass
from songhanh.gate.presenters.columns import by_enterprise, of_enterprise
from songhanh.gate.presenters.rows import Viewer, pass_state
from songhanh.people.models import Employment
from songhanh.people.queries import EnterpriseName, valid_on
from songhanh.people.queries.lines import Line, lines_called, of_lines

OPEN = (("open", _("Đang dùng")), ("revoked", _("Đã thu hồi")), ("ended", _("Hết hạn")))


def with_work(rows: Any, on: date) -> Any:
    """Passes with `workshop`, `line` and `shift` of their holders on a day."""
    work = Employment.objects.filter(valid_on(on), stay=OuterRef("stay"))
    return rows.annotate(**{name: Subquery(work.values(name)[:1]) for name in ("workshop", "line", "shift")})


def pass_spec(viewer: Viewer, chosen: EnterpriseName | None, lines: list[Line]) -> ListSpec:
    """All passes; lines can be chosen once one enterprise is."""
    return ListSpec(
        title=_("Thẻ QR"),
        columns=_pass_columns(viewer),
        sort="label",
        filters=_filters(viewer, chosen, lines),
        find=lambda rows, text: rows.filter(label__icontains=text),
        search_hint=_("mã ghi trên thẻ"),
        presets=(
            Preset(_("Tất cả"), ""),
            Preset(_("Đang dùng"), "state=open"),
            Preset(_("Đã thu hồi"), "state=revoked"),
        ),
        empty=Empty(
            _("Không có thẻ nào khớp với điều kiện lọc."),
            _("Bỏ bớt điều kiện, hoặc cấp thẻ cho người chưa có."),
        ),
        export_name="the-qr",
    )


def _filters(viewer: Viewer, chosen: EnterpriseName | None, lines: list[Line]) -> list[Filter]:
    def state(rows: Any, values: tuple[str, ...]) -> Any:
        if values[0] == "revoked":
            return rows.filter(revoked_at__isnull=False)
        rows = rows.filter(revoked_at=None)
        return (
            rows.filter(valid_until__gt=viewer.today)
            if values[0] == "open"
            else rows.filter(valid_until__lte=viewer.today)
        )

    def line(rows: Any, values: tuple[str, ...]) -> Any:
        of_it = of_lines(lines_called(lines, values[0]))
        work = Employment.objects.filter(
            valid_on(viewer.today), of_it, enterprise_id=chosen.pk if chosen else 0
        )
        return rows.filter(stay__in=work.values("stay"))

    filters = [*by_enterprise(viewer)]
    if lines:
        options = [(str(each), str(each)) for each in lines]
        filters.append(Filter("line", _("Tổ / chuyền"), lambda: options, apply=line))
    filters += [
        Filter("kind", _("Loại thẻ"), lambda: PassKind.choices, field="kind"),
        Filter("state", _("Trạng thái"), lambda: OPEN, apply=state),
    ]
    return filters


def _pass_columns(viewer: Viewer) -> list[Column]:
    def link(row: Pass) -> str:
        return reverse("gate:pass", args=[row.uuid])

    return [
        Column(
            "label",
            _("Thẻ của"),
            lambda row: row.label,
            sort=("label",),
            link=link,
            below=lambda r: r.get_kind_display(),
        ),
        *of_enterprise(viewer),
        Column("line", _("Tổ / chuyền"), lambda row: row.line, below=lambda row: row.workshop),
        Column("shift", _("Ca"), lambda row: row.shift),
        Column("from", _("Từ ngày"), lambda row: row.valid_from, Kind.DATE, sort=("valid_from", "label")),
        Column("last", _("Đến hết ngày"), lambda row: row.last_day, Kind.DATE, sort=("valid_until", "label")),
        Column("state", _("Trạng thái"), lambda row: pass_state(row, viewer.today), Kind.STATE),
        Column("key", _("Khóa ký"), lambda row: str(row.key), shown=False),
    ]
