"""Indicators as figures a text may speak of: their names, what they are parts and shares of."""

from decimal import Decimal

from songhanh.definitions.indicators import indicator, names_in
from songhanh.rules.wording.claims import Claim, Figure, Reason, Verdict

__all__ = ["Claim", "Figure", "Reason", "Verdict", "figure_of"]


def figure_of(
    code: str,
    value: Decimal | None,
    *,
    previous: Decimal | None = None,
    plan: Decimal | None = None,
    previous_year: int | None = None,
    aliases: tuple[str, ...] = (),
    suffix: str = "",
) -> Figure:
    """The figure of an indicator with these values; raises KeyError for an unknown code.

    `suffix` and `aliases` serve a part of it: `figure_of("support_dossiers", n, suffix=".nq68",
    aliases=("Nghị quyết 68",))`.
    """
    each = indicator(code)
    summed = each.formula is not None and not set("*/-") & set(each.formula)
    return Figure(
        code=code + suffix,
        value=value,
        unit=each.unit,
        label=each.name,
        previous=previous,
        plan=plan,
        total_of=names_in(each.formula or "") if summed else (),
        share_of=each.share_of,
        aliases=(*each.aliases, *aliases),
        previous_year=previous_year,
    )
