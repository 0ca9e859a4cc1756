"""Runs as rows of a list, and the strip of figures above one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.lists import Column, Empty, Kind, ListSpec
from songhanh.definitions.contacts import OURS
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.definition import restored


def run_spec() -> ListSpec:
    """All runs, the newest first."""
    return ListSpec(
        title=_("Lần truy vết"),
        columns=(
            Column("code", _("Mã"), lambda row: row.code, sort=("pk",),
                   link=lambda row: reverse("epidemic:run", args=[row.uuid])),
            Column("made", _("Lúc"), lambda row: row.made_at, Kind.MOMENT, sort=("made_at",)),
            Column("definition", _("Định nghĩa tiếp xúc"), definition_words),
            Column("cases", "F0", lambda row: row.cases, Kind.NUMBER, sort=("cases",)),
            Column("f1", "F1", lambda row: row.f1, Kind.NUMBER, sort=("f1",), first_down=True),
            Column("f2", "F2", lambda row: row.f2, Kind.NUMBER, sort=("f2",), first_down=True),
            Column("asks", _("Chưa rõ"), lambda row: row.f1_uncertain + row.f2_uncertain, Kind.NUMBER),
            Column("by", _("Người chạy"), lambda row: row.made_by),
            Column("ms", _("Mili giây"), lambda row: row.elapsed_ms, Kind.NUMBER, places=1, shown=False),
        ),
        sort="-made",
        empty=Empty(_("Chưa truy vết lần nào."), _("Nhập ca bệnh rồi truy vết từ trang của ca.")),
    )  # fmt: skip


def definition_words(run: TracingRun) -> str:
    """«11042/BYT-DP»; ours says that it is no regulation's."""
    document = restored(run.definition).document
    return (
        _now("%(document)s, không phải quy định") % {"document": document}
        if run.definition_code == OURS
        else document
    )


def summary(run: TracingRun) -> list[tuple[Any, str, Any]]:
    """(label, value, beside) of the figures that stay, whatever becomes of the list."""
    unclear = _("%(count)s chưa rõ")
    return [
        (_("F0 đã truy vết"), number(run.cases - run.unseen), _unseen(run)),
        ("F1", number(run.f1), unclear % {"count": number(run.f1_uncertain)} if run.f1_uncertain else ""),
        ("F2", number(run.f2), unclear % {"count": number(run.f2_uncertain)} if run.f2_uncertain else ""),
        (_("Định nghĩa"), definition_words(run), ""),
        (_("Ngày đã tìm"), number(len(run.days)), ""),
    ]


def _unseen(run: TracingRun) -> str:
    return _now("%(count)s ca chưa từng có mặt") % {"count": number(run.unseen)} if run.unseen else ""
