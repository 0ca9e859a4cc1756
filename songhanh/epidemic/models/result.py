"""What a run has found, as it is sealed: the lists, and everything needed to read them the same way later.

Presence is rebuilt, workers change line, places are renamed: so the codes, lines and names of that day lie beside the
numbers. Packed as one compressed archive of columns; nothing in it is executed when it is opened.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

import numpy as np

from songhanh.analytics.tracing.hop import Met
from songhanh.analytics.tracing.result import Traced
from songhanh.analytics.tracing.routes import NO_ROUTES, Routes
from songhanh.core.sealing import seal, unseal
from songhanh.people.models.employment import line_name
from songhanh.rules.tracing.definition import ContactDefinition

PURPOSE = b"tracing"
COLUMNS = ("person", "certain", "seconds", "first_at", "place_first", "place")


@dataclass(frozen=True, slots=True)
class Listed:
    """A person of the list as known that day; guests have no employee code but a pass label in `code`.

    `line` and `province` (catalogue:code) are empty where not stated. Names are not in it.
    """

    number: int
    person_id: int | None
    pass_id: int | None
    enterprise: str
    code: str
    line: str
    province: str
    workshop: str = ""
    shift: str = ""
    stay: str = ""  # of a worker: where a name is looked up once it is opened

    @property
    def line_name(self) -> str:
        """The line with its workshop."""
        return line_name(self.workshop, self.line)


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A place as it was called that day; `kind` a value of `gate.PlaceKind`, empty for a whole enterprise."""

    number: int
    code: str
    name: str
    kind: str
    near: bool


@dataclass(frozen=True, slots=True)
class IndexCase:
    """A case as it was traced: its number in presence (None: never numbered), its window, was it ever seen?"""

    case: str
    number: int | None
    since: int
    until: int
    seen: bool


@dataclass(frozen=True, slots=True)
class CaseStay:
    """Seconds of one case in one place, by name, on one day (ISO) inside its window."""

    case: str
    day: str
    place: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Result:
    """The lists with people, places (both by number) and index cases; where these were; how F2 was reached."""

    traced: Traced
    people: Mapping[int, Listed]
    places: Mapping[int, ListedPlace]
    cases: tuple[IndexCase, ...]
    stays: tuple[CaseStay, ...] = ()
    routes: Routes = NO_ROUTES


def packed(result: Result) -> bytes:
    """As bytes; the same result gives the same bytes."""
    about = {
        "people": [list(asdict(result.people[number]).values()) for number in sorted(result.people)],
        "places": [list(asdict(result.places[number]).values()) for number in sorted(result.places)],
        "cases": [list(asdict(each).values()) for each in result.cases],
        "stays": [list(asdict(each).values()) for each in result.stays],
    }
    columns = {"about": np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)}
    for tier, met in (("f1", result.traced.f1), ("f2", result.traced.f2)):
        columns |= {f"{tier}_{name}": getattr(met, name) for name in COLUMNS}
    columns |= {"route_person": result.routes.person, "route_place": result.routes.place}
    archive = BytesIO()
    np.savez_compressed(archive, **columns)  # type: ignore[arg-type]
    return archive.getvalue()


def unpacked(content: bytes, definition: ContactDefinition) -> Result:
    """And back."""
    with np.load(BytesIO(content), allow_pickle=False) as archive:
        about: dict[str, list[list[Any]]] = json.loads(archive["about"].tobytes())
        tiers = [Met(*(archive[f"{tier}_{name}"] for name in COLUMNS)) for tier in ("f1", "f2")]
        routes = Routes(archive["route_person"], archive["route_place"])
    people = [Listed(*row) for row in about["people"]]
    places = [ListedPlace(*row) for row in about["places"]]
    return Result(
        Traced(definition, *tiers),
        {each.number: each for each in people},
        {each.number: each for each in places},
        tuple(IndexCase(*row) for row in about["cases"]),
        tuple(CaseStay(*row) for row in about["stays"]),
        routes,
    )


def sealed(content: bytes) -> bytes:
    """Encrypted at rest."""
    return seal(content, PURPOSE)


def opened(content: bytes | memoryview) -> bytes:
    """And back."""
    return unseal(content, PURPOSE)
