"""Words that a message at a gate must not hold, from `disease_words.toml`."""

from functools import lru_cache

from songhanh.definitions.toml import read_toml
from songhanh.definitions.units.folding import fold, spelled


def words_of_health(text: str) -> list[str]:
    """Which of the listed words stand in `text`, in the order of the list."""
    exact, plain = _listed()
    marked, bare = f" {spelled(text)} ", f" {fold(text)} "
    found = [word for word in exact if f" {spelled(word)} " in marked]
    return found + [word for word in plain if f" {fold(word)} " in bare]


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = read_toml("disease_words.toml")
    return tuple(lists["exact"]), tuple(lists["plain"])
