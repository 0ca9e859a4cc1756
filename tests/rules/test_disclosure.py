from hypothesis import given
from hypothesis import strategies as st

from songhanh.definitions.disclosure import disclosure
from songhanh.rules.disclosure import total_withheld, withheld

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 20))


def test_small_counts_go_and_nil_stays() -> None:
    assert withheld({"a": 4, "b": 1, "c": 0, "d": 5}, 5) == {"a": None, "b": None, "c": 0, "d": 5}


def test_a_few_alone_take_others_along_until_they_are_enough() -> None:
    assert withheld({"a": 1, "b": 2, "c": 9, "d": 7}, 5) == {"a": None, "b": None, "c": 9, "d": None}


def test_one_alone_takes_the_next_smallest_along() -> None:
    assert withheld({"a": 3, "b": 40, "c": 9, "d": 0}, 5) == {"a": None, "b": 40, "c": None, "d": 0}
    assert withheld({"a": 3}, 5) == {"a": None}


def test_a_small_total_goes_too() -> None:
    assert total_withheld([1, 2], 5) is None
    assert total_withheld([0, 0], 5) == 0
    assert total_withheld([3, 2], 5) == 5


@given(COUNTS, st.integers(2, 8))
def test_nothing_small_is_told_and_no_single_one_can_be_had_from_the_total(
    counts: dict[str, int], least: int
) -> None:
    told = withheld(counts, least)
    assert told.keys() == counts.keys()
    assert all(count == counts[key] for key, count in told.items() if count is not None)
    assert all(count == 0 or count >= least for count in told.values() if count is not None)
    hidden = [key for key, count in told.items() if count is None]
    others = [key for key, count in counts.items() if count and key not in hidden]
    together = sum(counts[key] for key in hidden)
    assert not hidden or not others or (len(hidden) > 1 and together >= least)


def test_the_threshold_is_named_ours() -> None:
    assert disclosure().least == 5
    assert "Song Hành đặt" in disclosure().source
