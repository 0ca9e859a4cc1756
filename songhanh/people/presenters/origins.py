"""Workers by province of origin per enterprise: a table, and each enterprise's share as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from songhanh.core.files.export import ListColumn, ListSheet, Value, about_list
from songhanh.core.templatetags.vietnamese import date_vn, number, percent
from songhanh.core.templatetags.vietnamese import datetime as written_moment
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.people.queries import EnterpriseName, OriginCount, province_name

SHOWN = 8  # provinces with a column of their own; the rest is «Tỉnh khác»
LOOKS = (
    "fi-prod",
    "fi-prod2",
    "fi-prod3",
    "fi-ls",
)  # of the picture: the first three provinces, and all others


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One enterprise (or all): its heads by the table's provinces, in order."""

    code: str
    name: str
    total: int
    counts: tuple[int, ...]
    picture: Stack


@dataclass(frozen=True, slots=True)
class OriginTable:
    """`provinces` head the columns; the last two are the other provinces and those not stated."""

    provinces: tuple[str, ...]
    rows: tuple[OriginRow, ...]
    all: OriginRow
    finding: str


def origin_table(
    counts: Sequence[OriginCount], enterprises: Sequence[EnterpriseName], key: str, shown: int = SHOWN
) -> OriginTable:
    """The most frequent provinces first, `shown` of them with a column of their own; enterprises by size."""
    totals: dict[str, int] = {}
    for each in counts:
        totals[each.province] = totals.get(each.province, 0) + each.count
    named = sorted((code for code in totals if code), key=lambda code: -totals[code])
    columns, others = named[:shown], named[shown:]
    by_enterprise: dict[int, dict[str, int]] = {}
    for each in counts:
        by_enterprise.setdefault(each.enterprise_id, {})[each.province] = each.count
    heads = (*(_named(code, key) for code in columns), _("Tỉnh khác"), _("Chưa khai"))
    rows = [
        _row(each.code, each.name, by_enterprise[each.pk], columns, others, heads)
        for each in enterprises
        if each.pk in by_enterprise
    ]
    everyone = _row("", _("Tất cả"), totals, columns, others, heads)
    rows.sort(key=lambda row: (-row.total, row.code))
    return OriginTable(heads, tuple(rows), everyone, _finding(everyone, heads))


def _named(code: str, key: str) -> str:
    """The province's name; a new one among the old ones says that it is new: both may be called Ninh Bình."""
    name = province_name(code, key)
    return _("%(name)s (34 tỉnh)") % {"name": name} if code.startswith("new:") else name


def _row(
    code: str,
    name: str,
    counts: dict[str, int],
    columns: list[str],
    others: list[str],
    heads: tuple[str, ...],
) -> OriginRow:
    cells = (
        *(counts.get(province, 0) for province in columns),
        sum(counts.get(province, 0) for province in others),
        counts.get("", 0),
    )
    total = sum(cells)
    return OriginRow(code, name, total, cells, _picture(cells, heads, total))


def _picture(cells: tuple[int, ...], heads: tuple[str, ...], total: int) -> Stack:
    first = min(3, len(cells) - 2)
    sizes = [*cells[:first], total - sum(cells[:first])]
    names = [*heads[:first], _("còn lại")]
    looks = [*LOOKS[:first], LOOKS[3]]
    parts = [Part(name, size, look) for name, size, look in zip(names, sizes, looks, strict=True)]
    said = ", ".join(f"{name} {number(size)}" for name, size in zip(names, sizes, strict=True))
    return Stack(parts, said)


def _finding(everyone: OriginRow, heads: tuple[str, ...]) -> str:
    """The answer as a sentence."""
    if not everyone.total:
        return ""
    share = 100 * everyone.counts[0] / everyone.total
    return _("%(province)s đông nhất: %(share)s số lao động") % {
        "province": heads[0],
        "share": percent(share),
    }


def origin_sheet(table: OriginTable, on: date, catalogue_words: str, now: datetime) -> ListSheet:
    """A table of all provinces as a list to take away, the total last."""
    about = about_list(
        _("Lao động theo tỉnh quê quán"),
        [(_("Tại ngày"), date_vn(on)), (_("Địa giới"), catalogue_words)],
        _("Số liệu đến %(at)s") % {"at": written_moment(now)},
        "",
    )
    heads = (
        _("Mã doanh nghiệp"),
        _("Doanh nghiệp"),
        _("Tổng, người"),
        *table.provinces[:-2],
        table.provinces[-1],
    )
    columns = [ListColumn(head, 28 if place == 1 else 16) for place, head in enumerate(heads)]
    rows: list[list[Value]] = [
        [row.code, row.name, row.total, *row.counts[:-2], row.counts[-1]] for row in (*table.rows, table.all)
    ]
    return ListSheet(name=_("Danh sách"), columns=columns, rows=rows, about=about)
