"""The published figures of 2021 as the texts of `wording_examples.toml` speak of them."""

from decimal import Decimal

from songhanh.definitions.wording import Figure, figure_of

NQ68, NQ116 = ("Nghị quyết 68", "Nghị quyết số 68"), ("Nghị quyết 116", "Nghị quyết số 116")


def _target(code: str, value: int, unit: str, previous: int | None, *aliases: str) -> Figure:
    return Figure(
        code=f"target_2022.{code}",
        value=Decimal(value),
        unit=unit,
        label=aliases[0],
        previous=None if previous is None else Decimal(previous),
        aliases=aliases[1:],
        context=("2022",),
        is_goal=True,
    )


FIGURES = [
    figure_of("revenue", Decimal(69448), previous=Decimal(66401), plan=Decimal(60000), previous_year=2020),
    figure_of("export", Decimal(1503), previous=Decimal(1472), plan=Decimal(1500), previous_year=2020),
    figure_of("budget_payment", Decimal("10123.4"), plan=Decimal(10000)),
    figure_of("new_jobs", Decimal(2864), plan=Decimal(1500)),
    figure_of("labour_total", Decimal(43451)),
    figure_of("labour_domestic", Decimal(43128)),
    figure_of("labour_foreign", Decimal(323)),
    figure_of("vaccinated_at_least_one", Decimal(42667)),
    figure_of("vaccinated_two", Decimal(40078)),
    figure_of("vaccinated_one_only", Decimal(2589)),
    figure_of("vaccinated_none", Decimal(784)),
    figure_of("support_dossiers", Decimal(108), suffix=".nq68", aliases=NQ68),
    figure_of("support_paid_people", Decimal(28), suffix=".nq68", aliases=NQ68),
    figure_of("support_paid_amount", Decimal("40.680"), suffix=".nq68", aliases=NQ68),
    figure_of("support_paid_people", Decimal(17053), suffix=".nq116", aliases=NQ116),
    figure_of("support_paid_amount", Decimal("36412.6"), suffix=".nq116", aliases=NQ116),
    figure_of("union_gifts", Decimal(24)),
    figure_of("union_gift_amount", Decimal(12)),
    figure_of("import", None),
    _target("revenue", 65000, "tỷ VND", 69448, "doanh thu"),
    _target("export", 1700, "triệu USD", 1503, "xuất khẩu", "giá trị xuất khẩu", "kim ngạch xuất khẩu"),
    _target("budget_payment", 10000, "tỷ VND", None, "ngân sách", "nộp ngân sách"),
    _target("new_jobs", 3000, "người", 2864, "việc làm mới", "giải quyết việc làm", "việc làm cho"),
]
