"""The unit network as SVG: F0 left, F1 by place, F2 by place; on a phone the same as a tree. Same data, same picture.

Every box is a link (Tab, Enter) to its people; every mark is one to its person, for the mouse only: the table has
them all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from songhanh.core.ui.charts.svg import plain, shape
from songhanh.epidemic.presenters.network import Exposed, Network, Picture, Unit
from songhanh.rules.tracing.definition import Tier

PersonUrl = Callable[[int], str]
WIDE, NARROW = 500.0, 326.0
LETTER = 7.4  # width of one, on the average
MOST_CASES = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How the marks of a box stand: columns of so many, that far apart."""

    columns: int
    step: float
    size: float


@dataclass(frozen=True, slots=True)
class Box:
    """A unit at its place; `mid` is where lines meet it."""

    unit: Unit
    x: float
    y: float
    width: float
    height: float

    @property
    def mid(self) -> float:
        """The middle of the frame."""
        return self.y + HEAD + (self.height - HEAD - _foot(self.unit)) / 2


HEAD, FOOT = 24.0, 20.0
WIDE_LOOKS = {Tier.F1: Look(6, 18, 6.6), Tier.F2: Look(13, 11, 7.5)}
CROWDED = Look(9, 11.4, 4.6)  # of F1, from CROWD people on
CROWD = 90
NARROW_LOOKS = {Tier.F1: Look(14, 18, 6.6), Tier.F2: Look(22, 11, 7.5)}
GROUP = 30.0  # height of a box without marks


def draw_network(shown: Network, picture: Picture, person_url: PersonUrl) -> str:
    """The picture for a screen and the one for a phone; the page shows the one that fits.

    `person_url` by number; a mark without one leads nowhere.
    """
    return _wide(shown, picture, person_url) + _narrow(shown, picture, person_url)


def _wide(shown: Network, picture: Picture, person_url: PersonUrl) -> str:
    crowded = sum(len(unit.people) for unit in shown.f1) > CROWD
    looks = {**WIDE_LOOKS, **({Tier.F1: CROWDED} if crowded else {})}
    first: list[Box] = []
    second: list[tuple[Box | None, Box]] = []
    y = 4.0
    for unit, others in picture.boxes:
        box = Box(unit, 136, y, 118, _height(unit, looks, shown)) if unit else None
        low = y
        for other in others:
            placed = Box(other, 338, low, 150, _height(other, looks, shown))
            second.append((box, placed))
            low += placed.height + 6
        if box:
            first.append(box)
        y = max(low, y + (box.height if box else 0)) + 10
    height = max(y, 60.0 + 46 * min(len(shown.cases), MOST_CASES))
    middle = _middle(first, height)
    few = min(len(shown.cases), MOST_CASES)
    out = (
        58.0 if few == 1 else 84.0
    )  # several cases go out together: which of them met whom is asked person by person
    lines = [_curve(out, middle, box.x, box.mid, _thickness(box.unit)) for box in first]
    if few > 1:
        reach = 23.0 * (few - 1) + 12
        lines.append(
            shape(
                "path",
                "st-ls",
                fill="none",
                stroke_width=1.5,
                d=f"M78 {plain(middle - reach)}h6v{plain(2 * reach)}h-6",
            )
        )
    lines += [_curve(box.x + box.width, box.mid, to.x - 6, to.mid, 1.2) for box, to in second if box]
    boxes = [_box(box, looks, shown, person_url) for box in (*first, *(to for _, to in second))]
    return _frame(shown, WIDE, height, [*lines, *_cases(shown.cases, 44, middle), *boxes], "chart--pc")


def _middle(first: Sequence[Box], height: float) -> float:
    return (first[0].mid + first[-1].mid) / 2 if first else height / 2


