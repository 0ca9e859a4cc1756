"""Who was with one person of a list, where and when, read from the day files on demand."""

from dataclasses import dataclass
from datetime import date

from songhanh.analytics.presence.columns import SnapshotError
from songhanh.analytics.tracing.exposure import exposures
from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.result import ListedPlace, Result
from songhanh.epidemic.queries.search import files_of, windows_of
from songhanh.presence.queries.places import place_words
from songhanh.presence.queries.snapshots import days_between
from songhanh.rules.tracing.encounters import Encounter, together
from songhanh.rules.tracing.judging import Together
from songhanh.rules.tracing.trace import Contact


@dataclass(frozen=True, slots=True)
class Exposure:
    """Encounters in order of time, as presence now is; `rebuilt`: days that are no longer as the run found them."""

    encounters: tuple[Encounter, ...]
    places: dict[int, ListedPlace]
    rebuilt: tuple[date, ...]


def exposure_of(run: TracingRun, result: Result, number: int) -> Exposure | None:
    """What an F1 shared with cases, an F2 with F1; None where the days are no longer there."""
    days = [date.fromisoformat(day) for day in run.days]
    try:
        snapshot = days_between(days[0], days[-1])
    except SnapshotError:
        return None
    met = tuple(exposures(snapshot, windows_of(result.cases), result.traced, number))
    places = dict(result.places)
    missing = {each.place: snapshot.places.code(each.place) for each in met if each.place not in places}
    for place, words in ((place, place_words([code]).get(code)) for place, code in missing.items()):
        name, kind = (words.name, words.kind) if words else (missing[place], "")
        places[place] = ListedPlace(place, missing[place], name, kind, near=False)
    now = {day.day: told for day, told in zip(snapshot.days, files_of(snapshot), strict=True)}
    then = dict(zip(days, run.files, strict=False))
    return Exposure(met, places, tuple(day for day in days if now.get(day) != then.get(day)))


def pairs_of(run: TracingRun, result: Result, contact: Contact) -> list[Together]:
    """The time with each source, to be judged with answers.

    Where the days have been rebuilt or are gone, all the time of the list stands as if with one: the safe side.
    """
    exposure = exposure_of(run, result, contact.person)
    if exposure is None or exposure.rebuilt or not exposure.encounters:
        return [Together(0, contact.seconds)]
    return list(together(exposure.encounters).values())
