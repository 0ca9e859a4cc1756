"""What stands above the contacts of a run: unit network and crews, for a least time together and who stays home."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from songhanh.core.scope import Scope
from songhanh.enterprises.models import Enterprise
from songhanh.epidemic.models import ContactAnswer, Outcome
from songhanh.epidemic.models.result import Listed, Result
from songhanh.epidemic.presenters.contacts import HIDDEN, province
from songhanh.epidemic.presenters.crew import CrewPanel, crew_panel
from songhanh.epidemic.presenters.crew_row import Home
from songhanh.epidemic.presenters.network import Exposed, Network, network, picture
from songhanh.epidemic.presenters.network_drawing import PersonUrl, draw_network
from songhanh.epidemic.presenters.slider import counting
from songhanh.epidemic.presenters.steps import STEPS
from songhanh.epidemic.presenters.units import place_names, stays_until, units_of
from songhanh.epidemic.queries.crew import LineKey, crews, heads_of, lines_of, months_of_work
from songhanh.rules.tracing.definition import Tier
from songhanh.rules.tracing.trace import Contact

Links = Callable[[Tier, str], str]
TIERS = (Tier.F1, Tier.F2)


@dataclass(frozen=True, slots=True)
class Asked:
    """At least so many minutes together, one of STEPS; who stays home; whose lines and provinces (none: all)."""

    least: int = 0
    home: Home = Home.F1
    lines: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()


EVERYBODY = Asked()


@dataclass(frozen=True, slots=True)
class Found:
    """A run's contacts with what pictures add: the unit of each and the line each works in now."""

    exposed: tuple[Exposed, ...]
    lines: tuple[LineKey | None, ...]  # beside `exposed`
    case_lines: tuple[LineKey, ...]
    cases: int
    names: Mapping[str, str]  # of places
    routes: tuple[tuple[int, str], ...]  # an F1, and a place of F2 where that person was later
    only: tuple[str, ...] = ()  # lines and provinces that were asked for, in words


@dataclass(frozen=True, slots=True)
class Pictures:
    """Ready for `epidemic/_pictures.html`."""

    network: Network
    drawing: SafeString
    crew: CrewPanel
    counting: dict[str, Any]
    f1: int
    f2: int
    only: tuple[str, ...] = ()


def read_asked(query: QueryDict) -> Asked:
    """From an address; what is no step or no choice is passed over."""
    least = query.get("least", "")
    home = query.get("home", "")
    return Asked(
        int(least) if least.isdecimal() and int(least) in STEPS else 0,
        Home(home) if home in list(Home) else Home.F1,
        tuple(sorted({*query.getlist("line")} - {""})),
        tuple(sorted({*query.getlist("province")} - {""})),
    )


def found_in(
    result: Result,
    answers: Mapping[int, ContactAnswer],
    people: Collection[int],
    *,
    charge: Collection[str] | None,
    scope: Scope,
    on: date,
    asked: Asked = EVERYBODY,
) -> Found:
    """`people` are the cases' persons; `charge`: codes of enterprises whose people may be told apart (None: all).

    Who turned out to be no contact is left out; where people work is the register of `on`. Only the lines and
    provinces asked for, as the list below filters by them.
    """
    named = {
        number: known
        for number, known in result.people.items()
        if charge is None or known.enterprise in charge
    }
    # Units and times are those of the whole list; only then the others are left out.
    contacts = [each for each in result.traced.contacts() if not _none(answers.get(each.person))]
    exposed = _exposed(result, contacts, answers, {number: each.code for number, each in named.items()})
    only = _offered(asked, named.values())
    exposed = tuple(each for each in exposed if _among(named.get(each.number), only))
    persons = {number: known.person_id for number, known in named.items() if known.person_id is not None}
    working = lines_of(scope=scope, person_ids={*persons.values(), *people}, on=on)
    routes = zip(result.routes.person.tolist(), result.routes.place.tolist(), strict=True)
    return Found(
        exposed=exposed,
        lines=tuple(working.get(persons.get(each.number, 0)) for each in exposed),
        case_lines=tuple(key for person in people if (key := working.get(person))),
        cases=len(people),
        names=place_names(result.places.values()),
        routes=tuple((person, result.places[place].code) for person, place in routes),
        only=(*only.lines, *only.provinces),
    )


