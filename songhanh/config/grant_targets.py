"""Which parks and enterprises a grant can name: told to the core, which stands below them."""

from collections.abc import Iterator

from songhanh.core.accounts.targets import Target
from songhanh.core.scope import ScopeKind
from songhanh.enterprises.models import Enterprise
from songhanh.parks.models import IndustrialPark


def parks() -> Iterator[Target]:
    """All parks in their order."""
    for park in IndustrialPark.objects.only("id", "code", "name", "position"):
        yield Target(ScopeKind.PARKS, park.pk, park.code, park.name)


def enterprises() -> Iterator[Target]:
    """All enterprises by code, closed ones too: their past is still somebody's work."""
    for enterprise in Enterprise.objects.only("id", "code", "name").order_by("code"):
        yield Target(ScopeKind.ENTERPRISES, enterprise.pk, enterprise.code, enterprise.name)
