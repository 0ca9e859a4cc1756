"""Workers by province of origin per enterprise: a table, and each enterprise's share as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number, percent
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.people.queries import EnterpriseName, OriginCount, province_name

SHOWN = 8  # provinces with a column of their own; the rest is «Tỉnh khác»
LOOKS = (
    "fi-prod",
    "fi-prod2",
    "fi-prod3",
    "hatch",
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
    counts: Sequence[OriginCount], enterprises: Sequence[EnterpriseName], key: str
) -> OriginTable:
    """The most frequent provinces first; enterprises by size."""
    totals: dict[str, int] = {}
    for each in counts:
        totals[each.province] = totals.get(each.province, 0) + each.count
    named = sorted((code for code in totals if code), key=lambda code: -totals[code])
    columns, others = named[:SHOWN], named[SHOWN:]
    by_enterprise: dict[int, dict[str, int]] = {}
    for each in counts:
        by_enterprise.setdefault(each.enterprise_id, {})[each.province] = each.count
    heads = (*(province_name(code, key) for code in columns), _("Tỉnh khác"), _("Chưa khai"))
    rows = [
        _row(each.code, each.name, by_enterprise[each.pk], columns, others, heads)
        for each in enterprises
        if each.pk in by_enterprise
    ]
    everyone = _row("", _("Tất cả"), totals, columns, others, heads)
    rows.sort(key=lambda row: (-row.total, row.code))
    return OriginTable(heads, tuple(rows), everyone, _finding(everyone, heads))


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
