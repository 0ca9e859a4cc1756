"""The indicators of the authority's reports, from `indicators.toml`."""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from songhanh.definitions.toml import DefinitionError, read_toml
from songhanh.rules.indicators.indicator import Goal, Indicator, IndicatorKind

__all__ = ["Goal", "Indicator", "IndicatorKind", "indicator", "indicators", "names_in"]


@lru_cache(maxsize=1)
def indicators() -> MappingProxyType[str, Indicator]:
    """All indicators by code, in the order of the file; loaded once."""
    loaded = {row["code"]: _indicator(row) for row in read_toml("indicators.toml")["indicators"]}
    for each in loaded.values():
        named = (*names_in(each.formula or ""), *((each.share_of,) if each.share_of else ()))
        if unknown := [name for name in named if name not in loaded]:
            raise DefinitionError(f"Indicator {each.code} names {unknown}, which do not exist.")
    return MappingProxyType(loaded)


def indicator(code: str) -> Indicator:
    """The indicator with this code; raises KeyError when there is none."""
    return indicators()[code]


def names_in(formula: str) -> tuple[str, ...]:
    """The indicator codes a formula is computed from, in their order."""
    return tuple(re.findall(r"[a-z][a-z0-9_]*", formula))


def _indicator(row: dict[str, Any]) -> Indicator:
    kind = IndicatorKind(row["kind"])
    formula = row.get("formula")
    if kind is IndicatorKind.RATIO and not formula:
        raise DefinitionError(f"Indicator {row['code']}: a ratio needs a formula.")
    return Indicator(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        unit=row["unit"],
        kind=kind,
        formula=formula,
        decimals=row["decimals"],
        split=tuple(row.get("split", ())),
        goal=Goal(row["goal"]),
        source=row["source"],
        aliases=tuple(row.get("aliases", ())),
        share_of=row.get("share_of", ""),
    )
