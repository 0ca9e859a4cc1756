"""Finding reports by words."""

from typing import Any

from django.db.models import Q

from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise, Project


def with_words(rows: Any, text: str) -> Any:
    """Reports in whose enterprise's name or code, project's code or period every word of `text` occurs.

    Names become ids first: hundreds of enterprises are read, not a hundred thousand reports with their joins;
    projects are asked for only where their enterprise does not fit by itself.
    """
    for word in fold(text).split():
        named = Enterprise.objects.filter(Q(name_key__contains=word) | Q(code__contains=word))
        fits = Q(period_code__contains=word) | Q(enterprise_id__in=list(named.values_list("pk", flat=True)))
        others = Project.objects.filter(code__contains=word).exclude(enterprise__in=named)
        if keys := list(others.values_list("pk", flat=True)):
            fits |= Q(project_id__in=keys)
        rows = rows.filter(fits)
    return rows
