"""Counts of rebuilt days and contradictions as lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.ui.lists import Column, Empty, Filter, Kind, ListSpec
from songhanh.people.queries import EnterpriseName
from songhanh.presence.models import Conflict, ConflictKind
from songhanh.presence.presenters.rosters import owner_columns, owner_filters
from songhanh.presence.queries.numbers import Known

COUNTS = (
    ("scans", gettext_lazy("Lượt quét")),
    ("placed", gettext_lazy("Đã tính")),
    ("doubled", gettext_lazy("Trùng nguồn")),
    ("undone", gettext_lazy("Hoàn tác")),
    ("refused", gettext_lazy("Bị từ chối")),
    ("unknown_pass", gettext_lazy("Thẻ không rõ")),
    ("unknown_code", gettext_lazy("Mã không rõ")),
    ("nobody", gettext_lazy("Không đọc được")),
    ("people", gettext_lazy("Người")),
    ("stays", gettext_lazy("Lượt có mặt")),
    ("supplied", gettext_lazy("Có bù giờ")),
)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One contradiction; who it is by code alone."""

    day: date
    kind: str
    words: str
    who: str
    enterprise: str
    enterprise_code: str
    at: datetime
    gate: str
    earlier: str
    url: str


def tally_spec(enterprises: Sequence[EnterpriseName]) -> ListSpec:
    """Every scan of a day stands in one of the counts."""
    counts = [
        Column(name, label, _field(name), Kind.NUMBER, sort=(name, "day"), first_down=True)
        for name, label in COUNTS
    ]
    return ListSpec(
        title=gettext_lazy("Dữ liệu từng ngày"),
        columns=(
            Column("day", gettext_lazy("Ngày"), lambda row: f"{row.day:%d/%m/%Y}", sort=("day", "enterprise__code")),
            *owner_columns(enterprises, "enterprise__name_key", lambda row: str(row.enterprise)),
            *counts,
            Column("rebuilt", gettext_lazy("Dựng lúc"), lambda row: row.rebuilt_at, Kind.MOMENT,
                   sort=("rebuilt_at", "pk"), shown=False),
        ),
        sort="-day",
        filters=owner_filters(enterprises, "enterprise__code"),
        empty=Empty(gettext_lazy("Chưa dựng ngày nào.")),
        note=gettext_lazy("Lượt quét của ngày = đã tính + trùng nguồn + hoàn tác + bị từ chối + không rõ của ai."),
        export_name="du-lieu-co-mat",
    )  # fmt: skip


def conflict_rows(
    found: Iterable[Conflict], known: Mapping[int, Known], gates: Mapping[str, str], *, may_open: bool
) -> list[ConflictRow]:
    """In words."""
    rows = []
    for each in found:
        who = known.get(each.number_id)
        earlier = ""
        if each.earlier_at is not None:
            place = gates.get(each.earlier_gate, _("nơi khác"))
            earlier = f"{each.earlier_at.astimezone():%H:%M:%S} · {place}"
        rows.append(
            ConflictRow(
                day=each.day,
                kind=each.kind,
                words=str(ConflictKind(each.kind).label),
                who=who.employee_code if who else _("Không còn trong danh sách"),
                enterprise=str(each.enterprise),
                enterprise_code=each.enterprise.code,
                at=each.at,
                gate=gates.get(each.gate, each.gate),
                earlier=earlier,
                url=person_url(who.stay, each.day) if may_open and who and who.stay else "",
            )
        )
    return rows


def conflict_spec(enterprises: Sequence[EnterpriseName]) -> ListSpec:
    """What scans contradict one another, found when all of them were there."""
    several = len(enterprises) > 1
    owner = [
        Column(
            "enterprise", gettext_lazy("Doanh nghiệp"), lambda row: row.enterprise, sort=("enterprise", "at")
        )
    ]
    return ListSpec(
        title=gettext_lazy("Mâu thuẫn"),
        columns=(
            Column("who", gettext_lazy("Mã"), lambda row: row.who, sort=("who", "at"), link=lambda row: row.url),
            *(owner if several else []),
            Column("words", gettext_lazy("Mâu thuẫn"), lambda row: row.words, sort=("words", "at")),
            Column("at", gettext_lazy("Lúc"), lambda row: row.at, Kind.MOMENT, sort=("at", "who")),
            Column("gate", gettext_lazy("Chốt"), lambda row: row.gate, sort=("gate", "at")),
            Column("earlier", gettext_lazy("Lượt trước"), lambda row: row.earlier),
        ),
        sort="-at",
        filters=(
            Filter("kind", gettext_lazy("Loại"), lambda: ConflictKind.choices, field="kind"),
            *owner_filters(enterprises, "enterprise_code"),
        ),
        search=("who",),
        search_hint=gettext_lazy("mã người lao động"),
        empty=Empty(gettext_lazy("Không có lượt quét nào mâu thuẫn trong ngày này.")),
        export_name="mau-thuan",
    )  # fmt: skip


def person_url(stay: UUID, day: date) -> str:
    """The page of a person's day."""
    return f"{reverse('presence:person', args=[stay])}?day={day.isoformat()}"


def _field(name: str) -> Any:
    return lambda row: getattr(row, name)
