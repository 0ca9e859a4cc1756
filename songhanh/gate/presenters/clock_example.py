"""Files that show how a time clock's export may look: invented codes, hours of yesterday."""

import io
from datetime import date, timedelta

from django.utils.translation import gettext as _

from songhanh.core.files.export import DATE_FORMAT, TEXT_FORMAT, ListColumn, ListSheet, Value, write_xlsx

CODES = ("NL-0001", "NL-0002", "NL-0003")
HOURS = (("07:31", "17:02"), ("07:28", "17:05"), ("21:55", "06:04"))
EXAMPLES = ("punches", "days")


def example_file(kind: str, today: date) -> bytes:
    """One row a punch, or (`days`) one row a day."""
    sheet = _days(today) if kind == "days" else _punches(today)
    out = io.BytesIO()
    write_xlsx(out, [sheet])
    return out.getvalue()


def _days(today: date) -> ListSheet:
    columns = [*_who_and_when(), _text(_("Giờ vào")), _text(_("Giờ ra"))]
    day = today - timedelta(days=2)
    rows: list[tuple[Value, ...]] = [
        (code, day, came, left) for code, (came, left) in zip(CODES, HOURS, strict=True)
    ]
    return ListSheet(_("Chấm công"), columns, rows)


def _punches(today: date) -> ListSheet:
    columns = [*_who_and_when(), _text(_("Giờ")), _text(_("Vào/Ra"))]
    day, ways = today - timedelta(days=2), (_("Vào"), _("Ra"))
    rows: list[tuple[Value, ...]] = []
    for code, hours in zip(CODES, HOURS, strict=True):
        for nth, (hour, way) in enumerate(zip(hours, ways, strict=True)):
            over_night = timedelta(days=1 if nth and hours[1] < hours[0] else 0)
            rows.append((code, day + over_night, hour, way))
    return ListSheet(_("Chấm công"), columns, rows)


def _who_and_when() -> list[ListColumn]:
    return [_text(_("Mã NLĐ")), ListColumn(_("Ngày"), 14, DATE_FORMAT)]


def _text(heading: str) -> ListColumn:
    return ListColumn(heading, 14, TEXT_FORMAT)
