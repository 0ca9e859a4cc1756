"""The unit network of a run: which places hold the exposed, for the picture and for the table beside it.

A unit is a place. Everybody stands in one only, the narrowest that was shared, so that marks add up to the lists.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median_low

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import number
from songhanh.epidemic.presenters.together import minutes_range
from songhanh.rules.tracing.definition import Tier

MOST_F1, MOST_F2 = 8, 10  # boxes drawn; those of F2 are shared out among the F1 boxes, each gets two
MOST_MARKS = 300  # above that a box says how many, and marks are left out
Key = tuple[Tier, str]


@dataclass(frozen=True, slots=True)
class Exposed:
    """One contact as pictures need it: `unit` is the code of the place, `minutes` those with all sources.

    `until` is with how many minutes asked the contact is still one (`units.stays_until`). `number` is that of presence;
    `code` is hidden where the reader may not tell the person apart (`masked`).
    """

    number: int
    code: str
    tier: Tier
    minutes: int
    certain: bool
    unit: str
    until: int
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A place and whom it exposed. `sources` of an F2 unit: codes of F1 units and how many F1 of each came there.

    `parts` are the codes of the units that one box stands for, where it stands for several.
    """

    tier: Tier
    code: str
    name: str
    people: tuple[Exposed, ...]
    url: str
    sources: tuple[tuple[str, int], ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def typical(self) -> int:
        """Minutes that half of them reach: the width of the line to it."""
        return median_low(each.minutes for each in self.people)

    @property
    def time(self) -> str:
        """«35 phút», «6 giờ – 8 giờ 10»."""
        return minutes_range(each.minutes for each in self.people)

    @property
    def uncertain(self) -> int:
        """Of how many presence cannot tell."""
        return sum(not each.certain for each in self.people)

    @property
    def counted(self) -> str:
        """«22 F1»."""
        return f"{number(len(self.people))} {self.tier}"

    @property
    def anchor(self) -> str:
        """Its name among the page's ids and in what the slider counts."""
        return f"{self.tier}:{self.code}"

    @property
    def html(self) -> SafeString:
        """Its row of the table: two hundred of them put together by the template take several times as long."""
        link = f'<a href="{escape(self.url)}" data-unit="{escape(self.anchor)}">{escape(self.name)}</a>'
        return mark_safe(
            f'<tr><th scope="row">{link}</th><td>{self.tier}</td>'
            f'<td class="num" data-count-of="{escape(self.anchor)}">{number(len(self.people))}</td>'
            f'<td class="num">{number(self.uncertain)}</td><td>{self.time}</td></tr>'
        )

    @property
    def said(self) -> str:
        """All of it in one sentence, for who does not see the picture."""
        return _("%(name)s: %(counted)s, ở cùng %(time)s. Mở danh sách.") % {
            "name": self.name,
            "counted": self.counted,
            "time": self.time,
        }


@dataclass(frozen=True, slots=True)
class Network:
    """`cases` are (code, address); units by size. `finding` is the panel's title, `sentence` the picture in words."""

    cases: tuple[tuple[str, str], ...]
    f1: tuple[Unit, ...]
    f2: tuple[Unit, ...]
    finding: str
    sentence: str

    @property
    def with_marks(self) -> bool:
        """Few enough to draw everybody."""
        return sum(len(unit.people) for unit in (*self.f1, *self.f2)) <= MOST_MARKS

    @property
    def rows(self) -> tuple[Unit, ...]:
        """The table that says the same."""
        return (*self.f1, *self.f2)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: at most MOST_F1 boxes, each with the F2 units that most of its people led to."""

    boxes: tuple[tuple[Unit | None, tuple[Unit, ...]], ...]


def network(
    cases: Sequence[tuple[str, str]],
    exposed: Iterable[Exposed],
    names: Mapping[str, str],
    came: Mapping[tuple[str, str], int],
    url_of: Callable[[Tier, str], str],
) -> Network:
    """`names` by the place's code; `came`: (F1 unit, place) → F1 people of that unit who were there later."""
    kept: dict[Key, list[Exposed]] = {}
    for each in exposed:
        kept.setdefault((each.tier, each.unit), []).append(each)
    led = _sources(came)
    units = [
        Unit(
            tier,
            code,
            names.get(code, code),
            tuple(sorted(people, key=lambda each: (-each.minutes, each.code, each.number))),
            url_of(tier, code),
            led.get(code, ()) if tier is Tier.F2 else (),
        )
        for (tier, code), people in kept.items()
    ]
    units.sort(key=lambda unit: (-len(unit.people), unit.name, unit.code))
    f1, f2 = (tuple(unit for unit in units if unit.tier is tier) for tier in (Tier.F1, Tier.F2))
    return Network(tuple(cases), f1, f2, _finding(f1, f2), _sentence(cases, f1, f2))


def picture(shown: Network, url_of: Callable[[Tier, str], str]) -> Picture:
    """Which boxes stand beside which: F2 units beside the F1 unit whose people led there most."""
    first = _shortened(shown.f1, MOST_F1, Tier.F1, url_of)
    drawn = {unit.code for unit in first}
    beside: dict[str, list[Unit]] = {}
    for unit in shown.f2:
        source = next((code for code, _n in unit.sources if code in drawn), "")
        beside.setdefault(source, []).append(unit)
    most = max(MOST_F2 // max(len(first), 1), 2)
    boxes: list[tuple[Unit | None, tuple[Unit, ...]]] = [
        (unit, _shortened(beside.pop(unit.code, []), most, Tier.F2, url_of)) for unit in first
    ]
    alone = [unit for units in beside.values() for unit in units]
    if alone:
        boxes.append((None, _shortened(alone, most, Tier.F2, url_of)))
    return Picture(tuple(boxes))


def _shortened(
    units: Sequence[Unit], most: int, tier: Tier, url_of: Callable[[Tier, str], str]
) -> tuple[Unit, ...]:
    """The largest, and one box for all others; never a box for a single other."""
    if len(units) <= most:
        return tuple(units)
    others = units[most - 1 :]
    people = tuple(each for unit in others for each in unit.people)
    named = _("%(count)s nơi khác") % {"count": number(len(others))}
    parts = tuple(unit.code for unit in others)
    return (*units[: most - 1], Unit(tier, f"+{parts[0]}", named, people, url_of(tier, ""), parts=parts))


def _sources(came: Mapping[tuple[str, str], int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """By place: the F1 units whose people came there, most people first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for (source, place), people in came.items():
        found.setdefault(place, []).append((source, people))
    return {place: tuple(sorted(each, key=lambda one: (-one[1], one[0]))) for place, each in found.items()}


def _finding(f1: Sequence[Unit], f2: Sequence[Unit]) -> str:
    """What the picture shows, as a sentence."""
    total = sum(len(unit.people) for unit in f1)
    if not total:
        return _("Không ai ở cùng F0 đủ lâu")
    if len(f1) == 1:
        return _("%(counted)s đều gặp ở %(place)s") % {"counted": f1[0].counted, "place": f1[0].name}
    words = {"part": number(len(f1[0].people)), "total": number(total), "place": f1[0].name}
    said = _("%(part)s trong %(total)s F1 gặp ở %(place)s") % words
    rest = len(f1) - 1
    elsewhere = ngettext("còn lại ở %(count)s nơi khác", "còn lại ở %(count)s nơi khác", rest)
    return f"{said}, {elsewhere % {'count': number(rest)}}"


def _sentence(cases: Sequence[tuple[str, str]], f1: Sequence[Unit], f2: Sequence[Unit]) -> str:
    """The picture read aloud: every unit with its count, the largest first."""
    named = ", ".join(code for code, _url in cases[:3]) + (" …" if len(cases) > 3 else "")
    parts = []
    for units, words in ((f1, _("F1 của %(cases)s: %(units)s.")), (f2, _("F2: %(units)s."))):
        said = ", ".join(f"{unit.name} {number(len(unit.people))}" for unit in units[:MOST_F1])
        more = " …" if len(units) > MOST_F1 else ""
        if units:
            parts.append(words % {"cases": named, "units": said + more})
    return " ".join([*parts, _("Bảng bên dưới có cùng dữ liệu.")])
