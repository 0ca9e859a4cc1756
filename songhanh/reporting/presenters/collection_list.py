"""«Ai chưa nộp» as a list page: its columns, filters, tabs and the bar above ticked rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.templatetags.components import history, icon, progress
from songhanh.core.templatetags.vietnamese import datetime
from songhanh.core.ui.lists import Batch, Column, Empty, Filter, Kind, ListSpec, Preset
from songhanh.core.ui.states import STATES
from songhanh.reporting.presenters.collection import NOT_FILED, WATCH, CollectionRow
from songhanh.reporting.presenters.timing import TIMINGS, WORDS

NBSP = "\u00a0"  # these cells stand in one line
STATES_SHOWN = ("NOT_OPENED", "DRAFT", "RETURNED", "SUBMITTED", "ACCEPTED", "EXEMPT")
MISSING_QUERY = [("state", state) for state in STATES_SHOWN if state in NOT_FILED]


ANY = "-any-"  # stands for the owner in an address that is looked up once for all rows


@lru_cache(maxsize=256)
def _address(page: str, *args: str) -> str:
    """Addresses never change while the program runs, and a page of rows needs hundreds."""
    return reverse(f"reporting:{page}", args=args)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the list stands: form, period, who reads it, whether the reader collects."""

    form_code: str
    period_code: str
    title: str
    reader: int | None
    may_collect: bool
    accepting: bool  # only waiting reports are shown: the bar offers to accept them

    def url(self, page: str = "collection") -> str:
        """One of the collection's pages."""
        return _address(page, self.form_code, self.period_code)

    def review_url(self, row: CollectionRow) -> str:
        """The report's page for the Board."""
        return _address("review", self.form_code, self.period_code, ANY).replace(ANY, quote(row.owner))


def collection_spec(rows: Sequence[CollectionRow], place: Place) -> ListSpec:
    """The list page over `rows`."""
    return ListSpec(
        title=place.title,
        columns=[*_columns(place), *_acts(place)],
        sort="-weight",
        filters=_filters(rows, place),
        search=("key",),
        search_hint=gettext_lazy("tên, mã số thuế"),
        presets=_presets(place),
        batch=_batch(place),
        empty=Empty(
            gettext_lazy("Không có báo cáo nào như vậy trong kỳ này."),
            gettext_lazy("Xem tất cả"),
            place.url(),
        ),
        export_name=f"thu-bao-cao-{place.form_code.lower()}-{place.period_code}",
        note=gettext_lazy(
            "6 kỳ trước: ● đúng hạn, ▲ muộn, × không nộp, − được miễn. "
            "Cột Ghi chú do chuyên viên ghi, doanh nghiệp không thấy."
        ),
    )


def my_query(reader: int | None) -> str:
    """«Tôi phụ trách, chưa nộp» as a query string."""
    return urlencode([("officer", str(reader)), *MISSING_QUERY])


def _columns(place: Place) -> Iterable[Column]:
    yield Column(
        "enterprise",
        gettext_lazy("Doanh nghiệp"),
        lambda row: row.enterprise,
        sort=("enterprise",),
        link=place.review_url,
        below=_below,
    )
    yield Column("park", gettext_lazy("Khu"), lambda row: row.park, sort=("park", "enterprise"), shown=False)
    yield Column(
        "state",
        gettext_lazy("Trạng thái"),
        lambda row: (row.state, row.state_detail),
        Kind.STATE,
        sort=("state", "due_at"),
    )
    yield Column(
        "timing",
        gettext_lazy("Thời hạn"),
        lambda row: (row.timing, row.timing_detail) if row.timing else None,
        Kind.STATE,
        sort=("due_at",),
    )
    yield from _working(place)
    yield from _weighing()
    yield from _chasing()


def _working(place: Place) -> Iterable[Column]:
    yield Column("filled", gettext_lazy("Đã nhập"), _filled, sort=("filled",), below=_progress)
    yield Column("note", gettext_lazy("Ghi chú"), lambda row: row.note, below=partial(_write, place))


def _chasing() -> Iterable[Column]:
    yield Column(
        "history", gettext_lazy("6 kỳ trước"), _history, Kind.HTML, sort=("lateness",), first_down=True
    )
    yield Column("sign_in", gettext_lazy("Vào hệ thống lần cuối"), last_sign_in, sort=("last_sign_in",))
    yield Column(
        "reminders",
        gettext_lazy("Đã nhắc"),
        lambda row: row.reminders,
        Kind.NUMBER,
        sort=("reminders",),
        first_down=True,
    )
    yield Column(
        "officer", gettext_lazy("Chuyên viên"), lambda row: row.officer, sort=("officer",), shown=False
    )


def _weighing() -> Iterable[Column]:
    yield Column(
        "weight",
        gettext_lazy("Tỷ trọng DT"),
        lambda row: row.revenue_share,
        Kind.PERCENT,
        sort=("revenue_share", "workers_share"),
        first_down=True,
    )
    yield Column(
        "workers",
        gettext_lazy("Tỷ trọng LĐ"),
        lambda row: row.workers_share,
        Kind.PERCENT,
        sort=("workers_share",),
        first_down=True,
        shown=False,
    )


