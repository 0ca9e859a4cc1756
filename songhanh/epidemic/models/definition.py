"""A contact definition as a run keeps it: what the document said that day, whatever the file says later."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from songhanh.rules.tracing.definition import Alternative, ContactDefinition, InfectiousPeriod


def stored(definition: ContactDefinition) -> dict[str, Any]:
    """As JSON has it."""
    return {
        **asdict(definition),
        "since": definition.since.isoformat(),
        "f1": [_alternative(each) for each in definition.f1],
        "f2": [_alternative(each) for each in definition.f2],
    }


def restored(kept: dict[str, Any]) -> ContactDefinition:
    """And back."""
    return ContactDefinition(
        **{
            **kept,
            "since": date.fromisoformat(kept["since"]),
            "infectious": kept["infectious"] and InfectiousPeriod(**kept["infectious"]),
            "f1": tuple(_read(each) for each in kept["f1"]),
            "f2": tuple(_read(each) for each in kept["f2"]),
        }
    )


def _alternative(each: Alternative) -> dict[str, Any]:
    distance = each.distance_m
    return {**asdict(each), "distance_m": None if distance is None else str(distance)}


def _read(kept: dict[str, Any]) -> Alternative:
    distance = kept["distance_m"]
    return Alternative(**{**kept, "distance_m": None if distance is None else Decimal(distance)})
