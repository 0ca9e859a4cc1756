"""Many reported values as Arrow tables, a month each: the same numbers at every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from songhanh.analytics.snapshot import DECIMALS, DIGITS, schema
from songhanh.rules.indicators.indicator import Goal, Indicator, IndicatorKind
from songhanh.rules.periods import Basis, Period, parse_period

SEED = 20211231
PARKS = 12
INDICATORS = 30
STOCKS = 6  # of the thirty; four more indicators are ratios computed from others
NIL, ESTIMATED = 0.05, 0.03  # shares of the values


@dataclass(frozen=True)
class Reported:
    """How many there are: 10,000 enterprises × 60 months × 30 indicators are 18,000,000 values."""

    enterprises: int
    years: int

    @property
    def months(self) -> list[Period]:
        """Oldest first, of the years that end with 2021."""
        years = [parse_period(str(year), Basis.CUTOFF15) for year in range(2022 - self.years, 2022)]
        return [month for year in years for month in year.months()]

    @property
    def values(self) -> int:
        """How many values."""
        return self.enterprises * len(self.months) * INDICATORS

    def tables(self) -> Iterator[Any]:
        """One Arrow table a month, in the columns of a snapshot."""
        rng = np.random.default_rng(SEED)
        places, codes = np.arange(self.enterprises), np.arange(INDICATORS)
        at = np.repeat(places, INDICATORS)
        named = {
            "enterprise": _texts(at, [f"dn-{n:05d}" for n in places]),
            "park": _texts(at % PARKS, [f"kcn-{n:02d}" for n in range(PARKS)]),
            "indicator": _texts(np.tile(codes, self.enterprises), list(reported_indicators())),
        }
        for month in self.months:
            yield _month(named, month, rng)


def all_indicators() -> dict[str, Indicator]:
    """The thirty that are reported and four ratios over them."""
    ratios = {f"ratio-{n}": f"i{n:02d} / i{n + 10:02d} * 100" for n in range(4)}
    return reported_indicators() | {
        code: _indicator(code, IndicatorKind.RATIO, formula) for code, formula in ratios.items()
    }


def reported_indicators() -> dict[str, Indicator]:
    """Flows, and every fifth one a stock."""
    kinds = {
        f"i{n:02d}": IndicatorKind.STOCK if n % (INDICATORS // STOCKS) == 4 else IndicatorKind.FLOW
        for n in range(INDICATORS)
    }
    return {code: _indicator(code, kind, None) for code, kind in kinds.items()}


def _indicator(code: str, kind: IndicatorKind, formula: str | None) -> Indicator:
    return Indicator(code, code, code, "tỷ đồng", kind, formula, 0, (), Goal.PRODUCTION, "bench")


def _month(named: dict[str, Any], month: Period, rng: np.random.Generator) -> Any:
    rows = len(named["park"])
    thousandths = rng.integers(1, 50_000_000, rows)
    thousandths[rng.random(rows) < NIL] = 0
    estimated = (rng.random(rows) < ESTIMATED).astype(np.int32)
    columns = {
        **named,
        "period_from": _same(month.start, rows),
        "period_until": _same(month.end, rows),
        "value": _decimals(thousandths * 10 ** (DECIMALS - 3)),
        "kind": _texts(estimated, ["FINAL", "ESTIMATE"]),
    }
    return pa.table(columns, schema=schema())


def _texts(places: "np.ndarray[Any, Any]", words: list[str]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), words).cast(pa.string())


def _same(day: Any, rows: int) -> Any:
    return pa.array([day], pa.date32()).take(pa.array(np.zeros(rows, np.int32)))


def _decimals(unscaled: "np.ndarray[Any, Any]") -> Any:
    """Whole numbers as decimals without a Python object each: two words of 64 bits, the low one first."""
    words = np.zeros((len(unscaled), 2), np.int64)
    words[:, 0] = unscaled
    return pa.Array.from_buffers(
        pa.decimal128(DIGITS, DECIMALS), len(unscaled), [None, pa.py_buffer(words.tobytes())]
    )