def _acts(place: Place) -> Iterable[Column]:
    yield Column("acts", gettext_lazy("Việc"), partial(_links, place), Kind.HTML)


def _links(place: Place, row: CollectionRow) -> SafeString:
    """The next acts of one row."""
    review = place.review_url(row)
    if not place.may_collect or row.state == "EXEMPT":
        return format_html('<a href="{}">{}</a>', review, _("Xem"))
    if row.filed:
        pairs = [(review, "", _("Duyệt") if row.state == "SUBMITTED" else _("Xem"))]
    else:
        pairs = [
            (_to(place, "calls", row), icon("phone"), _("Gọi")),
            (_to(place, "remind", row), "", _("Nhắc")),
            (_to(place, "extend", row), "", _("Gia hạn")),
        ]
    links = format_html_join("", '<a href="{}">{}{}</a>', pairs)
    return format_html('<span class="does nw noprint">{}</span>', links)


def _to(place: Place, page: str, row: CollectionRow) -> str:
    return f"{place.url(page)}?row={row.uuid}"


def _below(row: CollectionRow) -> str:
    return " · ".join(part for part in (row.project or row.trade, row.park.removeprefix("KCN ")) if part)


def _filled(row: CollectionRow) -> str | None:
    return None if row.state == "EXEMPT" else f"{row.filled}{NBSP}/{NBSP}{row.cells}"


def _progress(row: CollectionRow) -> SafeString | str:
    return "" if row.state == "EXEMPT" else progress(row.filled, row.cells)


def _write(place: Place, row: CollectionRow) -> SafeString | str:
    """The way to write or change a note; a written one keeps its column wide enough to be read."""
    if not place.may_collect or row.state == "EXEMPT":
        return format_html('<span class="{}"></span>', "memo") if row.note else ""
    words, css = (_("Sửa"), "memo") if row.note else (_("Ghi chú"), "nw")
    return format_html('<a class="{} noprint" href="{}">{}</a>', css, _to(place, "note", row), words)


def _history(row: CollectionRow) -> SafeString | None:
    return history(row.history) if row.history else None


def last_sign_in(row: CollectionRow) -> str:
    """When somebody of the enterprise last signed in, in words."""
    words = _("Chưa vào lần nào") if row.has_login else _("Chưa có tài khoản")
    return (datetime(row.last_sign_in) if row.last_sign_in else words).replace(" ", NBSP)


def _filters(rows: Sequence[CollectionRow], place: Place) -> tuple[Filter, ...]:
    parks = dict(sorted({(row.park_code, row.park) for row in rows}, key=lambda each: each[1]))
    officers = dict(sorted({(row.officer_id, row.officer) for row in rows}, key=lambda each: each[1]))
    return (
        Filter("park", gettext_lazy("Khu"), lambda: list(parks.items()), field="park_code"),
        Filter(
            "officer",
            gettext_lazy("Chuyên viên phụ trách"),
            lambda: [(code, _officer(code, name, place)) for code, name in officers.items()],
            field="officer_id",
        ),
        Filter(
            "state",
            gettext_lazy("Trạng thái"),
            lambda: [(code, STATES[code].word) for code in STATES_SHOWN],
            field="state",
            several=True,
        ),
        Filter("due", gettext_lazy("Thời hạn"), lambda: [(c, WORDS[c]) for c in TIMINGS], field="timing"),
        Filter("watch", gettext_lazy("Cần để ý"), lambda: list(WATCH.items()), apply=_watched),
    )


def _officer(code: str, name: str, place: Place) -> str:
    if not code:
        return _("Chưa giao ai")
    return _("%(name)s (tôi)") % {"name": name} if code == str(place.reader) else name


def _watched(rows: Sequence[CollectionRow], values: tuple[str, ...]) -> list[CollectionRow]:
    return [row for row in rows if row.watch & set(values)]


def _presets(place: Place) -> list[Preset]:
    mine = [Preset(gettext_lazy("Tôi phụ trách, chưa nộp"), my_query(place.reader))]
    return [
        *(mine if place.may_collect else []),
        Preset(gettext_lazy("Chưa nộp"), urlencode(MISSING_QUERY)),
        Preset(gettext_lazy("Trả lại quá 1 ngày"), "watch=returned"),
        Preset(gettext_lazy("Chờ duyệt"), "state=SUBMITTED"),
        Preset(gettext_lazy("Hay nộp muộn"), "watch=habit"),
        Preset(gettext_lazy("Tất cả"), ""),
    ]


def _batch(place: Place) -> Batch | None:
    if not place.may_collect:
        return None
    template = "reporting/_collection_accept.html" if place.accepting else "reporting/_collection_batch.html"
    weigh: Callable[[Any], float] = lambda row: float(row.revenue_share or 0)  # noqa: E731
    return Batch(lambda row: row.uuid, lambda row: row.enterprise, template, weigh)
