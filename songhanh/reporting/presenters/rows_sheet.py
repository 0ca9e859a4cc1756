"""The rows behind a figure as a workbook."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.translation import gettext as _

from songhanh.core.files.export import (
    DATE_FORMAT,
    TIME_FORMAT,
    ListColumn,
    ListSheet,
    Value,
    about_list,
    write_xlsx,
)
from songhanh.core.templatetags.vietnamese import datetime as written
from songhanh.reporting.models import Figure, FigureKind
from songhanh.reporting.presenters.figures import ShownFigure
from songhanh.reporting.queries.names import period_words, spoken_unit
from songhanh.rules.exchange import is_foreign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_workbook(
    figure: ShownFigure, rows: QuerySet[Figure], *, period: str, as_of: datetime, snapshot: str
) -> FileResponse:
    """One line a number, with what was asked and as of when above them."""
    columns = (
        ListColumn(_("Mã doanh nghiệp"), 16),
        ListColumn(_("Doanh nghiệp"), 28),
        ListColumn(_("Khu công nghiệp"), 22),
        ListColumn(_("Kỳ"), 16),
        ListColumn(_("Từ ngày"), 12, DATE_FORMAT),
        ListColumn(_("Ô"), 22),
        ListColumn(f"{figure.label} ({spoken_unit(figure.unit)})", 20, "#,##0.#####"),
        ListColumn(_("Loại số"), 16),
        ListColumn(_("Số biên nhận"), 18),
        ListColumn(_("Chấp nhận lúc"), 18, TIME_FORMAT),
        *(_rate_columns() if is_foreign(figure.unit) else ()),
    )
    about = about_list(
        f"{figure.label}, {period}", (), _("Theo số liệu đã có đến %(at)s") % {"at": written(as_of)}, snapshot
    )
    sheet = ListSheet(
        name=figure.code[:31], columns=columns, rows=_lines(rows, is_foreign(figure.unit)), about=about
    )
    file = tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024)  # noqa: SIM115 (the answer closes it)
    write_xlsx(file, [sheet])  # type: ignore[arg-type]
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{figure.code}.xlsx", content_type=XLSX)


def _rate_columns() -> tuple[ListColumn, ...]:
    return ListColumn(_("Tỷ giá (đồng/USD)"), 16, "#,##0.##"), ListColumn(_("Nguồn tỷ giá"), 18)


def _lines(rows: QuerySet[Figure], foreign: bool) -> Iterator[tuple[Value, ...]]:
    kinds = {kind.value: str(kind.label) for kind in FigureKind}
    chosen = rows.order_by("enterprise__code", "period_from", "cell").values_list(
        "enterprise__code",
        "enterprise__short_name",
        "park__name",
        "obligation__period_code",
        "period_from",
        "cell",
        "value",
        "kind",
        "version__receipt",
        "known_from",
        "version__exchange_rate",
        "version__exchange_entry__source",
    )
    for row in chosen.iterator(2000):
        code, name, park, period, start, cell, value, kind, receipt, known_from, rate, source = row
        yield (
            code,
            name,
            park,
            period_words(period),
            start,
            cell,
            float(value),
            kinds[kind],
            receipt or "",
            known_from.replace(tzinfo=None),
            *(_rate(rate, source) if foreign else ()),
        )


def _rate(rate: Decimal | None, source: str | None) -> tuple[Value, Value]:
    """The rate that was sealed with the report, and whose word it is."""
    return (None, "") if rate is None else (float(rate), source or _("người nộp tự nhập"))
