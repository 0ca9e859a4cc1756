"""Monthly safety and support totals of every enterprise in 2021 and January 2022."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from songhanh.demo.generation.allocation import capped_shares, decimal_shares, shares
from songhanh.demo.generation.enterprises import Enterprise
from songhanh.demo.generation.production import Values
from songhanh.demo.generation.totals import Totals
from songhanh.demo.generation.workforce import CODES, MONTHS, Workforce

DECEMBER = CODES.index("2021-12")
# Parts of December's doses that had been given by the end of each month: (first dose, second dose).
DOSES = {
    "2021-05": (0.01, 0.0), "2021-06": (0.04, 0.005), "2021-07": (0.1, 0.02), "2021-08": (0.28, 0.06),
    "2021-09": (0.55, 0.22), "2021-10": (0.8, 0.5), "2021-11": (0.95, 0.83), "2021-12": (1.0, 1.0),
    "2022-01": (1.0, 1.0),
}  # fmt: skip
SECOND_BY_JANUARY = 0.6  # part of those with one dose in December who had the second a month later
CASES = {
    "2021-05": (1, 18),
    "2021-08": (2, 30),
    "2021-09": (3, 41),
    "2021-11": (5, 58),
    "2021-12": (7, 64),
    "2022-01": (23, 118),
}
ASSESSING_SINCE = "2021-06"
ASSESSED = 0.92
DOSSIER_MONTHS = {"2021-08": 0.2, "2021-09": 0.35, "2021-10": 0.3, "2021-11": 0.15}
NQ68_PAID_MONTHS = {"2021-10": 0.4, "2021-11": 0.35, "2021-12": 0.25}
NQ116_MONTHS = {"2021-10": 0.15, "2021-11": 0.55, "2021-12": 0.3}
GIFT_MONTHS = {"2021-08": 0.5, "2021-09": 0.5}
NQ68_ENTERPRISES, GIFT_ENTERPRISES = 18, 6
SUPPORT = (
    "support_dossiers.nq68", "support_paid_people.nq68", "support_paid_people.nq116",
    "support_paid_amount.nq68", "support_paid_amount.nq116", "union_gifts", "union_gift_amount",
)  # fmt: skip


def safety_reports(
    enterprises: Sequence[Enterprise], workforces: Sequence[Workforce], totals: Totals, rng: Random
) -> list[list[Values]]:
    """Cells by enterprise and month (position in MONTHS); empty for 2020, when the form did not exist."""
    reports: list[list[Values]] = [[{} for _ in MONTHS] for _ in enterprises]
    final = _vaccinated(enterprises, totals, rng)
    for n, workforce in enumerate(workforces):
        for place, month in enumerate(MONTHS):
            if month.year > 2020:
                reports[n][place] = _vaccination(workforce.heads(place), final[n], place) | _nothing(
                    place, rng
                )
    _add_cases(enterprises, reports, rng)
    _add_support(enterprises, reports, totals, rng)
    return reports


def _vaccinated(enterprises: Sequence[Enterprise], totals: Totals, rng: Random) -> list[tuple[int, int]]:
    """(one dose only, none) of each on 14/12/2021; those without a dose add up to what each park has."""
    parks = {e.park.code: e.park for e in enterprises}
    missing = capped_shares(
        totals.vaccinated_none,
        [park.not_vaccinated for park in parks.values()],
        [park.people for park in parks.values()],
    )
    none = [0] * len(enterprises)
    for code, total in zip(parks, missing, strict=True):
        inside = [n for n, e in enumerate(enterprises) if e.park.code == code]
        heads = [enterprises[n].heads for n in inside]
        weights = [count * rng.uniform(0.3, 1.7) for count in heads]
        for n, part in zip(inside, capped_shares(total, weights, heads), strict=True):
            none[n] = part
    left = [e.heads - part for e, part in zip(enterprises, none, strict=True)]
    one = capped_shares(totals.vaccinated_one_only, [count * rng.uniform(0.4, 1.6) for count in left], left)
    return list(zip(one, none, strict=True))


def _vaccination(heads: int, final: tuple[int, int], place: int) -> Values:
    one, none = final
    if place > DECEMBER:
        one, none = one - int(one * SECOND_BY_JANUARY), min(none, heads - one)
        return _doses(heads, heads - one - none, one)
    first, second = DOSES.get(CODES[place], (0.0, 0.0))
    if place == DECEMBER:
        return _doses(heads, heads - one - none, one)
    two = int((heads - one - none) * second)
    at_least_one = max(two, int((heads - none) * first))
    return _doses(heads, max(0, two), max(0, at_least_one - two))


def _doses(heads: int, two: int, one: int) -> Values:
    return {
        "vaccinated_two": Decimal(two),
        "vaccinated_one_only": Decimal(one),
        "vaccinated_none": Decimal(heads - two - one),
    }


def _nothing(place: int, rng: Random) -> Values:
    """All other cells at nil, which is typed as 0; the self-assessment mostly done."""
    done = CODES[place] >= ASSESSING_SINCE and rng.random() < ASSESSED
    cells = {"self_assessments_done": Decimal(int(done)), "cases_f0": Decimal(0), "contacts_f1": Decimal(0)}
    return cells | {cell: Decimal(0) for cell in SUPPORT}


def _add_cases(enterprises: Sequence[Enterprise], reports: list[list[Values]], rng: Random) -> None:
    heads = [e.heads for e in enterprises]
    for code, (cases, contacts) in CASES.items():
        place = CODES.index(code)
        met = rng.sample(range(len(heads)), min(len(heads), 3), counts=heads)
        weights = [float(n in met) for n in range(len(heads))]
        ill = _at_most(cases, weights, [count // 20 for count in heads])
        near = _at_most(contacts, weights, [count // 3 for count in heads])
        for n, months in enumerate(reports):
            months[place]["cases_f0"] = Decimal(ill[n])
            months[place]["contacts_f1"] = Decimal(near[n])


def _at_most(total: int, weights: Sequence[float], caps: Sequence[int]) -> list[int]:
    return capped_shares(min(total, sum(caps)), weights, caps)


def _add_support(
    enterprises: Sequence[Enterprise], reports: list[list[Values]], totals: Totals, rng: Random
) -> None:
    heads = [float(e.heads) for e in enterprises]
    poor = _some(heads, NQ68_ENTERPRISES, rng)
    dossiers = _over_months(reports, "support_dossiers.nq68", totals.dossiers_nq68, poor, DOSSIER_MONTHS)
    having = [sum(row.values()) for row in dossiers]
    people68 = _over_months(
        reports,
        "support_paid_people.nq68",
        totals.paid_people["nq68"],
        list(map(float, having)),
        NQ68_PAID_MONTHS,
    )
    _pay(reports, "nq68", people68, totals.paid_amount["nq68"], 0.0, rng)
    insured = [count * rng.uniform(0.6, 1.0) for count in heads]
    people116 = _over_months(
        reports, "support_paid_people.nq116", totals.paid_people["nq116"], insured, NQ116_MONTHS
    )
    _pay(reports, "nq116", people116, totals.paid_amount["nq116"], 0.08, rng)
    gifts = _over_months(
        reports, "union_gifts", totals.union_gifts, _some(heads, GIFT_ENTERPRISES, rng), GIFT_MONTHS
    )
    for months, given in zip(reports, gifts, strict=True):
        for place, number in given.items():
            months[place]["union_gift_amount"] = totals.union_gift_amount / totals.union_gifts * number


def _some(heads: Sequence[float], number: int, rng: Random) -> list[float]:
    chosen = set(rng.sample(range(len(heads)), min(number, len(heads))))
    return [count if n in chosen else 0.0 for n, count in enumerate(heads)]


def _over_months(
    reports: list[list[Values]], cell: str, total: int, weights: Sequence[float], months: dict[str, float]
) -> list[dict[int, int]]:
    """Split `total` over enterprises and months and write it into `cell`; returns place → number of each."""
    matrix = [weight * part for weight in weights for part in months.values()]
    parts = shares(total, matrix)
    found = []
    for n, row in enumerate(reports):
        own = parts[n * len(months) : (n + 1) * len(months)]
        placed = {CODES.index(code): number for code, number in zip(months, own, strict=True)}
        for place, number in placed.items():
            row[place][cell] = Decimal(number)
        found.append(placed)
    return found


def _pay(
    reports: list[list[Values]],
    programme: str,
    people: Sequence[dict[int, int]],
    amount: Decimal,
    spread: float,
    rng: Random,
) -> None:
    """What the people were paid, in triệu VND: about the same for each."""
    slots = [(n, place, number) for n, row in enumerate(people) for place, number in row.items() if number]
    weights = [number * rng.uniform(1 - spread, 1 + spread) for _, _, number in slots]
    for (n, place, _), part in zip(slots, decimal_shares(amount, weights, "0.005"), strict=True):
        reports[n][place][f"support_paid_amount.{programme}"] = part
