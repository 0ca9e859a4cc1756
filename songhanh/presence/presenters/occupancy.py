"""How many were where by half hour: a chart, and the same as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.charts.line import LineChart, Series
from songhanh.core.ui.charts.svg import Goal
from songhanh.core.ui.lists import Column, Empty, Kind, ListSpec
from songhanh.presence.presenters.days import person_url
from songhanh.presence.queries.numbers import Known
from songhanh.presence.queries.occupancy import Here, InPlace
from songhanh.presence.queries.places import PlaceWords


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of a day; `hours` is the time of all people there together."""

    name: str
    kind: str
    people: int
    most: int
    hours: float
    url: str


@dataclass(frozen=True, slots=True)
class HereRow:
    """Somebody in a place from until."""

    who: str
    start: str
    end: str
    url: str


def chart(counts: Sequence[int], what: str) -> LineChart:
    """By half hour over the day."""
    most = max(counts, default=0)
    at = counts.index(most) if most else 0
    step = _step(most)
    ticks = [(float(value), number(value)) for value in range(0, most + step, step)]
    sentence = _("%(what)s theo nửa giờ: nhiều nhất %(most)s người lúc %(at)s.") % {
        "what": what, "most": number(most), "at": half_hour(at),
    }  # fmt: skip
    return LineChart([Series(list(counts), Goal.SAFETY)], ticks, "00:00", "24:00", sentence, width=880)


def table(counts: Sequence[int]) -> list[tuple[str, int]]:
    """(half hour, people), without the empty hours before the first and after the last."""
    filled = [place for place, count in enumerate(counts) if count]
    if not filled:
        return []
    return [(half_hour(place), counts[place]) for place in range(filled[0], filled[-1] + 1)]


def place_spec(what: str) -> ListSpec:
    """Places of a day."""
    return ListSpec(
        title=what,
        columns=(
            Column("name", gettext_lazy("Nơi"), lambda row: row.name, sort=("name", "kind"),
                   link=lambda row: row.url),
            Column("kind", gettext_lazy("Loại"), lambda row: row.kind, sort=("kind", "name")),
            Column("people", gettext_lazy("Người trong ngày"), lambda row: row.people, Kind.NUMBER,
                   sort=("people", "name"), first_down=True),
            Column("most", gettext_lazy("Cùng lúc nhiều nhất"), lambda row: row.most, Kind.NUMBER,
                   sort=("most", "name"), first_down=True),
            Column("hours", gettext_lazy("Giờ người"), lambda row: row.hours, Kind.NUMBER, places=1,
                   sort=("hours", "name"), first_down=True),
        ),
        sort="-people",
        search=("name",),
        search_hint=gettext_lazy("tên nơi"),
        empty=Empty(gettext_lazy("Không ai có mặt trong ngày này.")),
        export_name="mat-do",
    )  # fmt: skip


def here_spec(what: str) -> ListSpec:
    """Who was in a place, by code."""
    return ListSpec(
        title=what,
        columns=(
            Column("who", gettext_lazy("Mã"), lambda row: row.who, sort=("who", "start"), link=lambda row: row.url),
            Column("start", gettext_lazy("Từ"), lambda row: row.start, sort=("start", "who")),
            Column("end", gettext_lazy("Đến"), lambda row: row.end, sort=("end", "who")),
        ),
        sort="start",
        search=("who",),
        search_hint=gettext_lazy("mã người lao động"),
        empty=Empty(gettext_lazy("Không ai có mặt trong ngày này.")),
        note=gettext_lazy("Theo mã, không nêu tên. Lần xem này đã ghi vào nhật ký."),
        export_name="ai-da-o-day",
    )  # fmt: skip


def here_rows(found: Iterable[Here], known: Mapping[int, Known], day: date) -> list[HereRow]:
    """In words; who is no longer known by a code stands without one."""
    rows = []
    for each in found:
        who = known.get(each.number)
        url = person_url(who.stay, day) if who and who.stay else ""
        code = who.employee_code if who and who.employee_code else _("Không còn trong danh sách")
        rows.append(HereRow(code, clock(each.start), clock(each.end), url))
    return rows


def half_hour(place: int) -> str:
    """06:30 for the fourteenth."""
    return f"{place // 2:02d}:{place % 2 * 30:02d}"


def place_row(found: InPlace, words: PlaceWords, kind: str, url: str) -> PlaceRow:
    """With its words."""
    name = f"{words.within} · {words.name}" if words.within else words.name
    return PlaceRow(name, kind, found.people, found.most, round(found.seconds / 3600, 1), url)


def _step(most: int) -> int:
    """Three to five gridlines at round numbers."""
    for power in (1, 10, 100, 1_000, 10_000, 100_000):
        for step in (1, 2, 5):
            if most <= step * power * 4:
                return step * power
    return 1_000_000


def clock(seconds: int) -> str:
    """06:05 for a second of the day; its end is 24:00."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
