"""The invented enterprises «Công ty Mẫu 01 …»: park, trade, size, whose capital, how many foreigners."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from songhanh.demo.generation.allocation import capped_shares, shares
from songhanh.demo.generation.parks import Park
from songhanh.demo.generation.tax_codes import tax_codes
from songhanh.demo.generation.totals import Totals
from songhanh.demo.generation.trades import BY_NAME, COUNTRIES, TRADES, Trade

FEWEST = 18  # people at the smallest enterprise
# Enterprises that screens and manuals speak of: the same park, trade and size whatever the seed.
CAST: dict[int, tuple[str, str, int]] = {
    3: ("gian-khau", "lắp ráp ô tô", 2_741),
    7: ("khanh-phu", "may mặc", 2_104),
    11: ("khanh-phu", "linh kiện điện tử", 1_402),
    12: ("phuc-son", "linh kiện điện tử", 2_455),
    15: ("khanh-phu", "kính xây dựng", 812),
    18: ("gian-khau", "vật liệu xây dựng", 566),
    21: ("tam-diep-1", "da giày", 1_390),
    28: ("khanh-phu", "sợi", 640),
    34: ("khanh-cu", "bao bì", 301),
    40: ("khanh-phu", "cơ khí", 388),
    52: ("khanh-cu", "thức ăn chăn nuôi", 164),
    61: ("khanh-phu", "bao bì", 118),
}
SINGLE_PROVINCE = 86
FOREIGN_AT_MOST = 0.04  # of an enterprise's heads


@dataclass(frozen=True)
class Enterprise:
    """`heads` and `foreign` are those of 14/12/2021."""

    number: int
    park: Park
    trade: Trade
    tax_code: str
    ownership: str
    country: str
    heads: int
    foreign: int
    operating_from: date
    plot: str

    @property
    def code(self) -> str:
        """mau-07."""
        return f"mau-{self.number:02d}"

    @property
    def short_name(self) -> str:
        """Công ty Mẫu 07."""
        return f"Công ty Mẫu {self.number:02d}"

    @property
    def name(self) -> str:
        """Công ty TNHH Mẫu 07."""
        return f"Công ty TNHH Mẫu {self.number:02d}"


def enterprises_of(parks: Sequence[Park], totals: Totals, rng: Random) -> list[Enterprise]:
    """Numbered from 1; heads add up to each park's people, foreigners to the total."""
    seats = _seats(parks, rng)
    trades = {number: _trade(number, seats, rng) for number in seats}
    heads = _heads(parks, seats, trades, rng)
    ownership = {number: _ownership(number, trades[number], rng) for number in seats}
    foreign = _foreigners(heads, ownership, totals, rng)
    codes = dict(zip(seats, islice(tax_codes(), len(seats)), strict=True))
    return [
        Enterprise(
            number=number,
            park=park,
            trade=trades[number],
            tax_code=codes[number],
            ownership=ownership[number][0],
            country=ownership[number][1],
            heads=heads[number],
            foreign=foreign[number],
            operating_from=date(2005, 1, 1) + timedelta(days=rng.randrange(14 * 365)),
            plot=f"{rng.choice('ABCDEG')}{number}",
        )
        for number, park in seats.items()
    ]


def _seats(parks: Sequence[Park], rng: Random) -> dict[int, Park]:
    """Which park each number stands in; the cast keeps its own as far as there is room."""
    free = {park.code: park.enterprises for park in parks}
    by_code = {park.code: park for park in parks}
    number = sum(free.values())
    seats = {}
    for cast, (park_code, _trade, _heads) in CAST.items():
        if cast <= number and free[park_code]:
            seats[cast] = by_code[park_code]
            free[park_code] -= 1
    rest = [by_code[code] for code, left in free.items() for _ in range(left)]
    rng.shuffle(rest)
    others = (n for n in range(1, number + 1) if n not in seats)
    seats.update(zip(others, rest, strict=True))
    return dict(sorted(seats.items()))


def _trade(number: int, seats: dict[int, Park], rng: Random) -> Trade:
    if _is_cast(number, seats):
        return BY_NAME[CAST[number][1]]
    # One car plant is enough for a single province; a merged one has more.
    common = [trade for trade in TRADES if len(seats) > SINGLE_PROVINCE or trade.name != "lắp ráp ô tô"]
    return rng.choices(common, [trade.frequency for trade in common])[0]


def _is_cast(number: int, seats: dict[int, Park]) -> bool:
    return number in CAST and seats[number].code == CAST[number][0]


def _heads(
    parks: Sequence[Park], seats: dict[int, Park], trades: dict[int, Trade], rng: Random
) -> dict[int, int]:
    heads: dict[int, int] = {}
    for park in parks:
        inside = [number for number, seat in seats.items() if seat.code == park.code]
        fixed = {number: CAST[number][2] for number in inside if _is_cast(number, seats)}
        rest = [number for number in inside if number not in fixed]
        left = park.people - sum(fixed.values())
        if left < FEWEST * len(rest):  # a small authority has no room for the cast's size
            fixed, rest, left = {}, inside, park.people
        least = min(FEWEST, left // max(1, len(rest)))
        weights = [trades[number].size * rng.lognormvariate(0, 0.7) for number in rest]
        heads.update(fixed)
        if rest:
            parts = shares(left - least * len(rest), weights)
            heads.update({n: least + part for n, part in zip(rest, parts, strict=True)})
    return heads


def _ownership(number: int, trade: Trade, rng: Random) -> tuple[str, str]:
    if rng.random() >= trade.fdi and number != 12:
        return "DDI", "VN"
    return "FDI", rng.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]


def _foreigners(
    heads: dict[int, int], ownership: dict[int, tuple[str, str]], totals: Totals, rng: Random
) -> dict[int, int]:
    """Mostly at enterprises of foreign capital, a few specialists elsewhere, never above 4%."""
    caps = {number: max(1, int(count * FOREIGN_AT_MOST)) for number, count in heads.items()}
    weights = [
        heads[n] ** 0.8 * (1.0 if ownership[n][0] == "FDI" else 0.05) * rng.uniform(0.5, 1.5) for n in heads
    ]
    return dict(zip(heads, capped_shares(totals.foreign, weights, list(caps.values())), strict=True))
