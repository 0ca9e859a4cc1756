"""What a run found that the run it repeats had not: who is new, who is gone."""

from dataclasses import dataclass

from songhanh.epidemic.models import TracingRun
from songhanh.epidemic.models.result import Result
from songhanh.epidemic.presenters.contacts import HIDDEN
from songhanh.epidemic.queries.runs import ErasedError
from songhanh.epidemic.queries.runs import result as result_of


@dataclass(frozen=True, slots=True)
class Difference:
    """Codes of contacts by what has become of them; `earlier` is the run compared with."""

    earlier: TracingRun
    new: tuple[str, ...]
    gone: tuple[str, ...]
    moved: tuple[str, ...]  # «NL-0417: F2 → F1»

    @property
    def same(self) -> bool:
        """Nothing has changed."""
        return not (self.new or self.gone or self.moved)


def difference_from(run: TracingRun, result: Result, charge: frozenset[str] | None) -> Difference | None:
    """From the run that this one repeats; None for a first run, or where the earlier list was erased."""
    if run.repeats is None:
        return None
    try:
        before = result_of(run.repeats)
    except ErasedError:
        return None
    return compared(run.repeats, before, result, charge)


def compared(earlier: TracingRun, before: Result, after: Result, charge: frozenset[str] | None) -> Difference:
    """Contact by contact, by the persons' numbers."""
    old, new = _tiers(before), _tiers(after)

    def code(result: Result, number: int) -> str:
        known = result.people[number]
        return known.code if charge is None or known.enterprise in charge else HIDDEN

    both = sorted(old.keys() & new.keys())
    return Difference(
        earlier,
        tuple(f"{code(after, number)} ({new[number]})" for number in sorted(new.keys() - old.keys())),
        tuple(f"{code(before, number)} ({old[number]})" for number in sorted(old.keys() - new.keys())),
        tuple(
            f"{code(after, number)}: {old[number]} → {new[number]}"
            for number in both
            if old[number] != new[number]
        ),
    )


def _tiers(result: Result) -> dict[int, str]:
    traced = result.traced
    tiers = dict.fromkeys(traced.f1.person.tolist(), "F1")
    return tiers | dict.fromkeys(traced.f2.person.tolist(), "F2")
