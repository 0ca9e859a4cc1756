"""Who has come on a day, fresh from the stream: for headcounts of a shift that is just beginning."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from songhanh.gate.queries.passings import passings_between
from songhanh.presence.queries.holders import holders_of_codes, holders_of_passes
from songhanh.presence.queries.margins import MS, midnight


def came_on(enterprises: Collection[tuple[int, str]], day: date, now: datetime) -> set[int]:
    """The persons who passed into these enterprises (key, code) between midnight and midnight; of a time clock that
    does not say which way every event counts.
    """
    keys = {code: key for key, code in enterprises}
    until = min(midnight(day + timedelta(days=1)), round(now.timestamp() * MS) + 1)
    passings = passings_between(midnight(day), until, enterprises=keys)
    inward = [each for each in passings if each.direction != "OUT"]
    passes = holders_of_passes({each.pass_number for each in inward if each.pass_number is not None}, day)
    typed = {
        (keys[each.enterprise], each.typed) for each in inward if each.pass_number is None and each.typed
    }
    holders = [*passes.values(), *holders_of_codes(typed, day).values()]
    return {each.person_id for each in holders if each.person_id is not None}
