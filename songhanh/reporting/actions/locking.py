"""One writer a report: inside an act its row is locked and read anew."""

from collections.abc import Mapping, Sequence

from django.db import connection

from songhanh.reporting.models import Obligation


def lock(obligations: Sequence[Obligation]) -> list[Obligation]:
    """Until the act ends nobody else writes these (SQLite has one writer anyway); each is as it stands now.

    Returns those that were filed again since they had been read.
    """
    rows = Obligation.objects.filter(pk__in=[obligation.pk for obligation in obligations]).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    stored = {row["id"]: row for row in rows.values()}
    return [obligation for obligation in obligations if _read_anew(obligation, stored[obligation.pk])]


def _read_anew(obligation: Obligation, row: Mapping[str, object]) -> bool:
    latest = obligation.latest_id
    for name, value in row.items():
        setattr(obligation, name, value)  # a related row that is now another one is forgotten by this
    obligation._stored = dict(row)
    return latest != obligation.latest_id
