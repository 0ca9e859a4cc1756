"""Reading where somebody was: personal data, so that each time stands in the trail."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from songhanh.core import acts
from songhanh.core.actor import Actor
from songhanh.core.acts import act
from songhanh.gate.models import Place
from songhanh.people.models import Employment
from songhanh.presence import policies


@act("presence:person:read", _("Xem một người ở đâu trong ngày"))
def note_person_read(*, employment: Employment, day: date, by: Actor, now: datetime) -> None:
    """By whom, of which day."""
    policies.check_can_read_person(by, employment.enterprise)
    acts.current("Employment").note(acts.subject(employment), {}, {"day": day.isoformat()})


@act("presence:place:read", _("Xem ai ở một nơi trong ngày"))
def note_place_read(*, place: Place, day: date, people: int, by: Actor, now: datetime) -> None:
    """By whom, of which day, how many were listed."""
    policies.check_can_read_person(by, place.enterprise)
    acts.current("Place").note(acts.subject(place), {}, {"day": day.isoformat(), "rows": people})
