"""Columns and filters that lists of the gate share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from songhanh.core.ui.lists import Column, Filter
from songhanh.gate.presenters.rows import Viewer


def of_enterprise(viewer: Viewer, path: str = "enterprise", value: Any = None) -> list[Column]:
    """Whose it is, where more than one enterprise is in sight."""
    if len(viewer.enterprises) < 2:
        return []
    said = value or (lambda row: str(row.enterprise))
    return [Column("enterprise", _("Doanh nghiệp"), said, sort=(f"{path}__name_key", "pk"))]


def by_enterprise(viewer: Viewer, field: str = "enterprise__code") -> list[Filter]:
    """To choose one of them."""
    if len(viewer.enterprises) < 2:
        return []
    return [
        Filter(
            "enterprise",
            _("Doanh nghiệp"),
            lambda: [(each.code, str(each)) for each in viewer.enterprises],
            field=field,
        )
    ]
