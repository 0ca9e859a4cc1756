"""What an enterprise is shown of a run: its own people, nothing of the case."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from songhanh.epidemic.models import ContactAnswer, HandOver, Outcome
from songhanh.epidemic.models.result import Result
from songhanh.rules.tracing.definition import Tier


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One of its people; `open` where the Board is still asking; `kept_out` by a gate rule today."""

    stay: str
    code: str
    name: str
    tier: str
    line: str
    shift: str
    open: bool
    kept_out: bool


def handed_rows(
    handed: HandOver,
    result: Result,
    answers: Mapping[int, ContactAnswer],
    names: Mapping[str, str],
    kept_out: Container[str] = (),
) -> list[HandedRow]:
    """By tier and code; who was answered to be no contact is not in it."""
    found = []
    for contact in result.traced.contacts():
        known, answer = result.people[contact.person], answers.get(contact.person)
        if known.enterprise != handed.enterprise.code or (contact.tier is Tier.F2 and not handed.with_f2):
            continue
        outcome = answer.outcome if answer is not None else Outcome.OPEN
        if outcome == Outcome.NONE:
            continue
        unsettled = not contact.certain and outcome == Outcome.OPEN
        found.append(
            HandedRow(
                known.stay, known.code, names.get(known.stay, ""), contact.tier.value, known.line_name, known.shift,
                unsettled, known.stay in kept_out,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.tier, row.code))
