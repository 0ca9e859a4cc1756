"""A target as pages name it, and what its own page shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from songhanh.core.scope import Scope
from songhanh.definitions.indicators import indicators
from songhanh.reporting.models import Consolidation, Target
from songhanh.reporting.presenters.figures import live_url
from songhanh.reporting.queries.names import indicator_name
from songhanh.reporting.queries.planned import used_by
from songhanh.reporting.queries.targets import TargetGroup, target_groups, versions_of


@dataclass(frozen=True)
class OpenedTarget:
    """One version of a target: those before and after it, its place in the whole, what stands on it."""

    target: Target
    name: str
    goal: str
    decimals: int
    versions: tuple[Target, ...]
    group: dict[str, Any] | None
    consolidations: tuple[Consolidation, ...]
    figure_url: str

    @property
    def newest(self) -> Target:
        """The version that holds now."""
        return self.versions[0]

    @property
    def holds(self) -> bool:
        """Whether this version is the one that holds."""
        return self.newest.pk == self.target.pk


def opened_target(target: Target, scope: Scope, *, parts: bool) -> OpenedTarget:
    """Everything that the page shows; `parts`: the splits too, which name single enterprises."""
    groups = target_groups(target.year, scope, target.indicator) if parts else []
    known = indicators().get(target.indicator)
    return OpenedTarget(
        target=target,
        name=name_of(target.indicator),
        goal=known.goal if known else "",
        decimals=known.decimals if known else 5,
        versions=tuple(versions_of(target)),
        group=shown_group(groups[0]) if groups else None,
        consolidations=tuple(used_by(target, scope)),
        figure_url=live_url(target.indicator, str(target.year)) if known else "",
    )


def shown_group(group: TargetGroup) -> dict[str, Any]:
    """One indicator's targets as the list and the page show them."""
    words = {"quarter": _("4 quý"), "park": _("các khu"), "enterprise": _("các doanh nghiệp")}
    return {
        "name": name_of(group.indicator),
        "code": group.indicator,
        "group": group,
        "near": [line for line in group.parts if line.current.enterprise_id is None],
        "far": [line for line in group.parts if line.current.enterprise_id is not None],
        "checks": [(words[check.by], check) for check in group.checks],
    }


def name_of(code: str) -> str:
    """The indicator's name in the reader's language; one that no longer exists by its code."""
    return indicator_name(code) if code in indicators() else code


def owner_of(target: Target) -> str:
    """«toàn Ban», «KCN Khánh Phú, quý 2»."""
    owner = str(target.enterprise or target.park or _("toàn Ban"))
    return owner + (f", {_('quý %(q)s') % {'q': target.quarter}}" if target.quarter else "")


def target_name(target: Target) -> str:
    """«Doanh thu năm 2022, toàn Ban»."""
    year = _("năm %(year)s") % {"year": target.year}
    return f"{name_of(target.indicator)} {year}, {owner_of(target)}"


def target_url(target: Target) -> str:
    """The page of this version."""
    return reverse("reporting:target", args=[target.uuid])
