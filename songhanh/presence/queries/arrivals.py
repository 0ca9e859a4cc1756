"""Who has come on a day, fresh from the stream: for headcounts of a shift that is just beginning."""

from datetime import date, datetime, timedelta

from songhanh.enterprises.models import Enterprise
from songhanh.gate.queries.passings import passings_between
from songhanh.presence.queries.holders import holders_of_codes, holders_of_passes
from songhanh.presence.queries.margins import MS, midnight


def came_on(enterprise: Enterprise, day: date, now: datetime) -> set[int]:
    """The persons who passed inward (or, at a time clock, either way) between midnight and midnight."""
    until = min(midnight(day + timedelta(days=1)), round(now.timestamp() * MS) + 1)
    passings = passings_between(midnight(day), until, enterprises=[enterprise.code])
    inward = [each for each in passings if each.direction != "OUT"]
    passes = holders_of_passes({each.pass_number for each in inward if each.pass_number is not None}, day)
    typed = {each.typed for each in inward if each.pass_number is None and each.typed}
    holders = [*passes.values(), *holders_of_codes({(enterprise.pk, code) for code in typed}, day).values()]
    return {each.person_id for each in holders if each.person_id is not None}
