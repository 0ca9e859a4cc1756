"""The very rows that a question can be counted from: their ids, and a hash that proves them."""

import hashlib

from django.db.models import QuerySet

from songhanh.reporting.models import Figure
from songhanh.reporting.queries.counted import Asked, held


def snapshot_hash(asked: Asked) -> str:
    """SHA-256 over every row that can be counted, in one order and one form."""
    rows = (
        _rows(asked)
        .order_by("obligation__uuid", "cell")
        .values_list("obligation__uuid", "cell", "period_until", "value", "kind")
    )
    digest = hashlib.sha256()
    for obligation, cell, until, value, kind in rows.iterator(5000):
        digest.update(f"{obligation} {cell} {until} {value:.5f} {kind}\n".encode())
    return digest.hexdigest()


def source_ids(asked: Asked) -> dict[str, list[int]]:
    """The versions and substitutes that can be counted."""
    rows = _rows(asked).order_by()
    return {
        "versions": sorted(set(rows.exclude(version=None).values_list("version_id", flat=True).distinct())),
        "substitutes": sorted(
            set(rows.exclude(substitute=None).values_list("substitute_id", flat=True).distinct())
        ),
    }


def _rows(asked: Asked) -> QuerySet[Figure]:
    rows = held(Figure.objects.visible_to(asked.scope), asked.as_of)
    return rows.filter(period_from__gte=asked.start, period_until__lte=asked.end)
