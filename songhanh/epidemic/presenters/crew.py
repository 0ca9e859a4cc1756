"""«If these people stay home»: which lines fall below their minimum crew, and what they make a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from songhanh.core.templatetags.vietnamese import number
from songhanh.core.ui.charts.stack import Part, Stack
from songhanh.epidemic.presenters.crew_row import (
    LOOKS,
    CrewRow,
    CrewState,
    Home,
    Look,
    Worth,
    crew_state,
    state_html,
    state_word,
)
from songhanh.epidemic.queries.crew import Crew, LineKey, MonthOfWork
from songhanh.people.models.employment import line_name

NAMED_SPARE = 3
MOST_ROWS = 240  # the page names so many lines, counts all
ORDER = list(CrewState)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide, as a picture: people at home, lines by state, what the standing lines make a day."""

    home: Home
    people: int
    lines: Mapping[CrewState, int]
    worth: Worth | None
    chart: Stack

    @property
    def stops(self) -> int:
        """Lines that stand."""
        return self.lines.get(CrewState.STOPS, 0)


@dataclass(frozen=True, slots=True)
class CrewPanel:
    """All of the panel; `spare` are lines that lose nobody: (name, people above the minimum)."""

    finding: str
    home: Home
    cases: int
    rows: tuple[CrewRow, ...]
    unnamed: int  # lines that lose somebody and are not in `rows`
    choices: tuple[Choice, Choice]
    spare: tuple[tuple[str, int], ...]
    without_line: int
    months: tuple[tuple[str, tuple[MonthOfWork, ...]], ...]

    @property
    def states(self) -> list[tuple[CrewState, Look, SafeString]]:
        """Every state with its look and its tag: what the slider's script puts in."""
        return [(state, look, mark_safe(state_html(state, look))) for state, look in LOOKS.items()]

    @property
    def chosen(self) -> Choice:
        """The choice made."""
        return next(each for each in self.choices if each.home is self.home)

    @property
    def spare_words(self) -> str:
        """«12 người: May 15 (5), May 16 (7)»."""
        named = ", ".join(f"{name} ({number(people)})" for name, people in self.spare[:NAMED_SPARE])
        more = _(" và chuyền khác") if len(self.spare) > NAMED_SPARE else ""
        total = sum(people for _name, people in self.spare)
        return ngettext("%(count)s người", "%(count)s người", total) % {"count": number(total)} + (
            f": {named}{more}" if named else ""
        )


def crew_panel(
    *,
    crews: Mapping[LineKey, Crew],
    gone: Mapping[LineKey, tuple[int, int, int]],
    people: tuple[int, int, int],
    home: Home,
    names: Mapping[int, str],
    months: Mapping[int, Sequence[MonthOfWork]],
    heads: Mapping[int, int],
) -> CrewPanel:
    """`gone` and `people`: cases, F1, F2 that stay home, by line and in all; `heads` by enterprise.

    Lines that could lose somebody stand in `gone` with noughts too: the page shows them when they do.
    """
    hit = [key for key in gone if key in crews]
    worths = {key: worth(crews[key].heads, heads[key.enterprise_id], months.get(key.enterprise_id, ()))
              for key in hit}  # fmt: skip
    listed = [_row(crews[key], gone[key], home, names, worths[key]) for key in sorted(hit)]
    choices = tuple(_choice(each, listed, people) for each in Home)
    listed.sort(key=_harm)
    numbered = tuple(replace(row, number=nth) for nth, row in enumerate(listed[:MOST_ROWS]))
    chosen = choices[list(Home).index(home)]
    placed = sum(sum(counts) for key, counts in gone.items() if key in crews)
    return CrewPanel(
        finding=_finding(chosen),
        home=home,
        cases=people[0],
        rows=numbered,
        unnamed=sum(row.missing > 0 for row in listed[MOST_ROWS:]),
        choices=(choices[0], choices[1]),
        spare=_spare(crews, hit, names),
        without_line=sum(people) - placed,
        months=tuple((names[pk], tuple(months[pk])) for pk in sorted({key.enterprise_id for key in hit})
                     if pk in months),
    )  # fmt: skip


