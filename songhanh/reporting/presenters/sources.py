"""What the numbers of a report open: its figures, and the targets that it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from songhanh.definitions.indicators import indicators
from songhanh.reporting.models import Consolidation
from songhanh.reporting.presenters.dual_goal import amount, spoken_unit
from songhanh.reporting.presenters.figures import ShownFigure, sealed_target_url
from songhanh.reporting.presenters.wording import PROGRAMMES
from songhanh.rules.formats import format_figure


@dataclass(frozen=True)
class Source:
    """What is behind one number: its name, where it opens, the amount in words (documents are Vietnamese)."""

    name: str
    url: str
    words: str


def target_code(code: str, year: int) -> str:
    """How a target is named among the sources: «revenue@2022»."""
    return f"{code}@{year}"


def sources_of(
    consolidation: Consolidation,
    figures: Mapping[str, ShownFigure],
    year: int,
    next_year: Mapping[str, Decimal],
) -> dict[str, Source]:
    """Figures by their codes, targets of the year and of the next one by `target_code`."""
    found = {code: Source(each.name, each.url, amount(each)) for code, each in figures.items()}
    for code, each in figures.items():
        for programme, value in each.parts:
            if programme in PROGRAMMES:
                found[f"{code}.{programme.lower()}"] = _part(each, programme, value)
    for code, each in figures.items():
        if each.plan is not None and each.plan_url:
            found[target_code(code, year)] = _target(code, year, each.plan, each.plan_url)
    for code, value in next_year.items():
        url = sealed_target_url(consolidation, code, year + 1)
        found[target_code(code, year + 1)] = _target(code, year + 1, value, url)
    return found


def _part(figure: ShownFigure, programme: str, value: Decimal) -> Source:
    words = f"{format_figure(value, figure.decimals)} {spoken_unit(figure.unit)}"
    return Source(f"{figure.name} theo {PROGRAMMES[programme][0]}/NQ-CP", figure.url, words)


def _target(code: str, year: int, value: Decimal, url: str) -> Source:
    indicator = indicators()[code]
    words = f"{format_figure(value, indicator.decimals)} {spoken_unit(indicator.unit)}"
    return Source(f"Kế hoạch năm {year}: {indicator.name[0].lower()}{indicator.name[1:]}", url, words)
