"""Enterprises and parks of the register."""

from functools import reduce
from operator import and_

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from songhanh.config.search.answer import Group, Hit, Sought, group
from songhanh.definitions.units import fold
from songhanh.enterprises.models import Enterprise
from songhanh.enterprises.queries import called
from songhanh.parks.models import IndustrialPark


def enterprises(sought: Sought) -> Group:
    """Every word in the name without diacritics, the code or the tax code; those that begin so come first."""
    words = fold(sought.text).split()
    rows = Enterprise.objects.visible_to(sought.by.scope).select_related("park")
    fits = [called(word) | Q(tax_code__startswith=word) for word in words]
    rows = rows.filter(reduce(and_, fits)) if fits else rows.none()
    hits = (
        Hit(str(row), f"{row.park} · {row.tax_code}", reverse("enterprises:enterprise", args=[row.code]))
        for row in rows.order_by(_closeness(words), "short_name", "code")[: sought.limit + 1]
    )
    return group("enterprises", _("Doanh nghiệp"), hits, sought, _list(q=sought.text))


def _closeness(words: list[str]) -> Case:
    """Whose code it is comes first, then whose name begins so."""
    return Case(
        When(code="-".join(words), then=0), When(name_key__startswith=" ".join(words), then=1), default=2
    )


def parks(sought: Sought) -> Group:
    """The few parks in sight, by name, place or code; each opens its enterprises."""
    words = fold(sought.text).split()
    known = (
        (row, fold(f"khu công nghiệp {row.name} {row.name_en} {row.place} {row.code}"))
        for row in IndustrialPark.objects.visible_to(sought.by.scope)
    )
    hits = (
        Hit(row.name, row.place, _list(park=row.code))
        for row, text in known
        if words and all(word in text for word in words)
    )
    return group("parks", _("Khu công nghiệp"), hits, sought, reverse("enterprises:list"))


def _list(**asked: str) -> str:
    return f"{reverse('enterprises:list')}?{urlencode(asked)}"