def worth(heads: int, of: int, months: Sequence[MonthOfWork]) -> Worth | None:
    """A line's part of what its enterprise makes a day, by heads; None without an accepted month."""
    if not months or not of:
        return None
    share = Decimal(heads) / of
    days = [month.a_day * share for month in months]
    return Worth(days[0], min(days), max(days))


def _row(
    crew: Crew, gone: tuple[int, int, int], home: Home, names: Mapping[int, str], made: Worth | None
) -> CrewRow:
    key = crew.key
    return CrewRow(
        0, key, names[key.enterprise_id], crew.heads, crew.minimum, crew.planned, gone, home, made
    )  # fmt: skip


def _harm(row: CrewRow) -> tuple[bool, int, int, str, str, str]:
    """What breaks first stands first; lines that lose nobody now stand last."""
    return (not row.missing, ORDER.index(row.state), _above(row), row.enterprise, row.line, row.where)


def _above(row: CrewRow) -> int:
    """How far above the minimum: what breaks first stands first."""
    return row.left - (row.minimum or 0)


def _choice(home: Home, rows: Iterable[CrewRow], people: tuple[int, int, int]) -> Choice:
    lines = dict.fromkeys(CrewState, 0)
    lost: Worth | None = None
    for row in rows:
        if row.left_if(home) == row.heads:
            continue  # short of people already, perhaps, but not by this
        state = crew_state(row.left_if(home), row.minimum)
        lines[state] += 1
        if state is CrewState.STOPS and row.worth:
            lost = row.worth + lost if lost else row.worth
    cases, f1, f2 = people
    parts = [Part(state_word(state), lines[state], LOOKS[state].bar) for state in CrewState]
    said = ", ".join(f"{part.label} {number(int(part.size))}" for part in parts if part.size)
    at_home = cases + f1 + (f2 if home is Home.F2 else 0)
    return Choice(home, at_home, lines, lost, Stack(parts, said or _("Không chuyền nào mất người"), 12))


def _finding(chosen: Choice) -> str:
    who = {Home.F1: "F1", Home.F2: _("F1 và F2")}[chosen.home]
    short = sum(chosen.lines.values())
    if not short:
        return _("%(who)s ở nhà: không chuyền nào mất người") % {"who": who}
    if chosen.lines[CrewState.UNKNOWN] == short:
        words = ngettext(
            "%(who)s ở nhà: %(count)s chuyền mất người, chưa có mức tối thiểu",
            "%(who)s ở nhà: %(count)s chuyền mất người, chưa có mức tối thiểu",
            short,
        )
        return words % {"who": who, "count": number(short)}
    if not chosen.stops:
        return _("%(who)s ở nhà: chưa chuyền nào phải dừng") % {"who": who}
    words = ngettext(
        "%(who)s ở nhà: %(count)s chuyền dừng", "%(who)s ở nhà: %(count)s chuyền dừng", chosen.stops
    )
    return words % {"who": who, "count": number(chosen.stops)}


def _spare(
    crews: Mapping[LineKey, Crew], hit: Collection[LineKey], names: Mapping[int, str]
) -> tuple[tuple[str, int], ...]:
    """Lines of the same enterprise and shift that lose nobody and have people above their minimum."""
    shifts = {(key.enterprise_id, key.shift) for key in hit}
    several = len({key.enterprise_id for key in hit}) > 1
    lost, found = set(hit), []
    for key, crew in crews.items():
        above = crew.heads - crew.minimum if crew.minimum is not None else 0
        if key not in lost and (key.enterprise_id, key.shift) in shifts and above > 0:
            line = line_name(key.workshop, key.line)
            found.append((f"{line}, {names[key.enterprise_id]}" if several else line, above))
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
