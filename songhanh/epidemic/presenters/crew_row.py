"""One line of the crew panel: who is left, whether it still runs, the bar that shows it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.charts.scale import Scale
from songhanh.core.ui.charts.svg import picture, shape
from songhanh.core.ui.icons import icon_svg
from songhanh.epidemic.queries.crew import LineKey

NEAR = Decimal("1.1")  # of the minimum: below that a line is close to standing; ours
BAR = 112.0


class CrewState(StrEnum):
    """How a line fares with those who are left."""

    STOPS = "STOPS"
    NEAR = "NEAR"
    RUNS = "RUNS"
    UNKNOWN = "UNKNOWN"  # no minimum was ever set


class Home(StrEnum):
    """Who stays home, besides the cases."""

    F1 = "F1"
    F2 = "F2"  # F1 and F2


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: its shape, the tone of its tag, the colour of its bar."""

    icon: str
    tone: str
    bar: str


LOOKS = {
    CrewState.STOPS: Look("error", "err", "fi-err"),
    CrewState.NEAR: Look("warning", "warn", "fi-warn"),
    CrewState.RUNS: Look("done", "ok", "fi-prod"),
    CrewState.UNKNOWN: Look("ring", "mute", "fi-ls"),
}


@dataclass(frozen=True, slots=True)
class Worth:
    """Billion dong a day: by the newest accepted month, and between the lowest and the highest of the last ones."""

    usual: Decimal
    low: Decimal
    high: Decimal

    def __add__(self, other: "Worth") -> "Worth":
        return Worth(self.usual + other.usual, self.low + other.low, self.high + other.high)


@dataclass(frozen=True, slots=True)
class CrewRow:
    """A line that somebody would be missing from. `gone`: cases, F1, F2 of it, each with at least the minutes asked."""

    number: int
    key: LineKey
    enterprise: str
    heads: int
    minimum: int | None
    planned: int | None
    gone: tuple[int, int, int]
    home: Home
    worth: Worth | None

    @property
    def line(self) -> str:
        """Its name."""
        return self.key.line

    @property
    def where(self) -> str:
        """«Xưởng may 1 · Ca ngày», as far as the register names them."""
        return " · ".join(filter(None, (self.key.workshop, self.key.shift)))

    @property
    def missing(self) -> int:
        """Who does not come."""
        return self.heads - self.left

    @property
    def most(self) -> int:
        """Where the bar's track ends."""
        return max(self.heads, self.planned or 0, self.minimum or 0, 1)

    @property
    def left(self) -> int:
        """Who still comes."""
        return self.left_if(self.home)

    def left_if(self, home: Home) -> int:
        """Who still comes under either choice."""
        cases, f1, f2 = self.gone
        return self.heads - cases - f1 - (f2 if home is Home.F2 else 0)

    @property
    def state(self) -> CrewState:
        """Under the choice made."""
        return crew_state(self.left, self.minimum)

    @property
    def look(self) -> Look:
        """How that is shown."""
        return LOOKS[self.state]

    @property
    def html(self) -> SafeString:
        """Its row with what the script counts with: two hundred of them put together by the template take long."""
        minimum = "" if self.minimum is None else self.minimum
        said = f'data-heads="{self.heads}" data-minimum="{minimum}" data-most="{self.most}" data-cases="{self.gone[0]}"'
        where = f'<span class="sub2">{escape(self.where)}</span>' if self.where else ""
        look = self.look
        return mark_safe(
            f'<tr data-line="{self.number}" {said}{"" if self.missing else " hidden"}>'
            f'<th scope="row"><span class="nw">{escape(self.line)}</span>{where}</th>'
            f'<td class="pic">{draw_bar(self)}</td>'
            f'<td class="num"><span class="left-count">{number(self.left)}</span> / {number(self.minimum)}</td>'
            f"<td>{state_html(self.state, look)}</td>"
        )


def crew_state(left: int, minimum: int | None) -> CrewState:
    """Below the minimum it stops; within a tenth above it is close; not known without a minimum."""
    if minimum is None:
        return CrewState.UNKNOWN
    if left < minimum:
        return CrewState.STOPS
    return CrewState.NEAR if left < minimum * NEAR else CrewState.RUNS


def state_word(state: CrewState) -> str:
    """The word beside the shape."""
    words = {
        CrewState.STOPS: _("Dừng"),
        CrewState.NEAR: _("Sát ngưỡng"),
        CrewState.RUNS: _("Chạy"),
        CrewState.UNKNOWN: _("Chưa có mức"),
    }
    return words[state]


def state_html(state: CrewState, look: Look) -> str:
    """Shape, word, colour; the slider's script puts another one in its place."""
    return (
        f'<span class="tag tag--{look.tone}" data-state="{state}">{icon_svg(look.icon)}'
        f"{escape(state_word(state))}</span>"
    )


def draw_bar(row: CrewRow) -> str:
    """People left, with a heavy tick at the minimum, on a track as long as the crew."""
    scale = Scale(0, row.most, 0, BAR - 4)
    parts = [
        shape("rect", "fi-sunk", x=0, y=5, width=scale(row.most), height=10),
        shape("rect", f"{row.look.bar} left", x=0, y=6.5, width=max(scale(row.left), 0), height=7),
    ]
    if row.minimum is not None:
        parts.append(shape("rect", "fi-ink", x=scale(row.minimum) - 1.5, y=1, width=3, height=18))
    said = _("còn %(left)s, cần %(minimum)s") % {
        "left": number(row.left),
        "minimum": number(row.minimum),
    }
    return picture(said, BAR, 20, parts)