def _narrow(shown: Network, picture: Picture, person_url: PersonUrl) -> str:
    trunk, y = 16.0, 8.0 + 30 * min(len(shown.cases), MOST_CASES)
    lines: list[str] = []
    boxes: list[Box] = []
    last = y
    for unit, others in picture.boxes:
        if unit:
            box = Box(unit, 40, y, 278, _height(unit, NARROW_LOOKS, shown))
            lines.append(_elbow(trunk, last if not boxes else y, box.x, box.mid, _thickness(unit)))
            boxes.append(box)
            last = box.mid
            y += box.height + 4
        for other in others:
            box = Box(other, 64, y, 254, _height(other, NARROW_LOOKS, shown))
            lines += [_elbow(52, y - 4, box.x - 4, box.mid, 1.2)] if unit else []
            boxes.append(box)
            y += box.height + 4
        y += 6
    lines.append(shape("line", "st-ls", x1=trunk, x2=trunk, y1=24, y2=last, stroke_width=2))
    marks = [_box(box, NARROW_LOOKS, shown, person_url) for box in boxes]
    return _frame(shown, NARROW, y, [*lines, *_cases_in_rows(shown.cases, trunk), *marks], "chart--phone")


def _frame(shown: Network, width: float, height: float, parts: Sequence[str], css: str) -> str:
    box = f"0 0 {plain(width)} {plain(height)}"
    said = {"viewBox": box, "role": "group", "aria-label": shown.sentence}
    return shape("svg", f"chart net {css}", "".join(parts), width=width, height=height, **said)


def _height(unit: Unit, looks: dict[Tier, Look], shown: Network) -> float:
    return HEAD + _inside(unit, looks, shown) + _foot(unit)


def _foot(unit: Unit) -> float:
    return FOOT if unit.tier is Tier.F1 else 2.0


