"""What an enterprise weighs: by its newest period, however long ago within a year; never by one to come."""

from datetime import timedelta
from decimal import Decimal

from songhanh.core.scope import EVERYTHING, Scope, ScopeKind
from songhanh.reporting.queries.weights import Weight, weights
from songhanh.rules.periods import Basis, parse_period
from tests.reporting.board import Board
from tests.reporting.filing import accepted

JANUARY = parse_period("2022-01", Basis.CUTOFF15)
JUNE = parse_period("2021-06", Basis.CUTOFF15)


def month(board: Board, code: str, revenue: str, workers: str) -> None:
    numbers = {"labour_domestic": workers, "labour_foreign": "2", "person_months": workers}
    accepted(board.cast, code, revenue=revenue, **numbers)


def test_each_weighs_by_its_own_newest_period(board: Board) -> None:
    one = board.cast.one.pk
    month(board, "2021-06", "200", "80")
    old = Weight(Decimal(200), Decimal(82))
    assert weights([one], EVERYTHING, JANUARY.start) == {one: old}
    month(board, "2021-12", "300", "90")
    new = Weight(Decimal(300), Decimal(92))
    assert weights([one], EVERYTHING, JANUARY.start) == {one: new}
    assert weights([one], EVERYTHING, JUNE.end) == {one: old}
    assert weights([one], EVERYTHING, JUNE.start) == {}


def test_what_is_older_than_a_year_or_foreign_does_not_weigh(board: Board) -> None:
    one = board.cast.one.pk
    month(board, "2021-06", "200", "80")
    assert weights([one], EVERYTHING, JUNE.start + timedelta(days=370)) != {}
    assert weights([one], EVERYTHING, JUNE.start + timedelta(days=371)) == {}
    foreign = Scope(ScopeKind.ENTERPRISES, enterprise_ids=frozenset({board.cast.two.pk}))
    assert weights([one], foreign, JANUARY.start) == {}