def _offered(asked: Asked, known: Iterable[Listed]) -> Asked:
    """Without lines and provinces that nobody has: an address may be old, or typed."""
    if not asked.lines and not asked.provinces:
        return EVERYBODY
    listed = list(known)
    lines, provinces = {each.line_name for each in listed}, {province(each.province) for each in listed}
    return Asked(
        lines=tuple(each for each in asked.lines if each in lines),
        provinces=tuple(each for each in asked.provinces if each in provinces),
    )


def _among(known: Listed | None, only: Asked) -> bool:
    if only is EVERYBODY:
        return True
    if known is None:  # who may not be told apart has no line and no province here
        return not only.lines and not only.provinces
    of_line = not only.lines or known.line_name in only.lines
    return of_line and (not only.provinces or province(known.province) in only.provinces)


def _exposed(
    result: Result,
    contacts: Sequence[Contact],
    answers: Mapping[int, ContactAnswer],
    codes: Mapping[int, str],
) -> tuple[Exposed, ...]:
    units, until = units_of(contacts, result.places), stays_until(contacts, result.routes)
    return tuple(
        Exposed(
            each.person,
            codes.get(each.person, HIDDEN),
            each.tier,
            each.minutes,
            each.certain or _settled(answers.get(each.person)),
            units[each.person].code,
            until[each.person],
            masked=each.person not in codes,
        )
        for each in contacts
    )


def pictures(
    found: Found,
    asked: Asked,
    *,
    cases: Sequence[tuple[str, str]],
    links: Links,
    person_url: PersonUrl,
    scope: Scope,
    on: date,
) -> Pictures:
    """`cases` are (code, address); `links` to the list of a unit; crews as the register of `on` has them."""
    kept = [each for each in found.exposed if each.until >= asked.least]
    first = {each.number: each.unit for each in kept if each.tier is Tier.F1}
    came = Counter((first[person], place) for person, place in found.routes if person in first)
    shown = network(cases, kept, found.names, came, links)
    boxes, crew = picture(shown, links), _crew(found, asked, scope, on)
    counts = Counter(each.tier for each in kept)
    return Pictures(
        network=shown,
        drawing=mark_safe(draw_network(shown, boxes, person_url)),
        crew=crew,
        counting=counting(found.exposed, found.lines, shown, boxes, crew.rows),
        f1=counts[Tier.F1],
        f2=counts[Tier.F2],
        only=found.only,
    )


def _crew(found: Found, asked: Asked, scope: Scope, on: date) -> CrewPanel:
    gone: dict[LineKey, list[int]] = {
        key: [0, 0, 0] for key in (*found.case_lines, *filter(None, found.lines))
    }
    people = [found.cases, 0, 0]
    for key in found.case_lines:
        gone[key][0] += 1
    for each, line in zip(found.exposed, found.lines, strict=True):
        if each.until >= asked.least:
            place = 1 + TIERS.index(each.tier)
            people[place] += 1
            if line:
                gone[line][place] += 1
    ids = {key.enterprise_id for key in gone}
    named = Enterprise.objects.visible_to(scope).filter(pk__in=ids)
    return crew_panel(
        crews=crews(scope=scope, enterprise_ids=ids, on=on),
        gone={key: _three(counts) for key, counts in gone.items()},
        people=_three(people),
        home=asked.home,
        names={pk: short or name for pk, short, name in named.values_list("pk", "short_name", "name")},
        months=months_of_work(scope=scope, enterprise_ids=ids, until=on),
        heads=heads_of(scope=scope, enterprise_ids=ids, on=on),
    )


def _three(counts: Iterable[int]) -> tuple[int, int, int]:
    cases, f1, f2 = counts
    return cases, f1, f2


def _none(answer: ContactAnswer | None) -> bool:
    return answer is not None and answer.outcome == Outcome.NONE


def _settled(answer: ContactAnswer | None) -> bool:
    return answer is not None and answer.outcome != Outcome.OPEN