def _inside(unit: Unit, looks: dict[Tier, Look], shown: Network) -> float:
    if not shown.with_marks:
        return GROUP
    look = looks[unit.tier]
    return -(-len(unit.people) // look.columns) * look.step + (10 if unit.tier is Tier.F1 else 2)


def _box(box: Box, looks: dict[Tier, Look], shown: Network, person_url: PersonUrl) -> str:
    """Name, frame, count; over it the marks, each a link of its own."""
    unit, inside = box.unit, _inside(box.unit, looks, shown)
    framed = unit.tier is Tier.F1 or not shown.with_marks
    frame = shape(
        "rect",
        "fi-surf st-ls" if framed else "bare",
        x=box.x if framed else box.x - 4,
        y=box.y + HEAD,
        width=box.width,
        height=inside,
        rx=5,
    )
    marks = shown.with_marks
    body = _target(box) + _name(box, marks=marks) + frame + _foot_words(box, inside, marks=marks)
    if not marks:
        body += _counted(unit, "", box.x + 10, box.y + HEAD + 20)
    link = shape("a", "unit", body, href=unit.url, **{"aria-label": unit.said, "data-unit": unit.anchor})
    return link + ("".join(_marks(box, looks[unit.tier], person_url)) if marks else "")


def _target(box: Box) -> str:
    """What can be clicked is all of it, between the letters too."""
    return shape("rect", "bare", x=box.x, y=box.y, width=box.width, height=box.height)


def _name(box: Box, *, marks: bool) -> str:
    unit = box.unit
    if unit.tier is Tier.F1 or not marks:
        return _words(_cut(unit.name, 190), box.x, box.y + 16, "lab")
    name = _cut(unit.name, WIDE - box.x - 10 * len(unit.counted))
    return _counted(unit, f" {name}", box.x, box.y + 16)


def _foot_words(box: Box, inside: float, *, marks: bool) -> str:
    """Under an F1 box how many, where the box itself does not say it, and how long together."""
    unit = box.unit
    if unit.tier is not Tier.F1:
        return ""
    y = box.y + HEAD + inside + 15
    return _counted(unit, f" · {unit.time}", box.x, y) if marks else _words(unit.time, box.x, y, "ax")


def _marks(box: Box, look: Look, person_url: PersonUrl) -> Iterator[str]:
    inset = 14.0 if box.unit.tier is Tier.F1 else look.size / 2
    for nth, each in enumerate(box.unit.people):
        row, column = divmod(nth, look.columns)
        x = box.x + inset + column * look.step
        y = box.y + HEAD + (14 if box.unit.tier is Tier.F1 else look.size / 2 + 1) + row * look.step
        yield _mark(each, x, y, look, person_url(each.number))


def _mark(each: Exposed, x: float, y: float, look: Look, url: str) -> str:
    """F1 a disc, F2 a square; hollow or dashed where presence cannot tell."""
    unsure = "" if each.certain else "-unsure"
    if each.tier is Tier.F1:
        drawn = shape("circle", f"mark-f1{unsure}", cx=x, cy=y, r=look.size - (0 if each.certain else 1))
    else:
        half = look.size / 2
        drawn = shape("rect", f"mark-f2{unsure}", x=x - half, y=y - half, width=look.size, height=look.size)
    said = {"aria-hidden": "true", "data-until": str(each.until)}
    body = f"<title>{escape(each.code)}</title>{drawn}"
    return shape("a", "", body, href=url, tabindex="-1", **said) if url else shape("g", "", body, **said)


def _cases(cases: Sequence[tuple[str, str]], x: float, middle: float) -> Iterator[str]:
    """One octagon a case, one above the other, the code over each."""
    few = cases[:MOST_CASES]
    top = middle - 46 * (len(few) - 1) / 2
    for nth, (code, url) in enumerate(few):
        y = top + 46 * nth
        body = _octagon(x, y, 12) + _words(_cut(code, 120), x, y - 18, "lab", anchor="middle")
        yield shape("a", "", body, href=url)
    if len(cases) > len(few):
        yield _words(f"+{len(cases) - len(few)}", x, top + 46 * len(few) - 6, "ax", anchor="middle")


def _cases_in_rows(cases: Sequence[tuple[str, str]], x: float) -> Iterator[str]:
    few = cases[:MOST_CASES]
    for nth, (code, url) in enumerate(few):
        more = f" +{len(cases) - len(few)}" if nth == len(few) - 1 and len(cases) > len(few) else ""
        body = _octagon(x, 18.0 + 30 * nth, 11) + _words(code + more, x + 20, 23.0 + 30 * nth, "lab")
        yield shape("a", "", body, href=url)


def _octagon(x: float, y: float, radius: float) -> str:
    cut = radius * 0.42
    points = [
        (x - cut, y - radius), (x + cut, y - radius), (x + radius, y - cut), (x + radius, y + cut),
        (x + cut, y + radius), (x - cut, y + radius), (x - radius, y + cut), (x - radius, y - cut),
    ]  # fmt: skip
    return shape("polygon", "mark-f0", points=" ".join(f"{plain(a)},{plain(b)}" for a, b in points))


def _curve(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    mid = (x1 + x2) / 2
    path = (
        f"M{plain(x1)} {plain(y1)}C{plain(mid)} {plain(y1)} {plain(mid)} {plain(y2)} {plain(x2)} {plain(y2)}"
    )
    return shape("path", "st-ls", d=path, fill="none", stroke_width=thick)


def _elbow(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    path = f"M{plain(x1)} {plain(y1)}V{plain(y2)}H{plain(x2)}"
    return shape("path", "st-ls", d=path, fill="none", stroke_width=thick)


def _thickness(unit: Unit) -> float:
    """1 for minutes, 5 for a shift of eight hours and more."""
    return 1 + min(unit.typical, 480) / 120


def _words(text: str, x: float, y: float, css: str, anchor: str = "start") -> str:
    return shape("text", css, escape(text), x=x, y=y, text_anchor="" if anchor == "start" else anchor)


def _counted(unit: Unit, after: str, x: float, y: float) -> str:
    """How many, which follows the slider, and what is said of them."""
    count = shape("tspan", "lab", escape(unit.counted), **{"data-of-unit": unit.anchor})
    return shape("text", "ax", count + escape(after), x=x, y=y)


def _cut(text: str, room: float) -> str:
    most = int(room / LETTER)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
