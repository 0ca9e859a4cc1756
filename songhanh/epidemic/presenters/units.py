"""In which unit somebody stands, the narrowest place that was shared, and what units are called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from songhanh.epidemic.models.result import ListedPlace
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
