"""What the invented rows add up to: the published figures of 2021, and for a larger authority their multiple.

Figures marked «invented» were never published; they are made up so that the forms are complete.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Totals:
    """Money in the units of the forms (tỷ VND, triệu USD, support in triệu VND); heads on 14/12/2021."""

    domestic: int
    foreign: int
    revenue: dict[int, Decimal]
    export: dict[int, Decimal]
    import_: Decimal
    budget_payment: Decimal
    new_jobs: int
    hired_2020: int
    hired_in_january: int
    vaccinated_one_only: int
    vaccinated_none: int
    dossiers_nq68: int
    paid_people: dict[str, int]
    paid_amount: dict[str, Decimal]
    union_gifts: int
    union_gift_amount: Decimal

    @property
    def people(self) -> int:
        """All who worked on 14/12/2021."""
        return self.domestic + self.foreign


PUBLISHED = Totals(
    domestic=43_128,
    foreign=323,
    revenue={
        2020: Decimal(66_401),
        2021: Decimal(69_448),
        2022: Decimal("5873.4"),
    },  # 2022: invented, one month
    export={2020: Decimal(1_472), 2021: Decimal(1_503), 2022: Decimal("129.6")},  # 2022: invented, one month
    import_=Decimal("1186.25"),  # invented
    budget_payment=Decimal("10218.6"),  # published as «above 10,000»; the sum is invented
    new_jobs=2_864,
    hired_2020=2_310,  # invented
    hired_in_january=212,  # invented
    vaccinated_one_only=2_589,
    vaccinated_none=784,
    dossiers_nq68=108,
    paid_people={"nq68": 28, "nq116": 17_053},
    paid_amount={"nq68": Decimal("40.680"), "nq116": Decimal("36184.350")},  # NQ116: «above 36 billion»
    union_gifts=24,
    union_gift_amount=Decimal(12),
)


def totals_for(people: int) -> Totals:
    """The published totals, or their multiple for an authority of `people`."""
    if people == PUBLISHED.people:
        return PUBLISHED
    ratio = Decimal(people) / PUBLISHED.people
    foreign = _whole(PUBLISHED.foreign, ratio)
    gifts = _whole(PUBLISHED.union_gifts, ratio)
    return replace(
        PUBLISHED,
        domestic=people - foreign,
        foreign=foreign,
        revenue={year: _money(value, ratio) for year, value in PUBLISHED.revenue.items()},
        export={year: _money(value, ratio) for year, value in PUBLISHED.export.items()},
        import_=_money(PUBLISHED.import_, ratio),
        budget_payment=_money(PUBLISHED.budget_payment, ratio),
        new_jobs=_whole(PUBLISHED.new_jobs, ratio),
        hired_2020=_whole(PUBLISHED.hired_2020, ratio),
        hired_in_january=_whole(PUBLISHED.hired_in_january, ratio),
        vaccinated_one_only=_whole(PUBLISHED.vaccinated_one_only, ratio),
        vaccinated_none=_whole(PUBLISHED.vaccinated_none, ratio),
        dossiers_nq68=_whole(PUBLISHED.dossiers_nq68, ratio),
        paid_people={code: _whole(number, ratio) for code, number in PUBLISHED.paid_people.items()},
        paid_amount={code: _money(value, ratio, "0.005") for code, value in PUBLISHED.paid_amount.items()},
        union_gifts=gifts,
        union_gift_amount=Decimal(gifts) / 2,
    )


def _whole(number: int, ratio: Decimal) -> int:
    return max(1, int((number * ratio).to_integral_value(ROUND_HALF_UP)))


def _money(value: Decimal, ratio: Decimal, step: str = "0.1") -> Decimal:
    unit = Decimal(step)
    return max(unit, (value * ratio / unit).to_integral_value(ROUND_HALF_UP) * unit)
