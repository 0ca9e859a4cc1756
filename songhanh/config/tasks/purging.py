"""After an erasure: the database's own files rewritten, so that nothing of the erased is left in their free space."""

from datetime import datetime

from songhanh.core.actor import system
from songhanh.core.free_space import rewrite_free_space
from songhanh.core.models import SavedView
from songhanh.epidemic.actions.erasing import note_purge as note_health_purge
from songhanh.epidemic.models import Case, ContactAnswer, HandOver, Reading, TracedList
from songhanh.epidemic.queries.retention import unpurged as unpurged_health
from songhanh.gate.models import Pass, VisitorAnnouncement
from songhanh.gate.queries.stream import rewrite_stream
from songhanh.people.actions.erasing import note_purge
from songhanh.people.models import CellCorrection, Employment, PeopleImport, Person, Revelation
from songhanh.people.queries.retention import unpurged

TABLES = [Person, Employment, PeopleImport, CellCorrection, Revelation, SavedView]
TABLES += [Pass, VisitorAnnouncement]
TABLES += [Case, TracedList, ContactAnswer, Reading, HandOver]


def purge_erased(now: datetime) -> None:
    """Nothing where nothing waits; a database that is busy is tried again at the next time."""
    waiting, health = list(unpurged()), list(unpurged_health())
    if not waiting and not health:
        return
    rewrite_free_space(TABLES)
    if waiting:
        rewrite_stream()
        note_purge(erasures=waiting, by=system("job"), now=now)
    if health:
        note_health_purge(erasures=health, by=system("job"), now=now)
