"""One person's day in words: scans, stays, places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songhanh.presence.models import ConflictKind
from songhanh.presence.queries.margins import DAY, MS, midnight
from songhanh.presence.queries.person_day import PersonDay
from songhanh.presence.queries.places import PlaceWords
from songhanh.rules.presence.stays import Ending

BEGAN = {
    Ending.SEEN: gettext_lazy("quét vào"),
    Ending.SHIFT: gettext_lazy("không thấy quét vào: tính từ đầu ca, trừ khoảng bù"),
    Ending.LONGEST: gettext_lazy("không thấy quét vào, không biết giờ ca: tính khoảng dài nhất"),
}
ENDED = {
    Ending.SEEN: gettext_lazy("quét ra"),
    Ending.SHIFT: gettext_lazy("không thấy quét ra: tính đến hết ca, cộng khoảng bù"),
    Ending.LONGEST: gettext_lazy("không thấy quét ra, không biết giờ ca: tính khoảng dài nhất"),
    Ending.AGAIN: gettext_lazy("không thấy quét ra: tính đến lúc quét vào lần nữa"),
    Ending.ELSEWHERE: gettext_lazy("không thấy quét ra: tính đến lúc thấy ở doanh nghiệp khác"),
    Ending.OPEN: gettext_lazy("đang ở trong"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: from, until, what, how it is known; `supplied` where nobody saw an end of it."""

    start: datetime
    end: datetime | None
    what: str
    how: str
    supplied: bool = False


def scans(found: PersonDay, gates: Mapping[str, str]) -> list[Line]:
    """Every passing of the day, by time, and what became of it."""
    begins, ends = midnight(found.sighted.day), midnight(found.sighted.day) + DAY
    used = {scan for stay in found.presence.stays for scan in (stay.entry, stay.exit) if scan}
    lines = []
    for name, each in found.passings.items():
        if not begins <= each.at < ends:
            continue
        way = {"IN": _("vào"), "OUT": _("ra")}.get(each.direction, _("không nói chiều"))
        source = _("máy chấm công") if each.source == "CLOCK" else gates.get(each.gate, each.gate)
        how = _("đã tính") if name in used else _("trùng với lượt của nguồn khác")
        lines.append(Line(_moment(each.at), None, f"{source}: {way}", how))
    return sorted(lines, key=lambda line: line.start)


def stays(found: PersonDay, enterprises: Mapping[str, str]) -> list[Line]:
    """Every stay that reaches into the day."""
    begins, ends = midnight(found.sighted.day), midnight(found.sighted.day) + DAY
    return [
        Line(
            _moment(each.start),
            _moment(each.end),
            enterprises.get(each.enterprise, each.enterprise),
            f"{BEGAN[each.began]}; {ENDED[each.ended]}",
            each.supplied,
        )
        for each in found.presence.stays
        if each.start < ends and each.end > begins
    ]


def places(found: PersonDay, words: Mapping[str, PlaceWords]) -> list[Line]:
    """Where he was within the day, the places outside the gate too."""
    begins, ends = midnight(found.sighted.day), midnight(found.sighted.day) + DAY
    lines = []
    for each in found.presence.places:
        if each.start >= ends or each.end <= begins:
            continue
        named = words.get(each.place or each.enterprise)
        what = (
            f"{named.within} · {named.name}"
            if named and named.within
            else (named.name if named else each.place)
        )
        how = _("theo phân nơi, không ai thấy một đầu") if each.supplied else _("theo lượt quét và phân nơi")
        start, end = _moment(max(each.start, begins)), _moment(min(each.end, ends))
        lines.append(Line(start, end, what, how, each.supplied))
    return sorted(lines, key=lambda line: line.start)


def conflicts(found: PersonDay, gates: Mapping[str, str]) -> list[Line]:
    """What contradicts on the day."""
    begins, ends = midnight(found.sighted.day), midnight(found.sighted.day) + DAY
    lines = []
    for each in found.presence.conflicts:
        if begins <= each.at < ends:
            gate = found.passings[each.scan].gate
            words = str(ConflictKind(each.kind.value).label)
            lines.append(Line(_moment(each.at), None, words, gates.get(gate, gate)))
    return lines


def place_codes(found: PersonDay) -> set[str]:
    """The places that `places` names."""
    return {each.place or each.enterprise for each in found.presence.places}


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / MS, timezone.get_current_timezone())
