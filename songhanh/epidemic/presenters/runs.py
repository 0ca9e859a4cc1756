"""Runs as rows of a list, the strip of figures above one, what it was sealed with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.templatetags.vietnamese import date_vn, number
from songhanh.core.ui.lists import Column, Empty, Kind, ListSpec
from songhanh.definitions.contacts import OURS
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.definition import restored
from songhanh.epidemic.models.result import Result
from songhanh.rules.tracing.definition import ContactDefinition
from songhanh.rules.tracing.window import EPOCH

MIDNIGHT = datetime.combine(EPOCH, datetime.min.time())


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A case as it was traced: its code, its window in local time, whether presence knew it."""

    code: str
    since: datetime
    until: datetime
    seen: bool


def run_spec() -> ListSpec:
    """All runs, the newest first."""
    return ListSpec(
        title=_("Lần truy vết"),
        columns=(
            Column("code", _("Mã"), lambda row: row.code, sort=("pk",),
                   link=lambda row: reverse("epidemic:run", args=[row.uuid]),
                   below=lambda row: _now("lại %(code)s") % {"code": row.repeats} if row.repeats else ""),
            Column("made", _("Lúc"), lambda row: row.made_at, Kind.MOMENT, sort=("made_at", "pk")),
            Column("definition", _("Định nghĩa tiếp xúc"), definition_words),
            Column("cases", "F0", lambda row: row.cases, Kind.NUMBER, sort=("cases",)),
            Column("f1", "F1", lambda row: row.f1, Kind.NUMBER, sort=("f1",), first_down=True),
            Column("f2", "F2", lambda row: row.f2, Kind.NUMBER, sort=("f2",), first_down=True),
            Column("asks", _("Chưa rõ"), lambda row: row.f1_uncertain + row.f2_uncertain, Kind.NUMBER),
            Column("by", _("Người chạy"), lambda row: row.made_by),
            Column("ms", _("Mili giây"), lambda row: row.elapsed_ms, Kind.NUMBER, places=1, shown=False),
        ),
        sort="-made",
        find=lambda rows, text: rows.filter(code__icontains=text),
        search_hint=_("mã lần truy vết"),
        empty=Empty(_("Chưa truy vết lần nào."), _("Nhập ca bệnh rồi truy vết từ trang của ca.")),
        export_name="lan-truy-vet",
    )  # fmt: skip


def definition_words(run: TracingRun) -> str:
    """«11042/BYT-DP»; ours says that it is no regulation's."""
    if run.definition_code == OURS:
        return _now("Mặc định của Song Hành, không phải quy định")
    return restored(run.definition).document


def summary(run: TracingRun) -> list[tuple[Any, str, Any]]:
    """(label, value, beside) of the figures that stay, whatever becomes of the list."""
    return [
        ("F0", number(run.cases), _unseen(run)),
        ("F1", number(run.f1), _unclear(run.f1_uncertain)),
        ("F2", number(run.f2) if run.tiers > 1 else _now("không tìm"), _unclear(run.f2_uncertain)),
        (_("Định nghĩa"), definition_words(run), ""),
    ]


def seal_facts(run: TracingRun) -> list[tuple[Any, str]]:
    """What the run was made with, in words and hashes."""
    definition = restored(run.definition)
    days = [date.fromisoformat(day) for day in run.days]
    searched = _now("%(count)s ngày, %(first)s đến %(last)s") % {
        "count": number(len(days)),
        "first": date_vn(days[0]),
        "last": date_vn(days[-1]),
    }
    return [
        (_("Định nghĩa tiếp xúc"), definition_words(run)),
        (_("Áp dụng từ"), date_vn(definition.since)),
        (_("Nguồn"), _source(definition)),
        (_("Dấu của định nghĩa"), run.definition_hash[:16]),
        (_("Có thể lây trước khởi phát"), _now("%(days)s ngày trước đó") % {"days": run.days_before}),
        (_("Ngày đã tìm"), searched),
        (_("Dữ liệu có mặt"), _now("bản %(serial)s, dấu %(mark)s") % {
            "serial": run.snapshot_serial, "mark": run.snapshot_hash[:16]}),
        (_("Bộ máy tính"), _now("%(engine)s, %(ms)s mili giây") % {
            "engine": run.engine, "ms": number(run.elapsed_ms, 1)}),
        (_("Dấu của danh sách"), run.result_hash[:16]),
        (_("Người chạy"), str(run.made_by or "")),
    ]  # fmt: skip


def _source(definition: ContactDefinition) -> str:
    return (
        _now("Song Hành đặt, không phải quy định của cơ quan nào") if definition.ours else definition.source
    )


def index_rows(result: Result) -> list[IndexRow]:
    """The cases with their windows."""
    return [IndexRow(each.case, local(each.since), local(each.until), each.seen) for each in result.cases]


def local(moment: int) -> datetime:
    """A moment of presence as a datetime that shows local time."""
    return MIDNIGHT + timedelta(seconds=moment)


def _unclear(count: int) -> str:
    return _now("%(count)s chưa rõ") % {"count": number(count)} if count else ""


def _unseen(run: TracingRun) -> str:
    return _now("%(count)s ca chưa từng có mặt") % {"count": number(run.unseen)} if run.unseen else ""
