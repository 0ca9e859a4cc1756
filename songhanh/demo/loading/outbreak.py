"""A small invented outbreak: two cases of one line, entered by the officer in charge this morning, traced at once."""

from datetime import date

from songhanh.definitions.contacts import OURS, contact_definition
from songhanh.demo.generation.officers import CAST_OFFICER
from songhanh.demo.loading.history import Desk
from songhanh.demo.loading.moments import CLOCK
from songhanh.demo.loading.presence import FULL
from songhanh.demo.loading.users import officer_name
from songhanh.epidemic.actions.cases import Illness, enter_case
from songhanh.epidemic.actions.runs import run_trace
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.queries.search import Choice
from songhanh.gate.models import PlaceKind
from songhanh.people.models import Employment
from songhanh.presence.models import Roster, RosterFor

FELL_ILL, SAMPLED, SET_APART = date(2022, 1, 14), date(2022, 1, 16), date(2022, 1, 16)
NOTE = "Minh họa: bịa hoàn toàn"


def outbreak_is_loaded() -> bool:
    """Whether anything was traced."""
    return TracingRun.objects.exists()


def load_outbreak(desk: Desk) -> int:
    """Cases, and one sealed run of both; how many contacts it has found. In a small demo nobody falls ill."""
    by = desk.users.actor(officer_name(CAST_OFFICER))
    if (ill := _fallen_ill()) is None:
        return 0
    first, second = ill
    cases = [
        enter_case(employment=first, illness=Illness(FELL_ILL, SAMPLED, SET_APART, NOTE), by=by, now=CLOCK),
        enter_case(employment=second, illness=Illness(None, SAMPLED, SET_APART, NOTE), by=by, now=CLOCK),
    ]
    definition = contact_definition(OURS)
    assert definition.infectious is not None
    choice = Choice(definition, 2, definition.infectious.days_before)
    run = run_trace(cases=cases, choice=choice, by=by, now=CLOCK)
    return run.f1 + run.f2


def _fallen_ill() -> tuple[Employment, Employment] | None:
    """Two of one line who come by themselves; the first, by the lowest code, eats with people of another line."""
    rosters = Roster.objects.filter(enterprise__code__in=FULL, for_whom=RosterFor.PERSON, withdrawn_at=None)
    brought = rosters.exclude(place__kind=PlaceKind.SITTING).values("stay")
    tables = dict(rosters.filter(place__kind=PlaceKind.SITTING).values_list("stay", "place_id"))
    working = list(
        Employment.objects.filter(enterprise__code__in=FULL, until=None)
        .exclude(workshop="")
        .select_related("enterprise", "person")
        .order_by("employee_code")
    )
    working = [
        each for each in working if each.stay in tables
    ]  # not who has joined since the rosters were made
    lines: dict[int, set[tuple[str, str]]] = {}
    for each in working:
        lines.setdefault(tables[each.stay], set()).add((each.workshop, each.line))
    taken = set(brought.values_list("stay", flat=True))
    alone = [each for each in working if each.stay not in taken]
    first = next((each for each in alone if len(lines[tables[each.stay]]) > 1), None)
    beside = (
        each
        for each in alone
        if first and _works_with(each, first) and tables[each.stay] != tables[first.stay]
    )
    second = next(beside, None)
    return (first, second) if first and second else None


def _works_with(one: Employment, other: Employment) -> bool:
    return (one.workshop, one.line, one.shift) == (other.workshop, other.line, other.shift)
