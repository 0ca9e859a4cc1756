"""Rosters and plans of lines as lists."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.gate.models import Place
from songhanh.people.models.employment import line_name
from songhanh.people.queries import EnterpriseName
from songhanh.presence.models import Roster, RosterFor
from songhanh.presence.queries.lines import LineHeads

DAYS_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def owner_columns(enterprises: Sequence[EnterpriseName], path: str, value: Any) -> list[Column]:
    """Whose it is, where more than one enterprise is in sight."""
    if len(enterprises) < 2:
        return []
    return [Column("enterprise", gettext_lazy("Doanh nghiệp"), value, sort=(path, "pk"))]


def owner_filters(enterprises: Sequence[EnterpriseName], field: str) -> list[Filter]:
    """To choose one of them."""
    if len(enterprises) < 2:
        return []
    named = [(each.code, str(each)) for each in enterprises]
    return [Filter("enterprise", gettext_lazy("Doanh nghiệp"), lambda: named, field=field)]


def whom(row: Roster, codes: Mapping[UUID, str]) -> str:
    """The line and shift; a person by the code, for who may know it."""
    if row.for_whom == RosterFor.PERSON:
        return (codes.get(row.stay) if row.stay else "") or _("Một người lao động")
    if row.for_whom == RosterFor.SHIFT:
        return row.shift
    line = place_name(row.line) if row.line else ""
    return f"{line} · {row.shift}" if row.shift else line


def place_name(place: Place) -> str:
    """With its workshop."""
    return line_name(place.parent.name if place.parent else "", place.name)


def hours(row: Roster) -> str:
    """11:00–11:30."""
    return f"{row.starts_at:%H:%M}–{row.ends_at:%H:%M}"


def weekdays(row: Roster) -> str:
    """«mọi ngày» or T2 T3 …"""
    if row.weekdays == "1234567":
        return _("mọi ngày")
    return " ".join(DAYS_SHORT[int(each) - 1] for each in row.weekdays)


def last_day(row: Roster) -> date | None:
    """The last day it holds, where it has one."""
    return row.valid_until - timedelta(days=1) if row.valid_until else None


def roster_spec(enterprises: Sequence[EnterpriseName], codes: Mapping[UUID, str]) -> ListSpec:
    """All that were not withdrawn."""
    return ListSpec(
        title=gettext_lazy("Phân nơi"),
        columns=(
            Column("place", gettext_lazy("Nơi"), lambda row: str(row.place), sort=("place__name", "pk"),
                   below=lambda row: row.place.get_kind_display(),
                   link=lambda row: reverse("presence:roster", args=[row.uuid])),
            *owner_columns(enterprises, "enterprise__name_key", lambda row: str(row.enterprise)),
            Column("whom", gettext_lazy("Ai"), lambda row: whom(row, codes)),
            Column("hours", gettext_lazy("Giờ"), hours, sort=("starts_at", "pk")),
            Column("weekdays", gettext_lazy("Ngày"), weekdays),
            Column("from", gettext_lazy("Từ ngày"), lambda row: row.valid_from, Kind.DATE, sort=("valid_from", "pk")),
            Column("until", gettext_lazy("Đến hết ngày"), last_day, Kind.DATE, sort=("valid_until", "pk")),
        ),
        sort="place",
        filters=(
            *owner_filters(enterprises, "enterprise__code"),
            Filter("for", gettext_lazy("Áp dụng cho"), lambda: RosterFor.choices, field="for_whom"),
        ),
        empty=Empty(
            gettext_lazy("Chưa phân nơi nào: mỗi người được tính ở chuyền ghi trong danh sách lao động."),
            gettext_lazy("Phân ca ăn, phòng ở, chuyến xe để biết ai ở cùng ai."),
        ),
        export_name="phan-noi",
    )  # fmt: skip


def line_spec(several: bool) -> ListSpec:
    """Lines of a day with who has come and the plan."""
    owner = (
        [
            Column(
                "enterprise",
                gettext_lazy("Doanh nghiệp"),
                lambda row: row.enterprise,
                sort=("enterprise", "line"),
            )
        ]
        if several
        else []
    )
    return ListSpec(
        title=gettext_lazy("Quân số theo chuyền và ca"),
        columns=(
            Column("line", gettext_lazy("Tổ / chuyền"), _line, sort=("workshop", "line", "shift")),
            *owner,
            Column("shift", gettext_lazy("Ca"), lambda row: row.shift, sort=("shift", "workshop", "line")),
            Column("come", gettext_lazy("Đã vào"), lambda row: row.come, Kind.NUMBER, sort=("come", "line")),
            Column("planned", gettext_lazy("Kế hoạch"), lambda row: row.planned, Kind.NUMBER, sort=("planned", "line")),
            Column("minimum", gettext_lazy("Tối thiểu"), lambda row: row.minimum_crew, Kind.NUMBER,
                   sort=("minimum_crew", "line")),
            Column("registered", gettext_lazy("Danh sách"), lambda row: row.registered, Kind.NUMBER,
                   sort=("registered", "line")),
            Column("short", gettext_lazy("So với tối thiểu"), _short, sort=("short", "line"),
                   first_down=True),
        ),
        sort="line",
        filters=(
            Filter("short", gettext_lazy("Thiếu người"), lambda: [("True", _("Dưới mức tối thiểu"))], field="short"),
        ),
        empty=Empty(gettext_lazy("Chưa có chuyền nào có người."), gettext_lazy("Ghi tổ, chuyền ở danh sách lao động.")),
        export_name="quan-so-ca",
    )  # fmt: skip


def _line(row: LineHeads) -> str:
    return line_name(row.workshop, row.line) or _("Chưa ghi tổ, chuyền")


def _short(row: LineHeads) -> str:
    if row.minimum_crew is None:
        return _("chưa ghi mức tối thiểu")
    return _("thiếu %(count)s người") % {"count": row.minimum_crew - row.come} if row.short else _("đủ")
