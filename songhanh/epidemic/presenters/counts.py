"""Counts of a run that may leave the authority: by line and by province of origin, small ones withheld."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from songhanh.core.files.export import ListColumn, ListSheet, about_list
from songhanh.core.templatetags.vietnamese import datetime as written
from songhanh.core.templatetags.vietnamese import number
from songhanh.definitions.disclosure import disclosure
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.result import Listed, Result
from songhanh.epidemic.presenters.contacts import province
from songhanh.rules.disclosure import total_withheld, withheld
from songhanh.rules.tracing.definition import Tier

Count = int | None
TIERS = (Tier.F1, Tier.F2)
FOLDED = 3  # so many rows without a figure become one


@dataclass(frozen=True, slots=True)
class CountRow:
    """One line or province; None is withheld. `key` is empty for people of whom it is not known."""

    key: str
    f1: Count
    f2: Count


@dataclass(frozen=True, slots=True)
class CountTable:
    """Rows by key; totals stand in `total`."""

    title: str
    head: str
    rows: tuple[CountRow, ...]
    total: CountRow


def count_tables(result: Result, names: Mapping[str, str] | None = None) -> tuple[CountTable, CountTable]:
    """By line (with its enterprise, by its name where `names` has it) and by province."""
    called = names or {}

    def line(each: Listed) -> str:
        enterprise = called.get(each.enterprise, each.enterprise)
        return " · ".join(part for part in (enterprise, each.line_name) if part)

    return (
        _table(result, _("Theo tổ, chuyền"), _("Doanh nghiệp · tổ, chuyền"), line),
        _table(result, _("Theo tỉnh quê quán"), _("Tỉnh quê quán"), lambda each: province(each.province)),
    )


def count_sheet(run: TracingRun, tables: tuple[CountTable, ...]) -> ListSheet:
    """The same as a file."""
    heads = (_("Bảng"), _("Nhóm"), "F1", "F2")
    rows = [
        [table.title, row.key, shown(row.f1), shown(row.f2)]
        for table in tables
        for row in (*table.rows, table.total)
    ]
    as_of = _("Truy vết lúc %(at)s") % {"at": written(run.made_at)}
    return ListSheet(
        name=run.code,
        columns=[ListColumn(head, 32 if place < 2 else 12) for place, head in enumerate(heads)],
        rows=rows,
        about=about_list(_("Số người tiếp xúc, %(code)s") % {"code": run.code}, (), as_of, rule_words()),
    )


def shown(count: Count) -> Any:
    """«(ẩn)» for what is withheld."""
    return _("(ẩn)") if count is None else count


def rule_words() -> str:
    """What is withheld, and that it is our own rule."""
    return _("Số từ 1 đến %(most)s được ẩn, cùng số nào tính ngược ra được; ngưỡng do Song Hành đặt.") % {
        "most": number(disclosure().least - 1)
    }


def _table(result: Result, title: str, head: str, key: Callable[[Listed], str]) -> CountTable:
    counts = {tier: Counter[str]() for tier in TIERS}
    for tier, met in zip(TIERS, (result.traced.f1, result.traced.f2), strict=True):
        counts[tier].update(key(result.people[person]) for person in met.person.tolist())
    least = disclosure().least
    keys = sorted(set().union(*counts.values()))
    told = {tier: withheld({each: counts[tier][each] for each in keys}, least) for tier in TIERS}
    rows = [CountRow(each or _("chưa rõ"), told[Tier.F1][each], told[Tier.F2][each]) for each in keys]
    totals = [total_withheld(list(counts[tier].values()), least) for tier in TIERS]
    return CountTable(title, head, _folded(rows), CountRow(_("Tất cả"), *totals))


def _folded(rows: list[CountRow]) -> tuple[CountRow, ...]:
    """Groups of which nothing is told stand in one row, without their sum: with others withheld it could tell."""
    silent = [row for row in rows if not row.f1 and not row.f2]
    if len(silent) < FOLDED:
        return tuple(rows)
    told = [row for row in rows if row not in silent]
    f1, f2 = (
        None if None in counts else 0 for counts in zip(*((row.f1, row.f2) for row in silent), strict=True)
    )
    return (*told, CountRow(_("%(count)s nhóm khác") % {"count": number(len(silent))}, f1, f2))
