"""In which unit somebody stands, the narrowest place that was shared; what units are called; who stays a contact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from songhanh.analytics.tracing.routes import Routes
from songhanh.epidemic.models.result import ListedPlace
from songhanh.rules.tracing.definition import Tier
from songhanh.rules.tracing.trace import Contact


def units_of(contacts: Sequence[Contact], places: Mapping[int, ListedPlace]) -> dict[int, ListedPlace]:
    """By person; of places alike that of fewest people of the tier: a line rather than the canteen's sitting."""
    heads = Counter((contact.tier, place) for contact in contacts for place in contact.places)
    narrow = {number: _width(place) for number, place in places.items()}
    return {
        contact.person: places[
            min(contact.places, key=lambda place: (narrow[place], heads[contact.tier, place], place))
        ]
        for contact in contacts
    }


def stays_until(contacts: Iterable[Contact], routes: Routes) -> dict[int, int]:
    """By person: with how many minutes asked as the least this contact is still one.

    An F1 by the own minutes. An F2 besides only as long as some F1 who is still one came to a place of that F2: the
    safe side, for whether these two met is asked person by person.
    """
    listed = list(contacts)
    until = {each.person: each.minutes for each in listed}
    longest: dict[int, int] = {}
    for person, place in zip(routes.person.tolist(), routes.place.tolist(), strict=True):
        longest[place] = max(longest.get(place, 0), until.get(person, 0))
    for each in listed:
        reached = [longest[place] for place in each.places if place in longest]
        if each.tier is Tier.F2 and reached:
            until[each.person] = min(each.minutes, max(reached))
    return until


def place_names(places: Iterable[ListedPlace]) -> dict[str, str]:
    """By code; with the enterprise's code beside it where places of several stand together."""
    listed = list(places)
    several = len({place.code.partition("/")[0] for place in listed}) > 1
    return {
        place.code: f"{place.name}, {place.code.partition('/')[0]}" if several and place.kind else place.name
        for place in listed
    }


def _width(place: ListedPlace) -> int:
    """0 for arm's reach, 1 for any other place inside, 2 for a whole enterprise."""
    return 0 if place.near else 1 if place.kind else 2
