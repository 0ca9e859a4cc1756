"""Like with like: while reports are missing, only enterprises with numbers of both years are compared."""

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Count

from songhanh.reporting.models import Figure
from songhanh.reporting.queries.counted import Asked, held
from songhanh.reporting.queries.missing import missing_reports

Counts = dict[tuple[str, int], int]


def comparable(asked: Asked) -> Asked | None:
    """The same question of those enterprises only that can be compared; None: nothing is missing, so of all.

    An enterprise can be compared by a form when it has as many of its reports in for these days as for the
    same days a year earlier: part of a year never stands against all of the one before.
    """
    if not missing_reports(asked):
        return None
    return replace(asked, only=_of_both(asked))


def _of_both(asked: Asked) -> Mapping[str, frozenset[int]]:
    now, before = _reports(asked), _reports(asked.a_year_earlier())
    both = [key for key, count in now.items() if before.get(key) == count]
    forms = {form_code for form_code, _ in now}
    return {form: frozenset(enterprise for code, enterprise in both if code == form) for form in forms}


def _reports(asked: Asked) -> Counts:
    rows = held(Figure.objects.visible_to(asked.scope), asked.as_of).filter(
        period_from__gte=asked.start, period_until__lte=asked.end
    )
    if asked.park:
        rows = rows.filter(park__code=asked.park)
    counted = (
        rows.order_by().values("form_code", "enterprise_id").annotate(n=Count("period_from", distinct=True))
    )
    return {(row["form_code"], row["enterprise_id"]): row["n"] for row in counted}
